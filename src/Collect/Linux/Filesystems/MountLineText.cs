using Proxima.Model;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>One line of /proc/mounts.</summary>
internal sealed record MountLine(string Source, string MountPoint, string Type, bool IsReadOnly);

internal sealed record MountLineTable(IReadOnlyList<MountLine> Mounts);

/// <summary>/proc/mounts, fstab(5): <c>source mountpoint type options 0 0</c>. The collector reads mountinfo, which says more.</summary>
internal static class MountLineText
{
    public static Reading<MountLineTable> Parse(ReadOnlySpan<char> text)
    {
        List<MountLine> mounts = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var source)) continue;
            if (!fields.Next(out var mountPoint) || !mountPoint.StartsWith("/") || !fields.Next(out var type)
                || !fields.Next(out var options) || !fields.NextCount(out _) || !fields.NextCount(out _))
            {
                return Reading.Failed<MountLineTable>($"/proc/mounts: line {Quote.Of(line)} does not parse");
            }

            var isReadOnly = MountText.HasOption(options, "ro");
            mounts.Add(new(MountText.Unescape(source), MountText.Unescape(mountPoint), type.ToString(), isReadOnly));
        }

        return mounts.Count == 0 ? Reading.Failed<MountLineTable>("/proc/mounts: no mounts") : Reading.Of(new MountLineTable(mounts));
    }
}
