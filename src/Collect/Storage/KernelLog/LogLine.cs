using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.ProgramText;

namespace Proxima.Collect.Storage.KernelLog;

/// <summary>A line of a log, cut into time, source and message.</summary>
internal readonly record struct LogLine(DateTime? At, double? UptimeSeconds, string? Source, string Message)
{
    public bool IsKernel => Source is null or "kernel";
}

/// <summary>
/// Heads of lines: dmesg's <c>[ 1.5]</c>, <c>[Feb 7 03:34]</c>, <c>[ +0.1]</c> and ISO times, priorities <c>&lt;6&gt;</c> and
/// <c>kern :err :</c>, syslog of RFC 3164 and 5424, and <c>journalctl -o short</c> in its forms.
/// </summary>
internal static partial class LogLineText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const int LongestLine = 8192;

    public static LogLine Parse(string line)
    {
        var rest = line.Length > LongestLine ? line[..LongestLine] : line;
        DateTime? at = null;
        string? source = null;
        if (Priority().Match(rest) is { Success: true } priority) rest = rest[priority.Length..];
        if (Rfc5424().Match(rest) is { Success: true } full)
        {
            at = ProgramTime.Parse(full.Groups["time"].ValueSpan);
            source = full.Groups["app"].Value;
            rest = rest[full.Length..];
        }
        else if (Syslog().Match(rest) is { Success: true } syslog)
        {
            at = ProgramTime.Parse(syslog.Groups["time"].ValueSpan);
            source = syslog.Groups["source"].Value;
            rest = rest[syslog.Length..];
        }
        else if (IsoDmesg().Match(rest) is { Success: true } iso)
        {
            at = ProgramTime.Parse(iso.Groups["time"].Value.Replace(',', '.'));
            rest = rest[iso.Length..];
        }

        double? uptime = null;
        if (Uptime().Match(rest) is { Success: true } seconds)
        {
            uptime = double.TryParse(seconds.Groups["n"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var value) ? value : null;
            rest = rest[seconds.Length..];
        }
        else if (Bracketed().Match(rest) is { Success: true } dated)
        {
            at ??= ProgramTime.Parse(dated.Groups["time"].ValueSpan);
            rest = rest[dated.Length..];
        }

        if (source is null && KernelColon().Match(rest) is { Success: true } colon) rest = rest[colon.Length..];
        return new LogLine(at, uptime, source, rest.TrimEnd());
    }

    [GeneratedRegex(@"^(<\d{1,3}>(1 )?|(kern|user|daemon|syslog|auth|local\d) *:[a-z]+ *: )", Options)]
    private static partial Regex Priority();

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)) \S+ (?<app>\S+) \S+ \S+ (-|\[[^\]]*\]) (BOM)?", Options)]
    private static partial Regex Rfc5424();

    [GeneratedRegex(
        @"^(?<time>[A-Z][a-z]{2} +\d{1,2} (\d{4} )?\d\d:\d\d:\d\d(\.\d+)?"
            + @"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?) \S+ (?<source>[A-Za-z][^:\[ ]*)(\[\d+\])?: ?",
        Options)]
    private static partial Regex Syslog();

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[,.]\d+[+-]\d\d:?\d\d) ", Options)]
    private static partial Regex IsoDmesg();

    [GeneratedRegex(@"^\[ *(?<n>\d+\.\d+)( *<[^>]*>)?\](\[ *[TC]\d+\])? ?", Options)]
    private static partial Regex Uptime();

    [GeneratedRegex(@"^\[((?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:.]+ \d{4})|[A-Z][a-z]{2} *\d+ \d\d:\d\d| *\+\d+\.\d+)\] ?", Options)]
    private static partial Regex Bracketed();

    [GeneratedRegex("^kernel: ?", Options)]
    private static partial Regex KernelColon();
}
