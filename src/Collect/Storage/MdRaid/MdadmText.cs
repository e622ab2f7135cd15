using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.MdRaid;

/// <summary>
/// <c>mdadm --detail</c>, <c>--examine</c> and <c>--query</c>, of one device or several, <c>--export</c>, <c>--scan</c>, and what text
/// converters make of them as JSON. Keys are compared in lower case with underscores, so that text and JSON take one way.
/// </summary>
internal static class MdadmText
{
    private const int MostItems = 10_000;

    private static readonly (string Text, string Reason)[] Absences =
    [
        ("No md superblock detected", "no RAID superblock on the device"),
        ("does not appear to be an md device", "no RAID array"),
        ("is not an md array", "no RAID array"),
        ("No such file or directory", "no such device"),
        ("No such device", "no such device"),
        ("command not found", "mdadm is not installed"),
    ];

    public static Reading<MdDetailList> Parse(string text)
    {
        if (JsonText.Matches(text)) return Read(text, "mdadm", Json);
        var items = new Blocks();
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (items.Count > MostItems) return Reading.Failed<MdDetailList>("mdadm: more than 10000 devices");
            items.Take(line);
        }

        var found = items.All.Where(item => item.Values.Count > 0 || item.Members.Count > 0).Select(MdDetailOf.Item).ToList();
        if (found.Count > 0) return Reading.Of(new MdDetailList(found));
        foreach (var (words, reason) in Absences)
        {
            if (text.Contains(words, StringComparison.Ordinal)) return Reading.Absent<MdDetailList>(reason);
        }

        return Reading.Failed<MdDetailList>($"mdadm: no device in {Quote.Of(text.AsSpan().Trim())}");
    }

    private static Reading<MdDetailList> Json(JsonElement root)
    {
        List<MdDetail> found = [];
        foreach (var item in root.ValueKind == JsonValueKind.Array ? List(root) : [root])
        {
            if (Words(item, "device") is not { } device) return Reading.Absent<MdDetailList>("JSON, but not of mdadm");
            var block = new MdBlock(device);
            foreach (var member in Members(item))
            {
                if (AsText(member.Value) is { } value) block.Values[member.Name] = value;
            }

            foreach (var row in List(Member(item, "device_table")))
            {
                var state = Member(row, "state", "Type/State");
                var words = state.ValueKind == JsonValueKind.Array ? string.Join(' ', List(state).Select(AsText)) : AsText(state);
                block.Add(Words(row, "device", "Device"), (int?)Number(row, "raid_device"), words);
            }

            found.Add(MdDetailOf.Item(block));
        }

        return found.Count == 0 ? Reading.Absent<MdDetailList>("no arrays") : Reading.Of(new MdDetailList(found));
    }

    /// <summary>Cuts the text into devices.</summary>
    private sealed class Blocks
    {
        private readonly List<MdBlock> _all = [];
        private bool _isTable;

        public IReadOnlyList<MdBlock> All => _all;

        public int Count => _all.Count;

        public void Take(ReadOnlySpan<char> line)
        {
            var plain = line.Trim();
            if (plain.IsEmpty || plain.StartsWith("mdadm:")) return;
            if (plain[^1] == ':' && !char.IsWhiteSpace(line[0]) && !plain.Contains(' ')) Begin(plain[..^1]);
            else if (plain.StartsWith("ARRAY ")) MdBlock.Array(plain, _all);
            else if (plain.StartsWith("MD_")) Exported(plain);
            else if (plain.StartsWith("Number ")) _isTable = true;
            else if (_isTable && _all.Count > 0 && IsRow(plain)) _all[^1].Row(plain);
            else if (plain.IndexOf(" : ", StringComparison.Ordinal) is > 0 and var colon && _all.Count > 0)
                _all[^1].Values.TryAdd(MdBlock.KeyOf(plain[..colon]), plain[(colon + 3)..].Trim().ToString());
            else if (plain.StartsWith("/dev/") && plain.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end) Queried(plain, end);
        }

        private static bool IsRow(ReadOnlySpan<char> line) => char.IsAsciiDigit(line[0]) || line[0] == '-' || line.StartsWith("this");

        private void Begin(ReadOnlySpan<char> device)
        {
            _isTable = false;
            _all.Add(new MdBlock(device.ToString()));
        }

        /// <summary><c>/dev/md0: 99.00MiB raid1 2 devices, 0 spares. Use mdadm --detail for more detail.</c></summary>
        private void Queried(ReadOnlySpan<char> line, int end)
        {
            var fields = new Fields(line[(end + 2)..]);
            if (!fields.Next(out var size) || !ByteSize.TryParse(size, out var bytes) || !fields.Next(out var level)) return;
            Begin(line[..end]);
            var block = _all[^1];
            block.Values["array_size"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1024}");
            block.Values["raid_level"] = level.ToString();
            if (fields.Next(out var devices) && fields.Next(out var word)
                && word.StartsWith("device")) block.Values["raid_devices"] = devices.ToString();
            if (fields.Next(out var spares) && fields.Next(out var spare)
                && spare.StartsWith("spare")) block.Values["spare_devices"] = spares.ToString();
        }

        private void Exported(ReadOnlySpan<char> line)
        {
            var equals = line.IndexOf('=');
            if (equals < 4) return;
            var key = line[3..equals];
            var value = line[(equals + 1)..].Trim("'\"").ToString();
            if (key is "LEVEL" || _all.Count == 0) Begin("?");
            var name = key switch
            {
                "LEVEL" => "raid_level",
                "DEVICES" => "raid_devices",
                "METADATA" => "version",
                "UUID" => "uuid",
                "NAME" => "name",
                "DEVNAME" => "device",
                "CONTAINER" => "container",
                "EVENTS" => "events",
                "UPDATE_TIME" => "update_time",
                "DEV_UUID" => "device_uuid",
                "ARRAY_SIZE" => "array_size_human",
                _ => null,
            };
            if (name is not null) _all[^1].Values[name] = value;
            else if (key.StartsWith("DEVICE_")) _all[^1].Exported(key[7..], value);
        }
    }
}
