using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Software;

/// <summary><c>apt list --upgradable</c>, <c>apt-get -s upgrade</c>, and paragraphs of <c>apt-cache show</c> and of sources.</summary>
internal static partial class AptText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostParagraphs = 2000;

    /// <summary>The longest description there is has a few thousand characters; more is cut.</summary>
    private const int LongestValue = 32 * 1024;

    public static bool IsUpgradable(string text)
        => text.StartsWith("Listing...", StringComparison.Ordinal) || text.StartsWith("Reading package lists", StringComparison.Ordinal)
            || text.Split('\n').Any(line => Listed().IsMatch(line) || Simulated().IsMatch(line));

    public static Reading<UpgradablePackageList> Upgradable(string text)
    {
        Dictionary<(string, string), UpgradablePackage> packages = [];
        foreach (var line in text.Split('\n'))
        {
            if (Listed().Match(line) is { Success: true } listed)
            {
                string[] archives = [.. listed.Groups["archives"].Value.Split(',').Distinct(StringComparer.Ordinal)];
                packages.TryAdd((listed.Groups["name"].Value, "upgrade"), new UpgradablePackage
                {
                    Name = listed.Groups["name"].Value, Action = "upgrade", Version = listed.Groups["version"].Value,
                        Architecture = listed.Groups["arch"].Value,
                    InstalledVersion = listed.Groups["from"].Success ? listed.Groups["from"].Value : null, Archives = archives,
                    IsSecurity = archives.Any(archive => archive.Contains("security", StringComparison.OrdinalIgnoreCase)),
                });
            }
            else if (Simulated().Match(line) is { Success: true } simulated)
            {
                var package = Simulated(simulated);
                packages.TryAdd((package.Name, package.Action), package);
            }
        }

        return Reading.Of(new UpgradablePackageList([.. packages.Values]));
    }

    /// <summary><c>Inst dpkg [1.19.7] (1.19.8 Debian:10.13/oldstable, Debian-Security:10/oldstable [amd64])</c></summary>
    private static UpgradablePackage Simulated(Match match)
    {
        var from = match.Groups["from"].Success ? match.Groups["from"].Value : null;
        string[] archives = match.Groups["archives"].Value.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new UpgradablePackage
        {
            Name = match.Groups["name"].Value,
            Action = match.Groups["what"].Value switch { "Remv" or "Purg" => "remove", _ => from is null ? "install" : "upgrade" },
            Version = match.Groups["version"].Success ? match.Groups["version"].Value : null,
            InstalledVersion = from,
            Architecture = match.Groups["arch"].Success ? match.Groups["arch"].Value : null,
            Archives = archives,
            IsSecurity = archives.Any(archive => archive.Contains("security", StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>Paragraphs, lines of sources.list, and the table of <c>apt-cache policy</c>.</summary>
    public static Reading<AptParagraphList> Paragraphs(string text)
    {
        List<IReadOnlyDictionary<string, string>> found = [];
        Dictionary<string, string> open = new(StringComparer.Ordinal);
        string? key = null;
        foreach (var line in text.Split('\n').Append(string.Empty))
        {
            if (found.Count >= MostParagraphs) break;
            if (line.StartsWith('#') || Talk().IsMatch(line)) continue;
            if (Source().Match(line) is { Success: true } source)
            {
                found.Add(new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["types"] = source.Groups["type"].Value, ["options"] = source.Groups["options"].Value,
                        ["uris"] = source.Groups["uri"].Value.Trim('"'),
                    ["suites"] = source.Groups["suite"].Value, ["components"] = source.Groups["components"].Value.Trim(),
                });
            }
            else if (Config().Match(line) is { Success: true } config) open[config.Groups["key"].Value] = config.Groups["value"].Value;
            else if (Policy().Match(line) is { Success: true } policy)
            {
                if (open.Count > 0) found.Add(open);
                open = new(StringComparer.Ordinal) { ["priority"] = policy.Groups["n"].Value,
                    ["uris"] = policy.Groups["uri"].Value.Trim() };
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                if (open.Count > 0) found.Add(open);
                open = new(StringComparer.Ordinal);
            }
            else if (char.IsWhiteSpace(line[0]) && open.ContainsKey("priority") && line.Trim().Split(' ', 2) is [var word, var rest])
                open.TryAdd(word, rest);
            else if (char.IsWhiteSpace(line[0]) && key is not null && open.TryGetValue(key, out var before))
                open[key] = before.Length < LongestValue ? $"{before}\n{line.Trim()}" : before;
            else if (Key().Match(line) is { Success: true } pair) open[key = pair.Groups["key"].Value.ToLowerInvariant()
                .Replace('-', '_')] = pair.Groups["value"].Value.Trim();
            else return Reading.Failed<AptParagraphList>($"apt: line {Quote.Of(line.AsSpan().Trim())} does not parse");
        }

        return found.Count == 0 ? Reading.Absent<AptParagraphList>("no packages and no sources") : Reading.Of(new AptParagraphList(found));
    }

    public static Reading<AptParagraphList> Json(string text) => Read(text, "apt", root =>
    {
        List<IReadOnlyDictionary<string, string>> found = [];
        foreach (var item in (root.ValueKind == JsonValueKind.Array ? List(root) : [root]).Take(MostParagraphs))
        {
            Dictionary<string, string> open = new(StringComparer.Ordinal);
            foreach (var member in Members(item))
            {
                if ((AsText(member.Value)
                    ?? string.Join(", ", List(member.Value).Select(AsText)
                        .OfType<string>())) is { Length: > 0 } value) open[member.Name] = value;
            }

            found.Add(open);
        }

        return found.Count == 0 ? Reading.Absent<AptParagraphList>("no packages") : Reading.Of(new AptParagraphList(found));
    });

    /// <summary>/nodes/{node}/apt/update: each package with the version there is and the one there would be. Null for other JSON.</summary>
    public static UpgradablePackageList? Updates(string text)
    {
        List<UpgradablePackage> packages = [];
        var reading = Read<string>(text, "apt", root =>
        {
            foreach (var item in List(Member(root, "data") is { ValueKind: JsonValueKind.Array } data ? data : root).Take(MostParagraphs))
            {
                if (Words(item, "Package") is not { } name || Words(item, "Version") is not { } version
                    || Member(item, "OldVersion",
                        "Origin").ValueKind == JsonValueKind.Undefined) return Reading.Absent<string>("no updates");
                var origin = Words(item, "Origin");
                packages.Add(new UpgradablePackage
                {
                    Name = name, Action = Words(item, "OldVersion") is null ? "install" : "upgrade", Version = version,
                    InstalledVersion = Words(item, "OldVersion"), Architecture = Words(item, "Arch"),
                    Archives = origin is null ? [] : [origin], IsSecurity = origin?.Contains("security",
                        StringComparison.OrdinalIgnoreCase) == true,
                });
            }

            return Reading.Of(string.Empty);
        });
        return reading.HasValue && packages.Count > 0 ? new UpgradablePackageList(packages) : null;
    }

    [GeneratedRegex(
        @"^(?<name>[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?)/(?<archives>\S+) (?<version>\S+) (?<arch>[a-z0-9]+)( \[(upgradable from"
            + @"|aktualisierbar von|pouvant être mis à jour depuis)[: ]+ ?(?<from>[^\]]+)\])?",
        Options)]
    private static partial Regex Listed();

    [GeneratedRegex(
        @"^(?<what>Inst|Remv"
            + @"|Purg) (?<name>\S+)( \[(?<from>[^\]]+)\])?( \((?<version>\S+) ?(?<archives>[^\[\)]*)(\[(?<arch>[^\]]+)\])?\))?",
        Options)]
    private static partial Regex Simulated();

    [GeneratedRegex(
        @"^(?<type>deb|deb-src) (\[(?<options>[^\]]*)\] )?(?<uri>""[^""]*""|\S+) (?<suite>\S+)(?<components>( \S+)*) *$",
        Options)]
    private static partial Regex Source();

    /// <summary>What apt says of its work, and <c>E:</c>, <c>W:</c>, <c>N:</c>.</summary>
    [GeneratedRegex(@"^((Reading|Building|Calculating) [^:]*\.\.\.|[EWN]: |  ?\d{3}  )", Options)]
    private static partial Regex Talk();

    /// <summary><c>apt-config dump</c>: <c>APT::Architecture "amd64";</c></summary>
    [GeneratedRegex(@"^(?<key>[A-Za-z][A-Za-z0-9:_./-]*) ""(?<value>[^""]*)"";$", Options)]
    private static partial Regex Config();

    [GeneratedRegex(@"^ *(?<n>-?\d{1,4}) (?<uri>(https?|file|cdrom|/).*)$", Options)]
    private static partial Regex Policy();

    [GeneratedRegex(@"^ {0,5}(?<key>[A-Za-z0-9][A-Za-z0-9 _+./()-]*):(?<value>.*)$", Options)]
    private static partial Regex Key();
}
