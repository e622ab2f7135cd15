using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Proxmox;

/// <summary>
/// Log of vzdump: a job's task log, a guest's own file (each line with its number and time), or lines of the journal. What stands before
/// INFO, WARN or ERROR is passed over.
/// </summary>
internal static partial class VzdumpText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostLines = 1000;

    public static Reading<BackupLog> Parse(string text)
    {
        List<BackupLogGuest> guests = [];
        List<string> errors = [];
        List<string> warnings = [];
        bool? success = null;
        var known = 0;
        foreach (var line in text.Split('\n'))
        {
            if (Line().Match(line) is not { Success: true } match) continue;
            known++;
            var words = match.Groups["text"].Value.Trim();
            if (match.Groups["level"].Value is "ERROR" && errors.Count < MostLines) errors.Add(words);
            if (match.Groups["level"].Value is "WARN" or "WARNING" && warnings.Count < MostLines) warnings.Add(words);
            if (words.StartsWith("Backup job finished successfully", StringComparison.Ordinal) || words is "OK"
                && line.StartsWith("TASK", StringComparison.Ordinal)) success ??= true;
            if (words.StartsWith("Backup job finished with errors", StringComparison.Ordinal)
                || line.StartsWith("TASK ERROR", StringComparison.Ordinal)) success = false;
            Take(words, guests);
            if (guests is [.., { StartedAt: null, State: "running" } last] && match.Groups["at"].Success)
                guests[^1] = last with { StartedAt = ProgramTime.Parse(match.Groups["at"].ValueSpan) };
        }

        return known == 0 ? Reading.Failed<BackupLog>("vzdump: no line begins with INFO, WARN or ERROR")
            : Reading.Of(new BackupLog { Guests = guests, IsSuccess = success, Errors = errors, Warnings = warnings });
    }

    private static void Take(string words, List<BackupLogGuest> guests)
    {
        if (Starting().Match(words) is { Success: true } starting && Int(starting.Groups["id"].ValueSpan) is { } id)
            guests.Add(new BackupLogGuest { Id = id, Kind = starting.Groups["kind"].Value, State = "running" });
        else if (Finished().Match(words) is { Success: true } finished && Int(finished.Groups["id"].ValueSpan) is { } done)
            Set(guests, done, guest
                => guest with { State = "finished", DurationSeconds = ProgramTime.Seconds(finished.Groups["time"].ValueSpan) });
        else if (Failed().Match(words) is { Success: true } failed && Int(failed.Groups["id"].ValueSpan) is { } broken)
            Set(guests, broken, guest => guest with { State = "failed", Error = failed.Groups["text"].Value.Trim() });
        else if (guests.Count > 0 && guests[^1].State == "running") guests[^1] = With(guests[^1], words);
    }

    private static BackupLogGuest With(BackupLogGuest guest, string words)
    {
        if (Behind(words, "VM Name: ") is { } vm) return guest with { Name = vm };
        if (Behind(words, "CT Name: ") is { } ct) return guest with { Name = ct };
        if (Behind(words, "backup mode: ") is { } mode) return guest with { Mode = mode };
        if (Behind(words, "Backup started at ") is { } at) return guest with { StartedAt = ProgramTime.Parse(at) };
        if (Behind(words, "archive file size: ") is { } size) return guest with { ArchiveBytes = ByteSize.OrNull(size) };
        return Archive().Match(words) is { Success: true } archive ? guest with { Archive = archive.Groups["path"].Value } : guest;
    }

    private static string? Behind(string words, string lead) => words.StartsWith(lead, StringComparison.Ordinal)
        ? words[lead.Length..].Trim() : null;

    private static void Set(List<BackupLogGuest> guests, int id, Func<BackupLogGuest, BackupLogGuest> with)
    {
        var at = guests.FindLastIndex(guest => guest.Id == id);
        if (at < 0)
        {
            guests.Add(new BackupLogGuest { Id = id, State = "running" });
            at = guests.Count - 1;
        }

        guests[at] = with(guests[at]);
    }

    private static int? Int(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"^(\d+: )?((?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) |.*[ :])?"
            + @"(?<level>INFO|WARN|WARNING|ERROR|OK|TASK OK): ?(?<text>.*)$|^TASK (?<text>OK)$", Options)]
    private static partial Regex Line();

    [GeneratedRegex(@"^Starting Backup of VM (?<id>\d+) \((?<kind>[a-z]+)\)", Options)]
    private static partial Regex Starting();

    [GeneratedRegex(@"^Finished Backup of VM (?<id>\d+) \((?<time>[\d:]+)\)", Options)]
    private static partial Regex Finished();

    [GeneratedRegex(@"^Backup of VM (?<id>\d+) failed - (?<text>.*)$", Options)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^creating (Proxmox Backup Server archive|vzdump archive|archive) '(?<path>[^']+)'", Options)]
    private static partial Regex Archive();
}
