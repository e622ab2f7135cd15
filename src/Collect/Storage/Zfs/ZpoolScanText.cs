using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.ProgramText;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// The words behind <c>scan:</c>, as every OpenZFS and the Solaris forms write them. A field that is not recognised is null: the words
/// changed with nearly every version.
/// </summary>
internal static partial class ZpoolScanText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static ZfsScan? Parse(string words)
    {
        if (words.StartsWith("none requested", StringComparison.Ordinal)) return new ZfsScan { Function = "none", State = "none" };
        var function = words.StartsWith("resilver", StringComparison.Ordinal) ? "resilver"
            : words.StartsWith("scrub", StringComparison.Ordinal) ? "scrub" : null;
        if (function is null) return null;
        var state = StateOf(words);
        var isOver = state is "finished" or "cancelled";
        return new ZfsScan
        {
            Function = function,
            State = state,
            StartedAt = isOver ? null : TimeBehind(words, " since "),
            EndedAt = isOver ? TimeBehind(words, " on ") : null,
            Percent = isOver ? null : Percent(words),
            ScannedBytes = isOver ? null : Size(Examined().Match(words)) ?? Size(Scanned().Match(words)),
            IssuedBytes = isOver ? null : Size(Issued().Match(words)),
            TotalBytes = isOver ? null : Size(Examined().Match(words), "total") ?? Size(OutOf().Match(words)) ?? Size(Total().Match(words)),
            RepairedBytes = Size(Repaired().Match(words)) ?? Size(RepairedBefore().Match(words)),
            BytesPerSecond = isOver ? null : Size(IssuedSpeed().Match(words)) ?? Size(Speed().Match(words)),
            RemainingSeconds = isOver ? null : Seconds(ToGo().Match(words)),
            DurationSeconds = isOver ? Seconds(Took().Match(words)) : null,
            Errors = Errors().Match(words) is { Success: true } errors
                && long.TryParse(errors.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
                    : null,
        };
    }

    private static string StateOf(string words)
        => words.Contains(" paused", StringComparison.Ordinal) ? "paused"
            : words.Contains(" in progress", StringComparison.Ordinal) ? "running"
            : words.Contains(" cancel", StringComparison.Ordinal) || words.Contains(" stopped", StringComparison.Ordinal) ? "cancelled"
            : "finished";

    /// <summary>ctime is 24 characters, more with a zone; the words go on behind it where the scan runs.</summary>
    private static DateTime? TimeBehind(string words, string lead)
    {
        var at = words.LastIndexOf(lead, StringComparison.Ordinal);
        if (at < 0) return null;
        return Time().Match(words[(at + lead.Length)..]) is { Success: true } time ? ProgramTime.Parse(time.ValueSpan) : null;
    }

    private static double? Percent(string words)
        => Done().Match(words) is { Success: true } done && ByteSize.TryNumber(done.Groups["n"].ValueSpan, true, out var percent)
            ? (double)percent
            : null;

    private static long? Size(Match match, string group = "n") => match.Success ? ByteSize.OrNull(match.Groups[group].ValueSpan) : null;

    private static long? Seconds(Match match) => match.Success ? ProgramTime.Seconds(match.Groups["n"].ValueSpan) : null;

    [GeneratedRegex(@"^[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:]+ \d{4}", Options)]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<n>[\d.,]+)% done", Options)]
    private static partial Regex Done();

    [GeneratedRegex(@"(?<n>[\d.,]+[BKMGTPE]?) scanned( at| out|,)", Options)]
    private static partial Regex Scanned();

    [GeneratedRegex(@"(?<n>[\d.,]+[BKMGTPE]?) / (?<total>[\d.,]+[BKMGTPE]?) scanned", Options)]
    private static partial Regex Examined();

    [GeneratedRegex(@"(?<n>[\d.,]+[BKMGTPE]?)( / [\d.,]+[BKMGTPE]?)? issued", Options)]
    private static partial Regex Issued();

    [GeneratedRegex(@"(?<n>[\d.,]+[BKMGTPE]?) total", Options)]
    private static partial Regex Total();

    [GeneratedRegex(@"out of (?<n>[\d.,]+[BKMGTPE]?)", Options)]
    private static partial Regex OutOf();

    [GeneratedRegex(@"(repaired|resilvered) (?<n>[\d.,]+[BKMGTPE]?) in", Options)]
    private static partial Regex Repaired();

    [GeneratedRegex(@"(?<n>[\d.,]+[BKMGTPE]?) (repaired|resilvered),?", Options)]
    private static partial Regex RepairedBefore();

    [GeneratedRegex(@"issued (at )?(?<n>[\d.,]+[BKMGTPE]?)/s", Options)]
    private static partial Regex IssuedSpeed();

    [GeneratedRegex(@"at (?<n>[\d.,]+[BKMGTPE]?)/s", Options)]
    private static partial Regex Speed();

    [GeneratedRegex(@"(done|/s), (?<n>(\d+ days? )?[\dhms:]+) to go", Options)]
    private static partial Regex ToGo();

    [GeneratedRegex(@"( in|after) (?<n>(\d+ days? )?[\dhms:]+) with", Options)]
    private static partial Regex Took();

    [GeneratedRegex(@"with (?<n>\d+) errors", Options)]
    private static partial Regex Errors();
}
