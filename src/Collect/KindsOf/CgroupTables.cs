using Proxima.Collect.Linux;

namespace Proxima.Collect.KindsOf;

/// <summary>The files of a cgroup that hold more than one number. Each method gives null for a text of another shape.</summary>
internal static class CgroupTables
{
    private const string PerCore = "cpuacct.usage_percpu";

    /// <summary>cpuacct.usage_percpu (one line of numbers) and cpuacct.usage_all (a heading, then <c>core user system</c>).</summary>
    public static CgroupCores? Cores(string text, string? attribute)
    {
        if (text.StartsWith("cpu user system", StringComparison.Ordinal)) return Shares(text);
        if (attribute != PerCore) return null;
        List<CgroupCore> cores = [];
        var fields = new Fields(text.AsSpan().Trim());
        while (fields.Next(out var field))
        {
            if (!KernelNumber.TryCount(field, out var nanoseconds)) return null;
            cores.Add(new CgroupCore(cores.Count, nanoseconds, null, null));
        }

        return new CgroupCores(cores);
    }

    /// <summary>
    /// Every line a name and a number (memory.stat, cpu.stat). Sums that the kernel keeps per core may fall a little below zero
    /// (dirty of old kernels), so a sign is kept as it is printed.
    /// </summary>
    public static CgroupKeys? Keys(string text)
    {
        SortedDictionary<string, long> keys = new(StringComparer.Ordinal);
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.Trim().IsEmpty) continue;
            var fields = new Fields(line);
            if (!fields.Next(out var name) || !IsName(name) || !fields.Next(out var number)
                || !KernelNumber.TrySigned(number.Trim(), out var value) || !fields.Rest.Trim().IsEmpty)
            {
                return null;
            }

            keys[name.ToString()] = value;
        }

        return keys.Count > 0 ? new CgroupKeys(keys) : null;
    }

    /// <summary>
    /// <c>8:0 rbytes=1 wbytes=2</c> (io.stat), <c>8:0 Read 1</c> and <c>Total 1</c> (blkio), <c>anon N0=1</c> and <c>total=1 N0=1</c>
    /// (memory.numa_stat): a name or device, below it names and numbers.
    /// </summary>
    public static CgroupGroups? Groups(string text)
    {
        SortedDictionary<string, IReadOnlyDictionary<string, long>> groups = new(StringComparer.Ordinal);
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.Trim().IsEmpty) continue;
            if (!TryGroup(line.Trim(), groups)) return null;
        }

        return groups.Count > 0 ? new CgroupGroups(groups) : null;
    }

    private static CgroupCores? Shares(string text)
    {
        List<CgroupCore> cores = [];
        var lines = new Lines(text);
        lines.Next(out _);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (line.Trim().IsEmpty) continue;
            if (!fields.NextCount(out var core) || core > int.MaxValue) return null;
            if (!fields.NextCount(out var user) || !fields.NextCount(out var system)) return null;
            cores.Add(new CgroupCore((int)core, null, user, system));
        }

        return new CgroupCores(cores);
    }

    private static bool TryGroup(ReadOnlySpan<char> line, SortedDictionary<string, IReadOnlyDictionary<string, long>> groups)
    {
        var fields = new Fields(line);
        if (!fields.Next(out var name)) return false;
        SortedDictionary<string, long> values = new(StringComparer.Ordinal);
        if (name.IndexOf('=') is > 0 and var equals)
        {
            if (!TryPair(name, values)) return false;
            name = name[..equals];
        }

        if (!IsName(name) && !IsDevice(name)) return false;
        while (fields.Next(out var word))
        {
            if (word.Contains('='))
            {
                if (!TryPair(word, values)) return false;
            }
            else if (KernelNumber.TryCount(word, out var alone))
            {
                values[name.ToString()] = alone;
            }
            else if (IsName(word) && fields.NextCount(out var value))
            {
                values[word.ToString()] = value;
            }
            else
            {
                return false;
            }
        }

        if (groups.TryGetValue(name.ToString(), out var before))
        {
            foreach (var (key, value) in before) values.TryAdd(key, value);
        }

        groups[name.ToString()] = values;
        return values.Count > 0;
    }

    /// <summary><c>name=5</c>; <c>name=max</c> of io.max has no number and is left out.</summary>
    private static bool TryPair(ReadOnlySpan<char> word, SortedDictionary<string, long> values)
    {
        var equals = word.IndexOf('=');
        if (equals <= 0) return false;
        if (word[(equals + 1)..] is "max") return true;
        if (!KernelNumber.TryCount(word[(equals + 1)..], out var value)) return false;
        values[word[..equals].ToString()] = value;
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && char.IsAsciiLetter(text[0]);

    /// <summary><c>major:minor</c>.</summary>
    private static bool IsDevice(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && KernelNumber.TryCount(text[..colon], out _) && KernelNumber.TryCount(text[(colon + 1)..], out _);
    }
}
