using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Ceph;

/// <summary>Text of <c>ceph status</c>, <c>osd stat</c>, <c>pg stat</c>, <c>mon stat</c> and <c>health</c>, before Luminous and
/// since.</summary>
internal static partial class CephStatusText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant
        | RegexOptions.NonBacktracking;

    public static bool IsHealth(string text) => text.StartsWith("HEALTH_", StringComparison.Ordinal);

    public static bool IsStatus(string text)
        => Id().IsMatch(text) && text.Contains("HEALTH_", StringComparison.Ordinal) || Osds().IsMatch(text) || GroupCount().IsMatch(text)
            || MonitorMap().IsMatch(text);

    public static CephStatus Status(string text)
    {
        var osds = Osds().Match(text);
        var quorum = Quorum().Match(text);
        var used = Usage().Match(text);
        var states = States(text);
        var manager = Manager().Match(text);
        return new CephStatus
        {
            Fsid = Id().Match(text) is { Success: true } id ? id.Groups["id"].Value : null,
            Health = HealthWord().Match(text) is { Success: true } health
                ? new CephHealth(health.Value, Checks(text, health.Index + health.Length)) : null,
            Monitors = Int(Monitors().Match(text), "n"),
            Quorum = quorum.Success ? quorum.Groups["names"].Value.Split(',') : null,
            Manager = manager.Success ? manager.Groups["name"].Value : null,
            StandbyManagers = manager.Success ? Standbys().Match(text) is { Success: true } names
                ? names.Groups["names"].Value.Split(',').Length : 0 : null,
            Osds = Int(osds, "all"),
            OsdsUp = Int(osds, "up"),
            OsdsIn = Int(osds, "in"),
            Pools = Int(Pools().Match(text), "n"),
            PlacementGroups = Int(GroupCount().Match(text), "n"),
            PlacementGroupStates = states,
            Objects = Objects().Match(text) is { Success: true } objects ? Thousands(objects.Groups["n"].Value) : null,
            DataBytes = Size(Data().Match(text), "n"),
            UsedBytes = Size(used, "used"),
            AvailableBytes = Size(used, "free"),
            TotalBytes = Size(used, "all"),
            DegradedPercent = Percent(Degraded().Match(text)),
            MisplacedPercent = Percent(Misplaced().Match(text)),
            UnfoundObjects = Int(Unfound().Match(text), "n"),
            ReadBytesPerSecond = Size(Read().Match(text), "n"),
            WrittenBytesPerSecond = Size(Written().Match(text), "n"),
            RecoveringBytesPerSecond = Size(Recovering().Match(text), "n"),
        };
    }

    /// <summary>The lines below the state, to the next empty one or the next key.</summary>
    private static List<CephCheck> Checks(string text, int at)
    {
        List<CephCheck> checks = [];
        foreach (var line in text[at..].Split('\n').Skip(1).Select(line => line.Trim()))
        {
            if (line.Length == 0 || Key().IsMatch(line) || checks.Count >= 1000) break;
            checks.Add(new CephCheck { Summary = line });
        }

        return checks;
    }

    /// <summary>
    /// <c>HEALTH_WARN 1 osds down</c>, then a line a check (<c>[WRN] OSD_DOWN: 1 osds down</c>, <c>OSD_DOWN 1 osds down</c>) with details
    /// indented below; before Luminous only details.
    /// </summary>
    public static Reading<CephHealth> Health(string text)
    {
        var lines = text.Split('\n');
        var head = HealthWord().Match(lines[0]);
        if (!head.Success) return Reading.Failed<CephHealth>("ceph health: neither HEALTH_OK, HEALTH_WARN nor HEALTH_ERR");
        List<CephCheck> checks = [];
        List<string> loose = [];
        foreach (var line in lines.Skip(1).Take(100_000))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Check().Match(line) is { Success: true } check)
            {
                checks.Add(new CephCheck
                {
                    Code = check.Groups["code"].Value,
                    Severity = check.Groups["mark"].Value switch { "WRN" => "HEALTH_WARN", "ERR" => "HEALTH_ERR", _ => null },
                    Summary = check.Groups["text"].Value.Trim(),
                    IsMuted = check.Groups["muted"].Success,
                });
            }
            else if (checks.Count == 0) loose.Add(line.Trim());
            else if (checks[^1].Details.Count < 1000) checks[^1] = checks[^1] with { Details = [.. checks[^1].Details, line.Trim()] };
        }

        if (checks.Count == 0)
        {
            foreach (var summary in lines[0][head.Length..].Split(';',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                checks.Add(new CephCheck { Summary = summary, Details = checks.Count == 0 ? [.. loose.Take(1000)] : [] });
        }

        return Reading.Of(new CephHealth(head.Value, checks));
    }

    private static Dictionary<string, int>? States(string text)
    {
        Dictionary<string, int> states = new(StringComparer.Ordinal);
        foreach (Match match in State().Matches(text))
        {
            if (Int(match, "n") is { } count) states[match.Groups["state"].Value] = count;
        }

        return states.Count > 0 ? states : null;
    }

    private static int? Int(Match match, string group)
        => match.Success && int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static long? Size(Match match, string group) => match.Success ? ByteSize.OrNull(match.Groups[group].ValueSpan) : null;

    private static double? Percent(Match match)
        => match.Success && ByteSize.TryNumber(match.Groups["n"].ValueSpan, true, out var percent) ? (double)percent : null;

    /// <summary>Counts go up in thousands: 2.38k.</summary>
    private static long? Thousands(string text)
    {
        var factor = text[^1] switch { 'k' => 1000m, 'M' => 1_000_000m, 'G' => 1_000_000_000m, _ => 1m };
        return ByteSize.TryNumber(text.AsSpan().TrimEnd("kMG"), true, out var number)
            && number < 1_000_000_000 ? (long)(number * factor) : null;
    }

    [GeneratedRegex(@"^ *(id:|cluster) +(?<id>[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})", Options)]
    private static partial Regex Id();

    [GeneratedRegex("HEALTH_(OK|WARN|ERR)", Options)]
    private static partial Regex HealthWord();

    [GeneratedRegex(@"^(services|mon|monmap|osdmap|data|io|client|recovery|progress|fsmap|pgmap)\b[ :]", Options)]
    private static partial Regex Key();

    [GeneratedRegex(@"^(?<muted>\(MUTED[^)]*\) )?(\[(?<mark>[A-Z]{3})\] )?(?<code>[A-Z][A-Z0-9_]{3,}):? (?<text>.*)", Options)]
    private static partial Regex Check();

    [GeneratedRegex(@"(mon: (?<n>\d+) daemons|(?<n>\d+) mons at)", Options)]
    private static partial Regex Monitors();

    [GeneratedRegex(@"^e\d+: (?<n>\d+) mons at", Options)]
    private static partial Regex MonitorMap();

    [GeneratedRegex(@"quorum ([\d,]+ )?(?<names>[A-Za-z][^ \n]*)", Options)]
    private static partial Regex Quorum();

    [GeneratedRegex(@"mgr: (?<name>[^( \n]+)\(active", Options)]
    private static partial Regex Manager();

    [GeneratedRegex(@"mgr: .*standbys: (?<names>.+)$", Options)]
    private static partial Regex Standbys();

    [GeneratedRegex(@"(?<all>\d+) osds: (?<up>\d+) up[^,]*, (?<in>\d+) in", Options)]
    private static partial Regex Osds();

    [GeneratedRegex(@"(?<n>\d+) pools", Options)]
    private static partial Regex Pools();

    [GeneratedRegex(@"(?<n>\d+) pgs[,:\n]", Options)]
    private static partial Regex GroupCount();

    [GeneratedRegex(@"(?<n>\d[\d.]*[kMG]?) objects(,|$)", Options)]
    private static partial Regex Objects();

    [GeneratedRegex(@"(objects, (?<n>\d[\d.]* [KMGTPE]?i?B)$|(?<n>\d[\d.]* [kKMGTPE]?i?B) data)", Options)]
    private static partial Regex Data();

    [GeneratedRegex(
        @"(?<used>\d[\d.]* [kKMGTPE]?i?B) used, (?<free>\d[\d.]* [kKMGTPE]?i?B) / (?<all>\d[\d.]* [kKMGTPE]?i?B) avail",
        Options)]
    private static partial Regex Usage();

    [GeneratedRegex(
        @"(^|: |; |, |pgs:) *(?<n>\d+) +(?<state>(active|creating|peering|down|stale|unknown|incomplete|undersized|degraded"
            + @"|remapped|activating|inactive)[a-z_+]*)(;|,|$)",
        Options)]
    private static partial Regex State();

    [GeneratedRegex(@"objects degraded \((?<n>[\d.]+)%\)", Options)]
    private static partial Regex Degraded();

    [GeneratedRegex(@"objects misplaced \((?<n>[\d.]+)%\)", Options)]
    private static partial Regex Misplaced();

    [GeneratedRegex(@"(?<n>\d+)/\d+ (objects )?unfound", Options)]
    private static partial Regex Unfound();

    [GeneratedRegex(@"(?<n>\d[\d.]* [kKMGTPE]?i?B)/s rd", Options)]
    private static partial Regex Read();

    [GeneratedRegex(@"(?<n>\d[\d.]* [kKMGTPE]?i?B)/s wr", Options)]
    private static partial Regex Written();

    [GeneratedRegex(@"recovery:? +(io )?(?<n>\d[\d.]* [kKMGTPE]?i?B)/s", Options)]
    private static partial Regex Recovering();
}
