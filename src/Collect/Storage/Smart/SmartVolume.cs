using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Bytes read and written in a disk's life, from the attribute whose name tells its unit (drivedb.h of smartmontools).</summary>
internal static class SmartVolume
{
    private const long Mebibytes32 = 32L * 1024 * 1024;
    private const long Gibibyte = 1024L * 1024 * 1024;

    /// <summary>A disk that moved more than an exabyte counts in another unit than its name says.</summary>
    private const long MostBytes = 1_000_000_000_000_000_000;

    private static readonly (string Words, long Unit)[] Written =
    [
        ("Host_Writes_32MiB", Mebibytes32), ("Host_Writes_GiB", Gibibyte), ("Lifetime_Writes_GiB", Gibibyte),
        ("Total_Writes_GiB", Gibibyte),
        ("Total_Writes_GB", 1_000_000_000), ("Host_Writes_GB", 1_000_000_000), ("Total_Writes_32MiB", Mebibytes32),
        ("Host_Writes_MiB", 1024 * 1024),
    ];

    private static readonly (string Words, long Unit)[] Read =
    [
        ("Host_Reads_32MiB", Mebibytes32), ("Host_Reads_GiB", Gibibyte), ("Lifetime_Reads_GiB", Gibibyte), ("Total_Reads_GiB", Gibibyte),
        ("Total_Reads_GB", 1_000_000_000), ("Host_Reads_GB", 1_000_000_000), ("Total_Reads_32MiB", Mebibytes32),
        ("Host_Reads_MiB", 1024 * 1024),
    ];

    public static long? Bytes(IReadOnlyList<SmartAttribute> attributes, bool isWritten, int blockBytes)
    {
        foreach (var attribute in attributes)
        {
            var unit = UnitOf(attribute.Name, isWritten, blockBytes);
            if (unit > 0 && attribute.Count is { } count and >= 0 && count <= MostBytes / unit) return count * unit;
        }

        return null;
    }

    private static long UnitOf(string name, bool isWritten, int blockBytes)
    {
        if (name == (isWritten ? "Total_LBAs_Written" : "Total_LBAs_Read")
            || (isWritten && name == "Total_Host_Sector_Write")) return blockBytes;
        foreach (var (words, unit) in isWritten ? Written : Read)
        {
            if (name.Equals(words, StringComparison.OrdinalIgnoreCase)) return unit;
        }

        return 0;
    }
}
