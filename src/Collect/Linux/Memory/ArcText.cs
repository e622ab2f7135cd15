using Proxima.Model;

namespace Proxima.Collect.Linux.Memory;

/// <summary>Size of the ZFS ARC and the least it shrinks to, in bytes.</summary>
internal sealed record ArcGauges(long SizeBytes, long MinimumBytes);

/// <summary>/proc/spl/kstat/zfs/arcstats: two lines of heading, then <c>name type data</c> (zfs kstat).</summary>
internal static class ArcText
{
    public static Reading<ArcGauges> Parse(ReadOnlySpan<char> text)
    {
        long? size = null;
        long? minimum = null;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var name) || name is not ("size" or "c_min")) continue;
            if (!fields.Skip(1) || !fields.NextCount(out var value) || lines.IsCut)
                return Reading.Failed<ArcGauges>($"arcstats: line '{name}' does not parse");
            if (name is "size") size = value;
            else minimum = value;
        }

        return size is { } s && minimum is { } m
            ? Reading.Of(new ArcGauges(s, m))
            : Reading.Failed<ArcGauges>($"arcstats: no line '{(size is null ? "size" : "c_min")}'");
    }
}
