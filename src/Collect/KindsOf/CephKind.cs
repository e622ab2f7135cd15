using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.Ceph;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of <c>ceph</c>, JSON and text. What is told by its shape alone; what has no record of its own is given by its
/// values.</summary>
internal static partial class CephKind
{
    private static readonly (string Text, string Reason)[] Absences =
    [
        ("Error ENOTSUP", "the cluster does not support this command"),
        ("unrecognized command", "this version does not know the command"),
        ("no valid command found", "this version does not know the command"),
        ("error calling conf_read_file", "no Ceph configuration on this host"),
        ("Error ENOENT", "no such thing in the cluster"),
        ("unable to find a keyring", "no Ceph key on this host"),
        ("rados_initialize failed", "no Ceph configuration on this host"),
        ("binary not installed", "Ceph is not installed"),
        ("command not found", "Ceph is not installed"),
    ];

    public static KindResult Parse(string text, string? attribute)
    {
        if (JsonText.Matches(text)) return Json(text);
        if (text.Length < 2048)
        {
            foreach (var (words, reason) in Absences)
            {
                if (text.Contains(words, StringComparison.Ordinal)) return KindResult.Nothing(reason);
            }
        }

        if (text.StartsWith("Error ", StringComparison.Ordinal)) return KindResult.Broken($"ceph: {Quote.Of(text.AsSpan().Trim())}");
        return Text(text);
    }

    private static KindResult Text(string text)
    {
        if (CephStatusText.IsHealth(text)) return KindResult.Of(CephStatusText.Health(text), StorageJson.Default.CephHealth);
        var lines = text.Split('\n').ToList();
        if (CephTableText.IsDf(text)) return KindResult.Of(CephTableText.Df(lines), StorageJson.Default.CephDf);
        if (lines.Exists(CephTableText.IsOsds)) return KindResult.Of(CephTableText.Osds(lines), StorageJson.Default.CephOsdTree);
        if (lines.Exists(CephTableText.IsLatency)) return KindResult.Of(CephTableText.Latency(lines), StorageJson.Default.CephLatencyList);
        if (CephTableText.Groups(lines) is { } groups) return Of(groups);
        if (Pools(lines) is { } pools) return KindResult.Of(Reading.Of(pools), StorageJson.Default.CephOsdMap);
        if (CephStatusText.IsStatus(text)) return Of(CephStatusText.Status(text));
        if (CephTableText.Rows(lines) is { } rows) return Of(new CephOther { Rows = rows });
        return Loose(lines) is { } other ? Of(other)
            : KindResult.Broken($"ceph: {Quote.Of(text.AsSpan().Trim())} is no output that is read");
    }

    private static KindResult Of(CephStatus status) => KindResult.Of(Reading.Of(status), StorageJson.Default.CephStatus);

    private static KindResult Of(CephOther other) => KindResult.Of(Reading.Of(other), StorageJson.Default.CephOther);

    /// <summary><c>pool 1 'rbd' replicated size 3 min_size 2 … pg_num 32 … autoscale_mode on</c></summary>
    private static CephOsdMap? Pools(List<string> lines)
    {
        List<CephPool> pools = [];
        foreach (var line in lines)
        {
            if (Pool().Match(line) is not { Success: true } pool) continue;
            pools.Add(new CephPool
            {
                Name = pool.Groups["name"].Value,
                Id = Int(pool.Groups["id"].ValueSpan),
                Type = pool.Groups["type"].Value,
                Size = Int(Behind(line, " size ")),
                MinimumSize = Int(Behind(line, " min_size ")),
                PlacementGroups = Int(Behind(line, " pg_num ")),
                Autoscale = Behind(line, " autoscale_mode ") is { IsEmpty: false } mode ? mode.ToString() : null,
            });
        }

        return pools.Count > 0 ? new CephOsdMap { Pools = pools } : null;
    }

    private static int? Int(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ReadOnlySpan<char> Behind(string line, string name)
    {
        var at = line.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return default;
        var rest = line.AsSpan(at + name.Length);
        var end = rest.IndexOf(' ');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Names one a line, <c>key value</c> as of dumps, <c>key = value</c> as of a configuration, marks of a log.</summary>
    private static CephOther? Loose(List<string> all)
    {
        var lines = all.Select(line => line.Trim()).Where(line => line.Length > 0).Take(2000).ToList();
        if (lines.TrueForAll(line => Name().IsMatch(line))) return new CephOther { Lines = lines };
        if (lines[0].StartsWith("--- ", StringComparison.Ordinal)
            && lines[0].EndsWith(" ---", StringComparison.Ordinal)) return new CephOther { Lines = lines };
        if (!lines[0].StartsWith("epoch ", StringComparison.Ordinal) && !lines.Exists(line => line is "[global]")
            && !lines.Exists(line => Entry().IsMatch(line)) && !lines.Exists(line => line.StartsWith("dumped ", StringComparison.Ordinal))
            && !lines[0].EndsWith(" crashes recorded", StringComparison.Ordinal)) return null;
        return new CephOther { Lines = lines };
    }

    private static KindResult Json(string text)
    {
        KindResult? result = null;
        var reading = Read<string>(text, "ceph", root =>
        {
            result = Of(Member(root, "data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data
                && !root.TryGetProperty("fsid", out _) ? data : root);
            return Reading.Of(string.Empty);
        });
        return reading.Failed is { } error ? KindResult.Broken(error) : result ?? KindResult.Nothing("JSON, but not of ceph");
    }

    private static KindResult Of(JsonElement root)
    {
        if (CephStatusJson.IsHealth(root)) return KindResult.Of(Reading.Of(CephStatusJson.Health(root)), StorageJson.Default.CephHealth);
        if (CephMapsJson.IsDf(root)) return KindResult.Of(Reading.Of(CephMapsJson.Df(root)), StorageJson.Default.CephDf);
        if (CephMapsJson.IsTree(root)) return KindResult.Of(Reading.Of(CephMapsJson.Tree(root)), StorageJson.Default.CephOsdTree);
        if (CephMapsJson.IsVersions(root)) return KindResult.Of(Reading.Of(CephMapsJson.Versions(root)), StorageJson.Default.CephVersions);
        if (CephMapsJson.IsLatency(root)) return KindResult.Of(Reading.Of(CephMapsJson.Latency(root)), StorageJson.Default.CephLatencyList);
        if (CephMapsJson.IsOsdMap(root)) return KindResult.Of(Reading.Of(CephMapsJson.OsdMap(root)), StorageJson.Default.CephOsdMap);
        return CephStatusJson.IsStatus(root) ? Of(CephStatusJson.Status(root)) : Of(CephMapsJson.Other(root));
    }

    [GeneratedRegex(
        @"^pool (?<id>\d+) '(?<name>.*?)' (?<type>replicated|erasure|raid4)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pool();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\d[ T][\d:.+-]+ .*(WARNING|\[(INF|WRN|ERR|DBG)\])",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
