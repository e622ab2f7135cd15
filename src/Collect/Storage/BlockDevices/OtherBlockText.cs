using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary><c>blockdev --report</c>, <c>losetup</c>, <c>fdisk -l</c>: small tables of the same devices.</summary>
internal static partial class OtherBlockText
{
    public static bool IsReport(string line) => line.StartsWith("RO ", StringComparison.Ordinal)
        && line.TrimEnd().EndsWith("Device", StringComparison.Ordinal);

    /// <summary><c>rw   256   512  4096          0    322122547200   /dev/vda</c></summary>
    public static Reading<BlockDeviceList> Report(List<string> lines)
    {
        List<BlockDevice> found = [];
        foreach (var line in lines.Skip(lines.FindIndex(IsReport) + 1))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 7 || !words[6].StartsWith("/dev/", StringComparison.Ordinal)
                || !long.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return Reading.Failed<BlockDeviceList>($"blockdev: line {Quote.Of(line)} does not parse");
            found.Add(new BlockDevice
            {
                Name = words[6]["/dev/".Length..],
                SizeBytes = size,
                IsReadOnly = words[0] is "ro",
                LogicalSectorBytes = int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sector) ? sector
                    : null,
            });
        }

        return Reading.Of(new BlockDeviceList(found));
    }

    public static bool IsLoop(string line) => Loop().IsMatch(line) || line.StartsWith("NAME ", StringComparison.Ordinal)
        && line.Contains("BACK-FILE", StringComparison.Ordinal);

    /// <summary><c>/dev/loop4: [64514]:13110486 (/var/lib/snapd/x.snap)</c>, or the table of <c>losetup -l</c>.</summary>
    public static Reading<LoopDeviceList> Loops(List<string> lines)
    {
        List<LoopDevice> found = [];
        if (lines.FindIndex(line => line.StartsWith("NAME ", StringComparison.Ordinal)) is >= 0 and var at)
        {
            var rows = lines.Skip(at + 1).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
            if (Columns.Of(lines[at], rows) is not { } table) return Reading.Failed<LoopDeviceList>("losetup: no headings");
            var file = table.IndexOf("BACK-FILE");
            foreach (var row in rows)
            {
                if (table.Cells(row) is not { } cells)
                    return Reading.Failed<LoopDeviceList>($"losetup: line {Quote.Of(row)} does not parse");
                found.Add(new LoopDevice(cells[0], file >= 0 && cells[file].Length > 0 ? cells[file] : null));
            }

            return Reading.Of(new LoopDeviceList(found));
        }

        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Loop().Match(line) is not { Success: true } loop)
                return Reading.Failed<LoopDeviceList>($"losetup: line {Quote.Of(line)} does not parse");
            found.Add(new LoopDevice(loop.Groups["device"].Value, loop.Groups["file"].Value));
        }

        return Reading.Of(new LoopDeviceList(found));
    }

    public static bool IsFdisk(string line) => line.StartsWith("Disk /dev/", StringComparison.Ordinal);

    /// <summary><c>Disk /dev/sda: 476.94 GiB, 512110190592 bytes, …</c> with model and sector size below.</summary>
    public static Reading<BlockDeviceList> Fdisk(List<string> lines)
    {
        List<BlockDevice> found = [];
        foreach (var line in lines)
        {
            if (IsFdisk(line))
            {
                if (Disk().Match(line) is not { Success: true } disk
                    || !long.TryParse(disk.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                    return Reading.Failed<BlockDeviceList>($"fdisk: line {Quote.Of(line)} does not parse");
                found.Add(new BlockDevice { Name = disk.Groups["name"].Value, Type = "disk", SizeBytes = size });
            }
            else if (found.Count > 0 && line.StartsWith("Disk model:", StringComparison.Ordinal))
            {
                found[^1] = found[^1] with { Model = line["Disk model:".Length..].Trim() };
            }
            else if (found.Count > 0 && Sectors().Match(line) is { Success: true } sectors)
            {
                found[^1] = found[^1] with
                {
                    LogicalSectorBytes = int.Parse(sectors.Groups["logical"].ValueSpan, CultureInfo.InvariantCulture),
                    PhysicalSectorBytes = int.Parse(sectors.Groups["physical"].ValueSpan, CultureInfo.InvariantCulture),
                };
            }
        }

        return Reading.Of(new BlockDeviceList(found));
    }

    [GeneratedRegex(
        @"^(?<device>/dev/loop\d+): \[[^\]]*\]:?\d* \((?<file>.*)\)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Loop();

    [GeneratedRegex(@"^Disk /dev/(?<name>[^:\s]+): .*?(?<size>\d+) bytes", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Disk();

    [GeneratedRegex(
        @"logical/physical\): (?<logical>\d{1,6}) bytes / (?<physical>\d{1,6}) bytes",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sectors();
}
