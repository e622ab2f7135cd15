using System.Text;
using Proxima.Model;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>One line of /proc/self/mountinfo.</summary>
internal sealed record Mount(string Device, string Root, string MountPoint, string Type, string Source, bool IsReadOnly);

internal sealed record MountTable(IReadOnlyList<Mount> Mounts);

/// <summary>/proc/self/mountinfo, proc_pid_mountinfo(5).</summary>
internal static class MountText
{
    public static Reading<MountTable> Parse(ReadOnlySpan<char> text)
    {
        List<Mount> mounts = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.Trim().IsEmpty) continue;
            if (ParseLine(line) is not { } mount)
                return Reading.Failed<MountTable>($"/proc/self/mountinfo: line {Quote.Of(line)} does not parse");
            mounts.Add(mount);
        }

        return mounts.Count == 0 ? Reading.Failed<MountTable>("/proc/self/mountinfo: no mounts") : Reading.Of(new MountTable(mounts));
    }

    /// <summary><c>36 35 98:0 /root /mount rw,noatime [optional …] - type source super-options</c></summary>
    private static Mount? ParseLine(ReadOnlySpan<char> line)
    {
        var fields = new Fields(line);
        if (!fields.NextCount(out _) || !fields.NextCount(out _) || !fields.Next(out var device) || !device.Contains(':')
            || !fields.Next(out var root) || !fields.Next(out var mountPoint) || !mountPoint.StartsWith("/")
            || !fields.Next(out var options))
        {
            return null;
        }

        ReadOnlySpan<char> optional;
        do
        {
            if (!fields.Next(out optional)) return null;
        }
        while (optional is not "-");

        if (!fields.Next(out var type) || !fields.Next(out var source) || !fields.Next(out var superOptions)) return null;
        return new Mount(
            device.ToString(), Unescape(root), Unescape(mountPoint), type.ToString(), Unescape(source),
            HasOption(options, "ro") || HasOption(superOptions, "ro"));
    }

    internal static bool HasOption(ReadOnlySpan<char> options, ReadOnlySpan<char> wanted)
    {
        foreach (var range in options.Split(','))
        {
            if (options[range].SequenceEqual(wanted)) return true;
        }

        return false;
    }

    /// <summary>The kernel writes blank, tab, newline, backslash and # as three octal digits (mangle_path).</summary>
    internal static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && TryOctal(text.Slice(i + 1, 3), out var character))
            {
                result.Append(character);
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static bool TryOctal(ReadOnlySpan<char> digits, out char character)
    {
        character = default;
        if (digits.ContainsAnyExceptInRange('0', '7')) return false;
        var value = ((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0');
        character = (char)value;
        return value < 128;
    }
}
