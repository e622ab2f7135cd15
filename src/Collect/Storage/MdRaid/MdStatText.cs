using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.MdRaid;

/// <summary>/proc/mdstat (drivers/md/md.c, md_seq_show): an array a paragraph; unknown lines of one are passed over.</summary>
internal static class MdStatText
{
    private const int MostArrays = 10_000;

    public static bool Matches(string text)
        => text.Contains("Personalities :", StringComparison.Ordinal)
            || (text.Contains(" : active ", StringComparison.Ordinal) || text.Contains(" : inactive ", StringComparison.Ordinal))
            && text.TrimStart().StartsWith("md", StringComparison.Ordinal);

    public static Reading<MdArrayList> Parse(ReadOnlySpan<char> text)
    {
        List<string> personalities = [];
        List<MdArray> arrays = [];
        var isMdStat = false;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var plain = line.Trim();
            if (plain.IsEmpty || plain[0] == '#') continue;
            if (plain.StartsWith("Personalities"))
            {
                isMdStat = true;
                foreach (var part in plain[(plain.IndexOf(':') + 1)..].Split(' '))
                {
                    var name = plain[(plain.IndexOf(':') + 1)..][part].Trim("[]");
                    if (!name.IsEmpty) personalities.Add(name.ToString());
                }
            }
            else if (plain.StartsWith("unused devices"))
            {
                isMdStat = true;
            }
            else if (IsArray(plain, out var colon))
            {
                isMdStat = true;
                if (arrays.Count >= MostArrays) return Reading.Failed<MdArrayList>("/proc/mdstat: more than 10000 arrays");
                if (Array(plain, colon) is not { } array)
                    return Reading.Failed<MdArrayList>($"/proc/mdstat: line {Quote.Of(plain)} does not parse");
                arrays.Add(array);
            }
            else if (arrays.Count > 0)
            {
                if (Below(arrays[^1], plain) is not { } array)
                    return Reading.Failed<MdArrayList>($"/proc/mdstat: line {Quote.Of(plain)} does not parse");
                arrays[^1] = array;
            }
        }

        return isMdStat ? Reading.Of(new MdArrayList(personalities, arrays))
            : Reading.Failed<MdArrayList>("/proc/mdstat: neither personalities nor arrays");
    }

    /// <summary>Names are md0, md_d0, md127 or, with CREATE names=yes, md_home.</summary>
    private static bool IsArray(ReadOnlySpan<char> line, out int colon)
    {
        colon = line.IndexOf(" : ", StringComparison.Ordinal);
        return colon > 2 && line.StartsWith("md") && !line[..colon].Contains(' ');
    }

    private static MdArray? Array(ReadOnlySpan<char> line, int colon)
    {
        var fields = new Fields(line[(colon + 3)..]);
        if (!fields.Next(out var state)) return null;
        var isActive = state is "active";
        if (!isActive && state is not "inactive" and not "broken" && !state.StartsWith("active")) return null;
        var isReadOnly = false;
        string? level = null;
        List<MdMember> members = [];
        while (fields.Next(out var field))
        {
            if (field[0] == '(') isReadOnly |= field.Contains("read-only", StringComparison.Ordinal);
            else if (level is null && members.Count == 0 && !field.Contains('[')) level = field.ToString();
            else members.Add(Member(field));
        }

        return new MdArray { Name = line[..colon].ToString(), IsActive = isActive, IsReadOnly = isReadOnly, Level = level,
            Members = members };
    }

    /// <summary><c>sdd1[2](F)</c>; F faulty, S spare, J journal, R replacement, W write mostly.</summary>
    private static MdMember Member(ReadOnlySpan<char> field)
    {
        var bracket = field.IndexOf('[');
        var device = bracket < 0 ? field : field[..bracket];
        int? number = null;
        if (bracket > 0 && field[bracket..].IndexOf(']') is > 1 and var end
            && int.TryParse(field.Slice(bracket + 1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var value)) number = value;
        var role = field.Contains("(F)", StringComparison.Ordinal) ? "faulty"
            : field.Contains("(S)", StringComparison.Ordinal) ? "spare"
            : field.Contains("(J)", StringComparison.Ordinal) ? "journal"
            : field.Contains("(R)", StringComparison.Ordinal) ? "replacement" : "active";
        return new MdMember(device.ToString(), number, role, field.Contains("(W)", StringComparison.Ordinal));
    }

    private static MdArray? Below(MdArray array, ReadOnlySpan<char> line)
    {
        if (line.Contains(" blocks", StringComparison.Ordinal)) return Blocks(array, line);
        var equals = line.IndexOf('=');
        if (line[0] == '[' || equals > 0) return Sync(line) is { } sync ? array with { Sync = sync } : line[0] == '[' ? null : array;
        return array;
    }

    /// <summary><c>5860144128 blocks super 1.2 level 5, 64k chunk, algorithm 2 [4/3] [UUU_]</c></summary>
    private static MdArray? Blocks(MdArray array, ReadOnlySpan<char> line)
    {
        var fields = new Fields(line);
        if (!fields.Next(out var blocks) || !KernelNumber.TryKibibytes(blocks, out var bytes)) return null;
        var metadata = array.IsActive ? "0.90" : null;
        while (fields.Next(out var field))
        {
            if (field is "super" && fields.Next(out var version)) metadata = version.ToString();
            else if (field[0] == '[' && field[^1] == ']')
            {
                var inner = field[1..^1];
                var slash = inner.IndexOf('/');
                if (slash > 0
                    && int.TryParse(inner[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
                    && int.TryParse(inner[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var working))
                    array = array with { WantedDevices = wanted, WorkingDevices = working };
                else if (!inner.IsEmpty && !inner.ContainsAnyExcept('U', '_')) array = array with { Slots = inner.ToString() };
            }
        }

        return array with { SizeBytes = bytes, Metadata = metadata };
    }

    /// <summary><c>[=>...]  recovery = 12.6% (1/8) finish=127.5min speed=1234K/sec</c>, <c>resync=DELAYED</c>.</summary>
    private static MdSync? Sync(ReadOnlySpan<char> line)
    {
        var rest = line[0] == '[' ? line[(line.IndexOf(']') + 1)..].TrimStart() : line;
        var equals = rest.IndexOf('=');
        if (equals < 1) return null;
        var action = rest[..equals].Trim();
        if (action.IsEmpty || action.ContainsAnyExceptInRange('a', 'z')) return null;
        var value = rest[(equals + 1)..].Trim();
        if (value.StartsWith("DELAYED") || value.StartsWith("PENDING") || value.StartsWith("REMOTE"))
            return new MdSync { Action = action.ToString(), State = value[..(value[0] == 'R' ? 6 : 7)].ToString().ToLowerInvariant() };
        var percent = value.IndexOf('%');
        if (percent < 1 || !KernelNumber.TryFraction(value[..percent], out var share)) return null;
        return new MdSync
        {
            Action = action.ToString(),
            State = "running",
            Percent = share,
            RemainingSeconds = ProgramTime.Seconds(Behind(value, "finish=")),
            BytesPerSecond = Behind(value, "speed=") is { IsEmpty: false } speed && speed.IndexOf('/') is > 0 and var slash
                ? ByteSize.OrNull(speed[..slash])
                : null,
        };
    }

    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return default;
        var rest = text[(at + name.Length)..];
        var end = rest.IndexOf(' ');
        return end < 0 ? rest : rest[..end];
    }
}
