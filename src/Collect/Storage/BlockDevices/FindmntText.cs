using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary><c>findmnt</c>: tree, list and JSON; and <c>mount</c> without arguments.</summary>
internal static partial class FindmntText
{
    private const int Deepest = 48;
    private const int MostMounts = 100_000;

    public static bool IsHeading(string line) => line.StartsWith("TARGET ", StringComparison.Ordinal)
        || line.StartsWith("SOURCE ", StringComparison.Ordinal);

    public static Reading<FoundMountList> Parse(List<string> lines)
    {
        var at = lines.FindIndex(IsHeading);
        var rows = lines.Skip(at + 1).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (Columns.Of(lines[at], rows) is not { } table || table.IndexOf("TARGET") is var target && target < 0)
            return Reading.Failed<FoundMountList>("findmnt: no heading TARGET");
        List<FoundMount> found = [];
        foreach (var row in rows)
        {
            if (table.Cells(row) is not { } cells) return Reading.Failed<FoundMountList>($"findmnt: line {Quote.Of(row)} does not parse");
            found.Add(Mount(
                cells[target].TrimStart(BlockDeviceRows.Branches), Cell(cells, table.IndexOf("SOURCE")),
                    Cell(cells, table.IndexOf("FSTYPE")),
                Cell(cells, table.IndexOf("OPTIONS"))?.Split(',')));
        }

        return Reading.Of(new FoundMountList(found));
    }

    public static bool IsMounted(string line) => MountLine().IsMatch(line);

    /// <summary><c>/dev/sda2 on / type ext4 (rw,relatime)</c></summary>
    public static Reading<FoundMountList> Mounted(List<string> lines)
    {
        List<FoundMount> found = [];
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (MountLine().Match(line) is not { Success: true } match)
                return Reading.Failed<FoundMountList>($"mount: line {Quote.Of(line)} does not parse");
            var options = match.Groups["options"].Value.Split(',', StringSplitOptions.TrimEntries);
            var type = match.Groups["type"].Success ? match.Groups["type"].Value : options[0];
            found.Add(Mount(match.Groups["target"].Value, match.Groups["source"].Value, type, options));
        }

        return Reading.Of(new FoundMountList(found));
    }

    /// <summary>What text converters make of it.</summary>
    public static Reading<FoundMountList> OfMount(JsonElement list)
        => Reading.Of(new FoundMountList([.. List(list).Take(MostMounts).Select(item => Mount(
            Words(item, "mount_point") ?? string.Empty, Words(item, "filesystem"), Words(item, "type"),
            [.. List(Member(item, "options")).Select(AsText).OfType<string>()]))]));

    [GeneratedRegex(@"^(?<source>\S.*?) on (?<target>/.*?)( type (?<type>\S+))? \((?<options>[^()]*)\)( \[.*\])?\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MountLine();

    private static string? Cell(string[] cells, int index) => index >= 0 && cells[index].Length > 0 ? cells[index] : null;

    private static FoundMount Mount(string target, string? source, string? type, IReadOnlyList<string>? options)
    {
        var plain = options?.Where(option => !option.Contains('=') && option.Length > 0).ToList() ?? [];
        Dictionary<string, string>? values = null;
        foreach (var option in options?.Where(option => option.IndexOf('=', StringComparison.Ordinal) > 0) ?? [])
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            (values ??= new(StringComparer.Ordinal))[option[..equals]] = option[(equals + 1)..];
        }

        return new FoundMount
        {
            Target = target, Source = source, Type = type, Options = plain, Values = values,
            IsReadOnly = options is null ? null : plain.Contains("ro"),
        };
    }

    public static Reading<FoundMountList> Json(JsonElement list)
    {
        List<FoundMount> found = [];
        return Walk(list, found, 0) ? Reading.Of(new FoundMountList(found))
            : Reading.Failed<FoundMountList>("findmnt: a mount without a target");
    }

    private static bool Walk(JsonElement list, List<FoundMount> found, int depth)
    {
        if (depth > Deepest) return false;
        foreach (var item in List(list))
        {
            if (Words(item, "target") is not { } target) return false;
            var options = Member(item, "options");
            List<string>? words = options.ValueKind == JsonValueKind.Array ? [.. List(options).Select(AsText).OfType<string>()]
                : AsText(options) is { } text ? [.. text.Split(',')] : null;
            foreach (var member in Members(Member(item, "kv_options")))
                (words ??= []).Add($"{member.Name}={AsText(member.Value)}");
            found.Add(Mount(target, Words(item, "source"), Words(item, "fstype"), words));
            if (!Walk(Member(item, "children"), found, depth + 1)) return false;
        }

        return true;
    }
}
