using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.BlockDevices;

/// <summary><c>blkid</c>: <c>/dev/sda2: UUID="…" TYPE="ext4"</c>, the udev form <c>ID_FS_TYPE=ext4</c>, and converters' JSON of
/// both.</summary>
internal static class BlkidText
{
    public static bool IsLine(string line)
        => line.StartsWith('/') && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            && line.AsSpan(colon + 2).IndexOf("=\"", StringComparison.Ordinal) is > 0 and var equals
            && !line.AsSpan(colon + 2, equals).Contains(' ');

    public static bool IsUdev(string line) => line.StartsWith("ID_FS_", StringComparison.Ordinal)
        || line.StartsWith("ID_PART_", StringComparison.Ordinal)
        || line.StartsWith("ID_IOLIMIT", StringComparison.Ordinal);

    public static Reading<BlockIdList> Parse(List<string> lines)
    {
        List<BlockId> found = [];
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line) || !line.StartsWith('/')) continue;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 1 || PairText.Parse(line.AsSpan(colon + 2)) is not { } pairs)
                return Reading.Failed<BlockIdList>($"blkid: line {Quote.Of(line)} does not parse");
            found.Add(Id(line[..colon], Map(pairs)));
        }

        return Reading.Of(new BlockIdList(found));
    }

    /// <summary>One line a key; an empty line ends a device.</summary>
    public static Reading<BlockIdList> Udev(List<string> lines)
    {
        List<BlockId> found = [];
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (var line in lines.Append(string.Empty))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                if (fields.Count > 0) found.Add(Id(fields.GetValueOrDefault("DEVNAME"), fields));
                fields = new(StringComparer.Ordinal);
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) return Reading.Failed<BlockIdList>($"blkid: line {Quote.Of(line)} does not parse");
            fields[KeyOf(line[..equals])] = PairText.Unescape(line.AsSpan(equals + 1)).Trim('"', '\'');
        }

        return Reading.Of(new BlockIdList(found));
    }

    public static bool IsJson(JsonElement first)
        => Words(first, "device")?.StartsWith('/') == true
            && (Member(first, "uuid", "type", "partuuid", "pttype", "ptuuid", "label", "part_entry_scheme", "usage")
                .ValueKind != JsonValueKind.Undefined)
            || Members(first).Any(member => member.Name.StartsWith("id_fs_", StringComparison.Ordinal)
                || member.Name.StartsWith("id_part_", StringComparison.Ordinal));

    public static Reading<BlockIdList> Json(JsonElement root)
    {
        List<BlockId> found = [];
        foreach (var item in List(root))
        {
            Dictionary<string, string> fields = new(StringComparer.Ordinal);
            foreach (var member in Members(item))
            {
                if (AsText(member.Value) is { } value) fields[KeyOf(member.Name.ToUpperInvariant())] = PairText.Unescape(value);
            }

            found.Add(Id(Words(item, "device"), fields));
        }

        return Reading.Of(new BlockIdList(found));
    }

    /// <summary>ID_FS_UUID is UUID, ID_PART_ENTRY_UUID is PART_ENTRY_UUID.</summary>
    private static string KeyOf(string key)
        => key.StartsWith("ID_FS_", StringComparison.Ordinal) ? key["ID_FS_".Length..]
            : key.StartsWith("ID_", StringComparison.Ordinal) ? key["ID_".Length..] : key;

    private static Dictionary<string, string> Map(List<(string Key, string Value)> pairs)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (var (key, value) in pairs) fields[key] = value;
        return fields;
    }

    private static BlockId Id(string? device, Dictionary<string, string> fields) => new()
    {
        Device = device,
        Type = Text(fields, "TYPE"),
        Usage = Text(fields, "USAGE"),
        Uuid = Text(fields, "UUID"),
        Label = Text(fields, "LABEL"),
        Version = Text(fields, "VERSION"),
        PartitionUuid = Text(fields, "PARTUUID") ?? Text(fields, "PART_ENTRY_UUID"),
        PartitionLabel = Text(fields, "PARTLABEL") ?? Text(fields, "PART_ENTRY_NAME"),
        PartitionType = Text(fields, "PART_ENTRY_TYPE"),
        TableType = Text(fields, "PTTYPE") ?? Text(fields, "PART_TABLE_TYPE") ?? Text(fields, "PART_ENTRY_SCHEME"),
        TableUuid = Text(fields, "PTUUID") ?? Text(fields, "PART_TABLE_UUID"),
    };

    private static string? Text(Dictionary<string, string> fields, string name)
        => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
