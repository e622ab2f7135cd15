using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// The temperature of a SATA disk by the kernel's drivetemp (Documentation/hwmon/drivetemp.rst). Reading the file sends the disk a command,
/// so only the gate reads it, and only of a disk that somebody uses now.
/// </summary>
internal static class DriveTemperature
{
    private const int Coldest = -40;
    private const int Hottest = 120;

    /// <summary>True for a disk that reading cannot wake: others moved it within the last look.</summary>
    public static bool MayRead(BlockDevice device, bool isInUse, bool isForbidden)
        => device is { IsMember: false, IsUsb: false, Kind: DiskKind.HardDisk or DiskKind.SolidState } && isInUse && !isForbidden
            && device.RuntimeStatus is not ("suspended" or "suspending") && !SmartQuirks.IsDangerous(device.Model);

    public static int? Read(IHostSource host, string disk)
    {
        var folder = $"/sys/block/{disk}/device/hwmon";
        foreach (var chip in host.List(folder))
        {
            if (host.Read($"{folder}/{chip}/name") is not { State: FileState.Text } name || name.Text.Trim() != "drivetemp") continue;
            return host.Read($"{folder}/{chip}/temp1_input") is { State: FileState.Text } file
                && int.TryParse(file.Text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milli)
                && milli / 1000 is > Coldest and < Hottest and var celsius ? celsius : null;
        }

        return null;
    }
}
