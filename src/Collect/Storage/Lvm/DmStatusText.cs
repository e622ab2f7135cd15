using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>A thin pool as the kernel knows it: fill in percent, and rw, ro, out_of_data_space or Fail.</summary>
internal sealed record DmThinPool(string Group, string Name, double? MetadataPercent, double? DataPercent, string Mode, bool NeedsCheck);

internal sealed record DmThinPoolList(IReadOnlyList<DmThinPool> Pools);

/// <summary>
/// <c>dmsetup status --target thin-pool</c> (Documentation/admin-guide/device-mapper/thin-provisioning.rst). It asks the kernel and reads
/// no disk, where <c>lvs</c> reads the labels of all of them.
/// </summary>
internal static class DmStatusText
{
    private const string Suffix = "-tpool";

    public static Reading<DmThinPoolList> Parse(ReadOnlySpan<char> text)
    {
        List<DmThinPool> pools = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 1) continue;
            var fields = new Fields(line[(colon + 2)..]);
            if (!fields.Skip(2) || !fields.Next(out var target) || target is not "thin-pool") continue;
            if (Pool(line[..colon].ToString(), fields) is not { } pool)
                return Reading.Failed<DmThinPoolList>($"dmsetup: line {Quote.Of(line)} does not parse");
            pools.Add(pool);
        }

        return Reading.Of(new DmThinPoolList(pools));
    }

    private static DmThinPool? Pool(string device, Fields fields)
    {
        var (group, name) = NamesOf(device);
        if (name.EndsWith(Suffix, StringComparison.Ordinal)) name = name[..^Suffix.Length];
        if (!fields.Next(out var transaction)) return null;
        if (!KernelNumber.TryCount(transaction, out _)) return new DmThinPool(group, name, null, null, transaction.ToString(), false);
        if (!fields.Next(out var metadata) || !fields.Next(out var data) || !fields.Next(out _) || !fields.Next(out var mode)) return null;
        var check = fields.Rest.Contains("needs_check", StringComparison.Ordinal);
        return Share(metadata) is { } m && Share(data) is { } d ? new DmThinPool(group, name, m, d, mode.ToString(), check) : null;
    }

    /// <summary>vg--one-thin--pool is volume thin-pool of group vg-one: a hyphen of a name is doubled.</summary>
    public static (string Group, string Name) NamesOf(string device)
    {
        for (var i = 1; i < device.Length - 1; i++)
        {
            if (device[i] != '-') continue;
            if (device[i + 1] == '-')
            {
                i++;
                continue;
            }

            return (Single(device[..i]), Single(device[(i + 1)..]));
        }

        return (string.Empty, Single(device));
    }

    private static string Single(string name) => name.Replace("--", "-", StringComparison.Ordinal);

    private static double? Share(ReadOnlySpan<char> used)
    {
        var slash = used.IndexOf('/');
        return slash > 0 && KernelNumber.TryCount(used[..slash], out var part)
            && KernelNumber.TryCount(used[(slash + 1)..], out var whole) && whole > 0
            ? Math.Round(part * 100.0 / whole, 2)
            : null;
    }
}
