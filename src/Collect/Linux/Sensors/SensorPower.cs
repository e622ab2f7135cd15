using Proxima.Collect.Sources;

namespace Proxima.Collect.Linux.Sensors;

/// <summary>Runtime power management of the device behind a chip (Documentation/ABI/testing/sysfs-devices-power).</summary>
internal static class SensorPower
{
    /// <summary>The status file that means something: of the device itself, or of the PCI device an NVMe controller sits on.</summary>
    public static string? FileOf(IHostSource host, string folder)
    {
        foreach (var path in (string[])[$"{folder}/device/power/runtime_status", $"{folder}/device/device/power/runtime_status"])
        {
            if (Status(host, path) is "active" or "suspended" or "suspending" or "resuming") return path;
        }

        return null;
    }

    /// <summary>A graphics card at rest would be switched on to answer.</summary>
    public static bool Sleeps(IHostSource host, string? file) => file is not null && Status(host, file) is ("suspended" or "suspending");

    private static string? Status(IHostSource host, string path)
        => host.Read(path) is { State: FileState.Text } file ? file.Text.Trim() : null;
}
