using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.MdRaid;

/// <summary>What mdadm said of one device: keys and values, and the rows of its table.</summary>
internal sealed class MdBlock(string device)
{
    private const int MostMembers = 10_000;
    private readonly List<MdDetailMember> _members = [];

    public string Device => Values.TryGetValue("device", out var name) && device == "?" ? name : device;

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<MdDetailMember> Members => _members;

    /// <summary>The superblock 0.90 repeats the row of the device itself.</summary>
    public void Add(string? name, int? slot, string? state)
    {
        var member = new MdDetailMember(string.IsNullOrEmpty(name) ? null : name, slot, string.IsNullOrEmpty(state) ? null : state);
        if (_members.Count < MostMembers && !_members.Contains(member)) _members.Add(member);
    }

    /// <summary><c>Raid Level[0]</c> is raid_level_0.</summary>
    public static string KeyOf(ReadOnlySpan<char> words)
        => words.Trim().ToString().ToLowerInvariant().Replace(' ', '_').Replace('[', '_')
            .Replace("]", string.Empty, StringComparison.Ordinal);

    /// <summary>
    /// <c>0  254  1  0  active sync  /dev/vda1</c>, with one number more in 0.90 superblocks; of containers
    /// <c>0  d32b14d7  786432K /dev/vda  active/Online</c>.
    /// </summary>
    public void Row(ReadOnlySpan<char> line)
    {
        List<string> words = [];
        var fields = new Fields(line);
        while (words.Count < 32 && fields.Next(out var field)) words.Add(field.ToString());
        if (words.Count > 2 && words[2].EndsWith('K') && words[1].Length == 8)
        {
            var disk = words.Find(word => word.StartsWith('/'));
            Add(disk, null, words[^1].Contains('/') && words[^1] != disk ? words[^1] : null);
            return;
        }

        var numbers = words.TakeWhile(word => word is "-" or "this" || word.All(char.IsAsciiDigit)).Count();
        if (numbers < 4) return;
        var path = words[^1].StartsWith('/') ? words[^1] : null;
        var state = string.Join(' ', words[numbers..(path is null ? words.Count : words.Count - 1)]);
        Add(path, int.TryParse(words[numbers - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var slot) ? slot : null, state);
    }

    private readonly Dictionary<string, int> _exported = new(StringComparer.Ordinal);

    /// <summary><c>MD_DEVICE_ev_sda1_ROLE=0</c> and <c>MD_DEVICE_ev_sda1_DEV=/dev/sda1</c>, in this order.</summary>
    public void Exported(ReadOnlySpan<char> key, string value)
    {
        var end = key.LastIndexOf('_');
        if (end < 1) return;
        var name = key[..end].ToString();
        if (key[end..] is "_ROLE")
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)) _exported[name] = slot;
            if (value is "spare") Values[$"role_{name}"] = value;
        }
        else if (key[end..] is "_DEV")
        {
            Add(value, _exported.TryGetValue(name, out var slot) ? slot : null, Values.Remove($"role_{name}", out var role) ? role : null);
        }
    }

    /// <summary>A line of --scan: <c>ARRAY /dev/md/0 metadata=1.2 name=host:0 UUID=…</c>; the path may be missing.</summary>
    public static void Array(ReadOnlySpan<char> line, List<MdBlock> all)
    {
        var fields = new Fields(line);
        fields.Skip(1);
        MdBlock? block = null;
        while (fields.Next(out var field))
        {
            var equals = field.IndexOf('=');
            if (equals < 1)
            {
                block ??= new MdBlock(field.ToString());
                continue;
            }

            block ??= new MdBlock("?");
            var value = field[(equals + 1)..].ToString();
            switch (field[..equals])
            {
                case "metadata": block.Values["version"] = value; break;
                case "UUID" or "uuid": block.Values["uuid"] = value; break;
                case "name": block.Values["name"] = value; break;
                case "level": block.Values["raid_level"] = value; break;
                case "num-devices": block.Values["raid_devices"] = value; break;
                case "spares": block.Values["spare_devices"] = value; break;
                case "container": block.Values["container"] = value; break;
                default: break;
            }
        }

        if (block is not null) all.Add(block);
    }
}
