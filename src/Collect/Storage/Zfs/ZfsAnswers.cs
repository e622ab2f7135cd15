namespace Proxima.Collect.Storage.Zfs;

/// <summary>What zpool and zfs say instead of a report.</summary>
internal static class ZfsAnswers
{
    private static readonly (string Text, string Reason)[] Absences =
    [
        ("no pools available", "no pools"),
        ("no datasets available", "no datasets"),
        ("ZFS modules are not loaded", "the ZFS kernel module is not loaded"),
        ("ZFS modules cannot be auto-loaded", "the ZFS kernel module is not loaded"),
        ("Failed to load ZFS module", "the ZFS kernel module cannot be loaded"),
        ("/dev/zfs and /proc/self/mounts are required", "the ZFS kernel module is not loaded"),
        ("/dev/zfs and /proc/self/mounts are not readable", "the ZFS kernel module is not loaded"),
        ("Permission denied the ZFS utilities must be run as root", "ZFS answers root alone"),
        ("no such pool", "no such pool"),
        ("dataset does not exist", "no such dataset"),
        ("command not found", "the ZFS programs are not installed"),
        ("No such file or directory", "the ZFS programs are not installed"),
    ];

    /// <summary>Why there is nothing to report; null for text that is something else. Only short text is such an answer.</summary>
    public static string? Absence(string text)
    {
        if (text.Length > 1024) return null;
        foreach (var (words, reason) in Absences)
        {
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase)) return reason;
        }

        return null;
    }
}
