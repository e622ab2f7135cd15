using System.Globalization;
using Proxima.Model;

namespace Proxima.Collect.Linux.Interfaces;

/// <summary>One card of a bond.</summary>
internal sealed record BondSlave(string Name, string? MiiStatus, string? Speed, string? Duplex, int? LinkFailures, string? HardwareAddress);

internal sealed record Bond(string Mode, string? MiiStatus, string? ActiveSlave, IReadOnlyList<BondSlave> Slaves);

/// <summary>/proc/net/bonding/NAME, Documentation/networking/bonding.rst: <c>Key: value</c>, a block for each slave.</summary>
internal static class BondText
{
    public static Reading<Bond> Parse(ReadOnlySpan<char> text)
    {
        Dictionary<string, string> bond = new(StringComparer.Ordinal);
        List<Dictionary<string, string>> slaves = [];
        var current = bond;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(": ");
            if (colon <= 0) continue;
            var key = line[..colon].Trim().ToString();
            if (key == "Slave Interface") slaves.Add(current = new(StringComparer.Ordinal));
            current.TryAdd(key, line[(colon + 2)..].Trim().ToString());
        }

        if (!bond.TryGetValue("Bonding Mode", out var mode)) return Reading.Failed<Bond>("/proc/net/bonding: no line 'Bonding Mode'");
        var active = bond.GetValueOrDefault("Currently Active Slave");
        return Reading.Of(new Bond(
            mode, bond.GetValueOrDefault("MII Status"), active is "None" ? null : active, [.. slaves.Select(Slave)]));
    }

    private static BondSlave Slave(Dictionary<string, string> values) => new(
        values["Slave Interface"],
        values.GetValueOrDefault("MII Status"),
        Known(values.GetValueOrDefault("Speed")),
        Known(values.GetValueOrDefault("Duplex")),
        int.TryParse(values.GetValueOrDefault("Link Failure Count"), NumberStyles.None, CultureInfo.InvariantCulture, out var failures)
            ? failures
            : null,
        values.GetValueOrDefault("Permanent HW addr"));

    private static string? Known(string? value) => value is "Unknown" ? null : value;
}
