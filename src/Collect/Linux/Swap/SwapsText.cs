using Proxima.Collect.Linux.Filesystems;
using Proxima.Model;

namespace Proxima.Collect.Linux.Swap;

internal sealed record SwapDevice(string Name, string Type, long SizeBytes, long UsedBytes, long Priority);

internal sealed record SwapDeviceList(IReadOnlyList<SwapDevice> Devices);

/// <summary>/proc/swaps, proc_swaps(5): a heading, then one line a device with sizes in KiB.</summary>
internal static class SwapsText
{
    public static Reading<SwapDeviceList> Parse(ReadOnlySpan<char> text)
    {
        List<SwapDevice> devices = [];
        var lines = new Lines(text);
        lines.Next(out var heading);
        if (!heading.StartsWith("Filename")) return Reading.Failed<SwapDeviceList>("/proc/swaps: no heading");
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var name)) continue;
            if (!fields.Next(out var type) || !fields.Next(out var size) || !KernelNumber.TryKibibytes(size, out var sizeBytes)
                || !fields.Next(out var used) || !KernelNumber.TryKibibytes(used, out var usedBytes)
                || !fields.Next(out var priority) || !KernelNumber.TrySigned(priority, out var order))
            {
                return Reading.Failed<SwapDeviceList>($"/proc/swaps: line {Quote.Of(name)} does not parse");
            }

            devices.Add(new(MountText.Unescape(name), type.ToString(), sizeBytes, usedBytes, order));
        }

        return devices.Count == 0 ? Reading.Absent<SwapDeviceList>("no swap configured") : Reading.Of(new SwapDeviceList(devices));
    }
}
