namespace Proxima.Collect.Linux.Disks;

/// <summary>What the kernel's name of a block device tells (Documentation/admin-guide/devices.txt).</summary>
internal static class DiskName
{
    /// <summary>Memory, images, removable drives and hidden paths: they do no I/O of their own that an operator looks for.</summary>
    private static readonly string[] LeftOut = ["loop", "ram", "zram", "fd", "sr", "scd"];

    /// <summary>Families whose partitions are a bare number behind the letters (sda1).</summary>
    private static readonly string[] Lettered = ["sd", "hd", "vd", "xvd", "dasd"];

    /// <summary>Families whose partitions are a p and a number (nvme0n1p1).</summary>
    private static readonly string[] Numbered = ["nvme", "mmcblk", "nbd", "md", "zd", "drbd", "bcache", "rbd", "pmem"];

    public static bool IsLeftOut(ReadOnlySpan<char> name)
    {
        foreach (var prefix in LeftOut)
        {
            if (name.StartsWith(prefix) && IsNumber(name[prefix.Length..])) return true;
        }

        return IsHiddenPath(name)
            || (name.StartsWith("mmcblk") && (name.Contains("boot", StringComparison.Ordinal) || name.EndsWith("rpmb")));
    }

    /// <summary>Judged by the name alone, for where /sys/block cannot be listed.</summary>
    public static bool IsPartition(ReadOnlySpan<char> name)
    {
        foreach (var prefix in Lettered)
        {
            if (!name.StartsWith(prefix)) continue;
            var rest = name[prefix.Length..].TrimStart("abcdefghijklmnopqrstuvwxyz");
            return IsNumber(rest) && name.Length - rest.Length > prefix.Length;
        }

        foreach (var prefix in Numbered)
        {
            if (!name.StartsWith(prefix)) continue;
            var p = name.LastIndexOf('p');
            return p > prefix.Length && IsNumber(name[(p + 1)..]) && char.IsAsciiDigit(name[p - 1]);
        }

        return false;
    }

    /// <summary>nvme0c1n1: one path below the multipath device nvme0n1, which counts the same requests.</summary>
    private static bool IsHiddenPath(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith("nvme")) return false;
        var rest = name[4..].TrimStart("0123456789");
        return rest.StartsWith("c") && rest.Contains('n');
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
