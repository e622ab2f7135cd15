using System.Globalization;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Facts;

/// <summary>/proc/cpuinfo, which every architecture writes in its own words.</summary>
internal static class CpuInfoText
{
    /// <summary>Keys that name the processor, the best first.</summary>
    private static readonly string[] ModelKeys =
        ["model name", "Model Name", "cpu model", "cpu", "CPU", "Processor", "family", "uarch", "Hardware", "vendor_id", "machine", "isa"];

    /// <summary>Part numbers of 64-bit ARM kernels, which print no name (arch/arm64/include/asm/cputype.h).</summary>
    private static readonly Dictionary<string, string> ArmParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["0xd03"] = "ARM Cortex-A53", ["0xd04"] = "ARM Cortex-A35", ["0xd05"] = "ARM Cortex-A55", ["0xd07"] = "ARM Cortex-A57",
        ["0xd08"] = "ARM Cortex-A72", ["0xd09"] = "ARM Cortex-A73", ["0xd0a"] = "ARM Cortex-A75", ["0xd0b"] = "ARM Cortex-A76",
        ["0xd0c"] = "ARM Neoverse-N1", ["0xd0d"] = "ARM Cortex-A77", ["0xd40"] = "ARM Neoverse-V1", ["0xd41"] = "ARM Cortex-A78",
        ["0xd49"] = "ARM Neoverse-N2", ["0xd4f"] = "ARM Neoverse-V2", ["0xd4d"] = "ARM Cortex-A715",
        ["0xc05"] = "ARM Cortex-A5", ["0xc07"] = "ARM Cortex-A7", ["0xc08"] = "ARM Cortex-A8", ["0xc09"] = "ARM Cortex-A9",
        ["0xc0e"] = "ARM Cortex-A17", ["0xc0f"] = "ARM Cortex-A15", ["0xb76"] = "ARM1176",
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
        if (ArmPart(first) is { } named && !IsNamedByDriver(first)) return named;
        foreach (var key in ModelKeys)
        {
            if (!first.TryGetValue(key, out var value) || value is "unknown") continue;
            return key == "family" && first.TryGetValue("vendor", out var vendor) ? $"{vendor} {value}" : value;
        }

        if (!first.TryGetValue("CPU part", out var part)) return null;
        return $"implementer {first.GetValueOrDefault("CPU implementer") ?? "unknown"}, part {part}";
    }

    private static string? ArmPart(Dictionary<string, string> first)
        => first.GetValueOrDefault("CPU implementer") == "0x41" && first.TryGetValue("CPU part", out var part)
            ? ArmParts.GetValueOrDefault(part)
            : null;

    /// <summary>"ARMv7 Processor rev 4 (v7l)" says less than the part's number; a name that does not begin so is better than it.</summary>
    private static bool IsNamedByDriver(Dictionary<string, string> first)
    {
        var name = first.GetValueOrDefault("model name") ?? first.GetValueOrDefault("Processor");
        return name is not null && !name.StartsWith("ARMv", StringComparison.Ordinal)
            && !name.StartsWith("AArch64 Processor", StringComparison.Ordinal);
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
