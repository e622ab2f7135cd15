using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Memory;

/// <summary>/proc/meminfo, proc_meminfo(5).</summary>
internal static class MemoryText
{
    public static Reading<MemoryGauges> Parse(ReadOnlySpan<char> text)
    {
        MemoryLines m = default;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (colon < 0) continue;
            if (lines.IsCut && !line.EndsWith("kB")) break;
            if (!m.Take(line[..colon], line[(colon + 1)..]))
                return Reading.Failed<MemoryGauges>($"/proc/meminfo: line '{line[..colon]}' does not parse");
        }

        if (m.Total is not { } total) return Reading.Failed<MemoryGauges>("/proc/meminfo: no line 'MemTotal'");
        if (m.Free is not { } free) return Reading.Failed<MemoryGauges>("/proc/meminfo: no line 'MemFree'");
        if (m.Available is null && (m.Buffers is null || m.Cached is null))
            return Reading.Failed<MemoryGauges>("/proc/meminfo: neither 'MemAvailable' nor 'Buffers' and 'Cached' to estimate it from");
        long? cached = m.Cached is { } c ? Math.Max(0, c - (m.Shared ?? 0)) : null;
        return Reading.Of(new MemoryGauges
        {
            TotalBytes = total,
            FreeBytes = free,
            AvailableBytes = m.Available ?? Math.Min(total, free + (m.Buffers ?? 0) + (cached ?? 0)),
            BuffersBytes = m.Buffers,
            CachedBytes = cached,
            SharedBytes = m.Shared,
            SlabBytes = m.Slab,
            SlabReclaimableBytes = m.SlabReclaimable,
            DirtyBytes = m.Dirty,
            WritebackBytes = m.Writeback,
            CommittedBytes = m.Committed,
            CommitLimitBytes = m.CommitLimit,
            HugePagesTotal = m.HugePagesTotal,
            HugePagesFree = m.HugePagesFree,
            HugePageSizeBytes = m.HugePageSize,
        });
    }

    private struct MemoryLines
    {
        public long? Total;
        public long? Free;
        public long? Available;
        public long? Buffers;
        public long? Cached;
        public long? Shared;
        public long? Slab;
        public long? SlabReclaimable;
        public long? Dirty;
        public long? Writeback;
        public long? Committed;
        public long? CommitLimit;
        public long? HugePagesTotal;
        public long? HugePagesFree;
        public long? HugePageSize;

        /// <summary>False when a line we want does not parse.</summary>
        public bool Take(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name switch
        {
            "MemTotal" => Bytes(value, ref Total),
            "MemFree" => Bytes(value, ref Free),
            "MemAvailable" => Bytes(value, ref Available),
            "Buffers" => Bytes(value, ref Buffers),
            "Cached" => Bytes(value, ref Cached),
            "Shmem" => Bytes(value, ref Shared),
            "Slab" => Bytes(value, ref Slab),
            "SReclaimable" => Bytes(value, ref SlabReclaimable),
            "Dirty" => Bytes(value, ref Dirty),
            "Writeback" => Bytes(value, ref Writeback),
            "Committed_AS" => Bytes(value, ref Committed),
            "CommitLimit" => Bytes(value, ref CommitLimit),
            "HugePages_Total" => Count(value, ref HugePagesTotal),
            "HugePages_Free" => Count(value, ref HugePagesFree),
            "Hugepagesize" => Bytes(value, ref HugePageSize),
            _ => true,
        };

        private static bool Bytes(ReadOnlySpan<char> text, ref long? target)
        {
            if (!MemoryLine.TryBytes(text, out var bytes)) return false;
            target = bytes;
            return true;
        }

        private static bool Count(ReadOnlySpan<char> text, ref long? target)
        {
            var fields = new Fields(text);
            if (!fields.NextCount(out var count)) return false;
            target = count;
            return true;
        }
    }
}

/// <summary>One value of /proc/meminfo: <c>  24731708 kB</c>.</summary>
internal static class MemoryLine
{
    public static bool TryBytes(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        var fields = new Fields(text);
        return fields.Next(out var number) && fields.Next(out var unit) && unit is "kB" && KernelNumber.TryKibibytes(number, out bytes);
    }
}
