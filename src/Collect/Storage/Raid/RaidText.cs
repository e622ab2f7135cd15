using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Raid;

/// <summary>
/// The texts of MegaCli, arcconf, ssacli, hpacucli, sas2ircu and sas3ircu are blocks of <c>key : value</c> below a line that opens a
/// controller, a volume, a drive or a battery. One walk reads them all; tables of other programs are matched row by row.
/// </summary>
internal static partial class RaidText
{
    private const int PatternMilliseconds = 1000;
    private const int LongestLine = 1000;

    public static Reading<RaidReport> Parse(string text)
    {
        var draft = new RaidDraft();
        var at = new RaidPlace();
        var lines = new Lines(text);
        while (lines.Next(out var raw))
        {
            var line = raw.Trim();
            if (line.Length is 0 or > LongestLine) continue;
            if (RaidRows.TryTake(draft, line.ToString())) continue;
            if (Open(draft, at, line.ToString())) continue;
            var colon = line.IndexOf(':');
            if (colon > 0 && RaidKeys.TryTake(draft, at, line[..colon].Trim(), line[(colon + 1)..].Trim())) continue;
            Complaint(draft, line);
        }

        draft.Drives.RemoveAll(drive => at.NoDisks.Contains(drive.Id));
        return draft.HasAny ? Reading.Of(draft.Report()) : Reading.Absent<RaidReport>("no output of a RAID controller's program");
    }

    /// <summary>A line that begins a block.</summary>
    private static bool Open(RaidDraft draft, RaidPlace at, string line)
    {
        var match = Opening().Match(line);
        if (!match.Success) return false;
        var id = match.Groups["id"].Value;
        draft.IsKnown = true;
        if (match.Groups["controller"].Success)
        {
            at.Controller(id);
            draft.Controller(id, controller => controller with
            {
                Model = controller.Model ?? (match.Groups["model"].Success ? match.Groups["model"].Value : null),
            });
        }
        else if (match.Groups["battery"].Success)
        {
            at.Battery(id);
            draft.Battery(id, static battery => battery);
        }
        else if (match.Groups["volume"].Success)
        {
            at.Volume(id);
            draft.Volume(id, static volume => volume);
        }
        else if (match.Groups["other"].Success)
        {
            at.Other();
        }
        else
        {
            at.Drive(match.Groups["disk"].Success ? null : id);
            if (match.Groups["enclosure"].Success) at.Enclosure(match.Groups["enclosure"].Value);
            if (line.StartsWith("Device is an Enclosure", StringComparison.OrdinalIgnoreCase) && at.Id is { } place) at.NoDisks.Add(place);
            if (at.Id is { } drive) draft.Drive(drive, static same => same);
        }

        return true;
    }

    private static void Complaint(RaidDraft draft, ReadOnlySpan<char> line)
    {
        var isComplaint = line.EndsWith("Failed.") || line.Contains("No Virtual Drive Configured", StringComparison.Ordinal)
            || line.Contains("not present", StringComparison.Ordinal) || line.StartsWith("Failed to") || line.StartsWith("MPTLib2 Error")
            || line.Contains("No Controller", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Error:")
            || line.StartsWith("Exit Code: 0x") || line.Contains("Utility Completed", StringComparison.Ordinal)
            || line.StartsWith("Found SCSI id=") || line.StartsWith("Checking for SCSI ID") || line.StartsWith("Controllers found:",
                StringComparison.OrdinalIgnoreCase)
            || line.Contains("there are no IR volumes", StringComparison.Ordinal) || line is "no raid disks"
                || line is "no block devices found";
        if (!isComplaint) return;
        draft.IsKnown = true;
        if (!line.StartsWith("Exit Code: 0x00") && !line.Contains("Completed", StringComparison.Ordinal)
            && !line.StartsWith("Checking") && !line.StartsWith("Controllers found",
                StringComparison.OrdinalIgnoreCase)) draft.Message(line);
    }

    [GeneratedRegex(
        @"\A(?:(?<controller>Adapter #(?<id>\d+))\z|(?<controller>Adapter (?<id>\d+) -- .*)|(?<controller>Adapter: (?<id>\d+):?)\z"
            + @"|(?<controller>(?<model>(?:HPE? )?Smart (?:Array|HBA) .+?) in Slot (?<id>\d+).*)"
            + @"|(?<controller>Read configuration has been initiated for controller (?<id>\d+))"
            + @"|(?<battery>BBU (?:status|Capacity Info|Design Info|Properties) for Adapter: (?<id>\d+))"
            + @"|(?<volume>(?:Virtual (?:Drive|Disk)|CacheCade Virtual Drive): ?(?<id>\d+).*)"
            + @"|(?<volume>Logical [Dd]evice number (?<id>\d+))"
            + @"|(?<volume>Logical Drive: (?<id>\d+))|(?<volume>IR [Vv]olume (?<id>\d+))"
            + @"|Device #(?<id>\d+)\z|physicaldrive (?<id>[\w:]+)\z|(?<other>(?:Enclosure )?SEP \(.*|Port Name: .*)"
            + @"|(?<disk>Enclosure Device ID: (?<enclosure>\S+)|Device is an? (?:Hard|Solid|unknown|Enclosure).*))",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Opening();
}

/// <summary>Which block the next lines speak of.</summary>
internal sealed class RaidPlace
{
    private string? _enclosure;

    /// <summary>Number of the drive, volume, controller or battery; null for a drive whose slot has not been named yet.</summary>
    public string? Id { get; private set; }

    public RaidBlock Block { get; private set; }

    /// <summary>The controller all belongs to; "0" until one is named.</summary>
    public string ControllerId { get; private set; } = "0";

    /// <summary>Places of enclosures and other devices that are no disks.</summary>
    public HashSet<string> NoDisks { get; } = new(StringComparer.Ordinal);

    public void Controller(string id) => (Block, Id, ControllerId) = (RaidBlock.Controller, id, id);

    public void Battery(string id) => (Block, Id) = (RaidBlock.Battery, id);

    public void Volume(string id) => (Block, Id) = (RaidBlock.Volume, id);

    public void Drive(string? id)
    {
        // "Device is a Hard drive" stands below "Device #0" in arcconf, and opens a drive of its own in sas2ircu.
        if (id is null && Block == RaidBlock.Drive && Id is not null && _enclosure is null && Id.All(char.IsAsciiDigit)) return;
        (Block, Id, _enclosure) = (RaidBlock.Drive, id, null);
    }

    /// <summary>Something none of whose keys are read.</summary>
    public void Other() => (Block, Id) = (RaidBlock.Other, null);

    public void Enclosure(string number) => _enclosure = number;

    /// <summary>The slot completes the place of a drive.</summary>
    public string Slot(string number) => Id = _enclosure is null or "N/A" ? $":{number}" : $"{_enclosure}:{number}";
}

internal enum RaidBlock
{
    None,
    Controller,
    Volume,
    Drive,
    Battery,
    Other,
}
