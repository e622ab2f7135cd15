using System.Globalization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Facts;

/// <summary>/proc/cpuinfo, which every architecture writes in its own words.</summary>
internal static class CpuInfoText
{
    /// <summary>Keys that name the processor, the best first.</summary>
    private static readonly string[] ModelKeys =
        ["model name", "cpu model", "cpu", "Processor", "family", "uarch", "Hardware", "vendor_id", "isa"];

    /// <summary>Part numbers of 64-bit ARM kernels, which print no name (arch/arm64/include/asm/cputype.h).</summary>
    private static readonly Dictionary<string, string> ArmParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0xd03"] = "ARM Cortex-A53", ["0xd04"] = "ARM Cortex-A35", ["0xd05"] = "ARM Cortex-A55", ["0xd07"] = "ARM Cortex-A57",
        ["0xd08"] = "ARM Cortex-A72", ["0xd09"] = "ARM Cortex-A73", ["0xd0a"] = "ARM Cortex-A75", ["0xd0b"] = "ARM Cortex-A76",
        ["0xd0c"] = "ARM Neoverse-N1", ["0xd0d"] = "ARM Cortex-A77", ["0xd40"] = "ARM Neoverse-V1", ["0xd41"] = "ARM Cortex-A78",
        ["0xd49"] = "ARM Neoverse-N2", ["0xd4f"] = "ARM Neoverse-V2", ["0xc07"] = "ARM Cortex-A7", ["0xc09"] = "ARM Cortex-A9",
    };

    public static Reading<CpuFacts> Parse(ReadOnlySpan<char> text)
    {
        Dictionary<string, string> first = new(StringComparer.Ordinal);
        Topology topology = new();
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0) continue;
            var key = line[..colon].Trim().ToString();
            var value = line[(colon + 1)..].Trim().ToString();
            topology.Take(key, value);
            if (value.Length > 0) first.TryAdd(key, value);
        }

        if (ModelOf(first) is not { } model) return Reading.Failed<CpuFacts>("/proc/cpuinfo: no line names the processor");
        var threads = Math.Max(topology.Threads, Math.Max(Number(first, "ncpus active"), Number(first, "# processors")));
        return Reading.Of(new CpuFacts(model, topology.Sockets, topology.Cores, Math.Max(1, threads), Clock(first)));
    }

    private static string? ModelOf(Dictionary<string, string> first)
    {
        foreach (var key in ModelKeys)
        {
            if (!first.TryGetValue(key, out var value) || value is "unknown") continue;
            return key == "family" && first.TryGetValue("vendor", out var vendor) ? $"{vendor} {value}" : value;
        }

        if (!first.TryGetValue("CPU part", out var part)) return null;
        var implementer = first.GetValueOrDefault("CPU implementer");
        return implementer == "0x41" && ArmParts.TryGetValue(part, out var name)
            ? name
            : $"implementer {implementer ?? "unknown"}, part {part}";
    }

    private static int Number(Dictionary<string, string> values, string key)
        => int.TryParse(values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>POWER prints its nominal clock; the <c>cpu MHz</c> of others is that of the moment and no maximum.</summary>
    private static double? Clock(Dictionary<string, string> values)
        => values.TryGetValue("clock", out var clock) && clock.EndsWith("MHz", StringComparison.Ordinal)
            && KernelNumber.TryFraction(clock.AsSpan()[..^3], out var megahertz) && megahertz > 0
                ? megahertz
                : null;

    private sealed class Topology
    {
        private readonly HashSet<string> _sockets = new(StringComparer.Ordinal);
        private readonly HashSet<(string Socket, string Core)> _cores = [];
        private string? _socket;

        public int Threads { get; private set; }

        public int? Sockets => _sockets.Count > 0 ? _sockets.Count : null;

        public int? Cores => _cores.Count > 0 ? _cores.Count : null;

        public void Take(string key, string value)
        {
            if (key == "processor" || key.StartsWith("processor ", StringComparison.Ordinal))
            {
                Threads++;
                _socket = null;
            }
            else if (key == "physical id")
            {
                _socket = value;
                _sockets.Add(value);
            }
            else if (key == "core id" && _socket is not null)
            {
                _cores.Add((_socket, value));
            }
        }
    }
}
