using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Btrfs;

/// <summary><c>btrfs filesystem usage</c> and <c>df</c>, <c>scrub status</c>, and scrub's own file in /var/lib/btrfs.</summary>
internal static partial class BtrfsUsageText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline;

    public static bool IsUsage(string text) => text.Contains("Device size:", StringComparison.Ordinal) || Df().IsMatch(text);

    public static Reading<BtrfsUsage> Usage(string text)
    {
        List<BtrfsSpace> spaces = [];
        foreach (var pattern in (ReadOnlySpan<Regex>)[Profile(), Df()])
        {
            foreach (Match match in pattern.Matches(text))
            {
                if (ByteSize.TryParse(match.Groups["total"].ValueSpan, out var total)
                    && ByteSize.TryParse(match.Groups["used"].ValueSpan, out var used))
                    spaces.Add(new BtrfsSpace(match.Groups["kind"].Value.ToLowerInvariant(), match.Groups["profile"].Value, total, used));
            }
        }

        var size = Size(text, "Device size:");
        if (size is null && spaces.Count == 0) return Reading.Failed<BtrfsUsage>("btrfs usage: neither a size nor a profile");
        return Reading.Of(new BtrfsUsage
        {
            SizeBytes = size,
            AllocatedBytes = Size(text, "Device allocated:"),
            UnallocatedBytes = Size(text, "Device unallocated:"),
            MissingBytes = Size(text, "Device missing:"),
            UsedBytes = Size(text, "\n    Used:"),
            FreeBytes = Minimum().Match(text) is { Success: true } minimum ? ByteSize.OrNull(minimum.Groups["n"].ValueSpan)
                : Size(text, "Free (estimated):"),
            DataRatio = Ratio(text, "Data ratio:"),
            MetadataRatio = Ratio(text, "Metadata ratio:"),
            Spaces = spaces,
        });
    }

    public static BtrfsUsage? DfJson(JsonElement root)
    {
        var list = Member(root, "filesystem-df");
        if (list.ValueKind != JsonValueKind.Array) return null;
        return new BtrfsUsage
        {
            Spaces = [.. List(list).Where(item => Words(item, "bg-type") is not null).Select(item => new BtrfsSpace(
                Words(item, "bg-type")?.ToLowerInvariant() ?? string.Empty, Words(item, "bg-profile"), Number(item, "total")
                    ?? 0, Number(item, "used") ?? 0))],
        };
    }

    public static bool IsScrub(string text)
        => text.Contains("Scrub started:", StringComparison.Ordinal) || text.Contains("scrub started", StringComparison.Ordinal)
            || text.Contains("no stats available", StringComparison.Ordinal);

    public static Reading<BtrfsScrub> Scrub(string text)
    {
        var state = Status().Match(text) is { Success: true } status ? status.Groups["n"].Value
            : text.Contains("and finished", StringComparison.Ordinal) ? "finished"
            : text.Contains("no stats available", StringComparison.Ordinal) ? "none"
            : text.Contains("running for", StringComparison.Ordinal) ? "running"
            : text.Contains("aborted", StringComparison.Ordinal) ? "aborted"
            : text.Contains("interrupted", StringComparison.Ordinal) ? "interrupted" : null;
        if (state is null) return Reading.Failed<BtrfsScrub>("btrfs scrub: no status");
        var clean = text.Contains("no errors found", StringComparison.Ordinal) || text.Contains("with 0 errors", StringComparison.Ordinal);
        var found = Found().Matches(text).Sum(match => Whole(match.Groups["n"].ValueSpan) ?? 0);
        return Reading.Of(new BtrfsScrub
        {
            Uuid = Uuid().Match(text) is { Success: true } uuid ? uuid.Groups["n"].Value : null,
            State = state,
            StartedAt = Started().Match(text) is { Success: true } started ? ProgramTime.Parse(started.Groups["n"].ValueSpan) : null,
            DurationSeconds = Seconds(Duration().Match(text)),
            RemainingSeconds = Seconds(Left().Match(text)),
            TotalBytes = Size(text, "Total to scrub:"),
            ScrubbedBytes = Size(text, "Bytes scrubbed:") ?? Size(text, "total bytes scrubbed:"),
            BytesPerSecond = Rate().Match(text) is { Success: true } rate ? ByteSize.OrNull(rate.Groups["n"].ValueSpan) : null,
            Errors = clean ? 0 : found > 0 ? found : Raw(text, "uncorrectable_errors") is not null ? RawErrors(text) : null,
            CorrectedErrors = Value(text, "Corrected:") ?? Raw(text, "corrected_errors"),
            UncorrectableErrors = Value(text, "Uncorrectable:") ?? Raw(text, "uncorrectable_errors"),
        });
    }

    private static long RawErrors(string text)
        => (Raw(text, "read_errors") ?? 0) + (Raw(text, "csum_errors") ?? 0) + (Raw(text, "verify_errors") ?? 0)
            + (Raw(text, "super_errors") ?? 0);

    private static long? Raw(string text, string name) => Value(text, $"\t{name}:");

    private static long? Value(string text, string name) => Whole(Behind(text, name));

    private static long? Whole(ReadOnlySpan<char> text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Size(string text, string name) => ByteSize.OrNull(Behind(text, name));

    private static double? Ratio(string text, string name)
        => KernelNumber.TryFraction(Behind(text, name), out var ratio) ? ratio : null;

    private static long? Seconds(Match match) => match.Success ? ProgramTime.Seconds(match.Groups["n"].ValueSpan) : null;

    /// <summary>The word behind a name.</summary>
    private static ReadOnlySpan<char> Behind(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return default;
        var rest = text.AsSpan(at + name.Length).TrimStart(" \t");
        var end = rest.IndexOfAny(" \t\r\n");
        return end < 0 ? rest : rest[..end];
    }

    [GeneratedRegex(
        @"^(?<kind>Data|Metadata|System|Data\+Metadata), ?(?<profile>[A-Za-z0-9]+): Size:(?<total>\S+), Used:(?<used>\S+)",
        Options)]
    private static partial Regex Profile();

    [GeneratedRegex(
        @"^(?<kind>Data|Metadata|System|GlobalReserve"
            + @"|Data\+Metadata), (?<profile>[A-Za-z0-9]+): total=(?<total>[^,\s]+), used=(?<used>\S+)",
        Options)]
    private static partial Regex Df();

    [GeneratedRegex(@"\(min: (?<n>[^)]+)\)", Options)]
    private static partial Regex Minimum();

    [GeneratedRegex(@"^Status: +(?<n>[a-z]+)", Options)]
    private static partial Regex Status();

    [GeneratedRegex(@"(UUID: +|scrub status for |scrub done for )(?<n>[0-9a-f-]{36})", Options)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"(Scrub started: +|scrub started at )(?<n>[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:]+ \d{4})", Options)]
    private static partial Regex Started();

    [GeneratedRegex(@"(Duration: +|finished after |running for |after )(?<n>\d+:\d\d:\d\d)", Options)]
    private static partial Regex Duration();

    [GeneratedRegex(@"Time left: +(?<n>[\d:]+)", Options)]
    private static partial Regex Left();

    [GeneratedRegex(@"Rate: +(?<n>[\d.]+[KMGT]?i?B?)/s", Options)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(read|csum|verify|super)=(?<n>\d+)", Options)]
    private static partial Regex Found();
}
