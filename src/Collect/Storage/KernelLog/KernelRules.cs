using System.Text.RegularExpressions;

namespace Proxima.Collect.Storage.KernelLog;

/// <summary>What a line of trouble looks like: words it must hold, and a pattern that names the device.</summary>
/// <param name="Words">The line holds them.</param>
/// <param name="Family">See <see cref="Model.Host.KernelEvent.Family"/>.</param>
/// <param name="Severity">How bad the line by itself is.</param>
/// <param name="Device">Names the device as group d.</param>
/// <param name="IsStrict">The line must fit <paramref name="Device"/> too: its words alone are harmless.</param>
internal sealed record KernelRule(string Words, string Family, string Severity, Regex? Device = null, bool IsStrict = false);

/// <summary>
/// Messages of the kernel that mean trouble, by the sources that print them (block/blk-core.c, drivers/ata/libata-eh.c, drivers/scsi,
/// fs/ext4, fs/xfs, fs/btrfs, mm/oom_kill.c, kernel/hung_task.c, kernel/panic.c and others). The first rule that fits decides.
/// </summary>
internal static partial class KernelRules
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static IReadOnlyList<KernelRule> All { get; } =
    [
        new("Kernel panic - not syncing", "panic", "critical"),
        new("critical medium error, dev ", "block-io", "critical", Dev()),
        new(" error, dev ", "block-io", "error", Dev()),
        new("Buffer I/O error on dev", "block-io", "error", BufferDevice()),
        new("rejecting I/O to offline device", "block-io", "error", Bracket()),
        new("lost page write due to I/O error on ", "block-io", "error", LastWord()),
        new("failed command: ", "failed-command", "error", Ata()),
        new("(media error)", "failed-command", "critical", Ata()),
        new("error: { UNC", "failed-command", "critical", Ata()),
        new("FAILED Result: ", "failed-command", "error", Bracket()),
        new("Sense Key : Medium Error", "failed-command", "critical", Bracket()),
        new("Sense Key : Hardware Error", "failed-command", "critical", Bracket()),
        new("Sense Key : Aborted Command", "failed-command", "warning", Bracket()),
        new("Unrecovered read error", "failed-command", "critical", Bracket()),
        new("exception Emask", "ata-link", "warning", Ata()),
        new("interface fatal error", "ata-link", "error", Ata()),
        new("hard resetting link", "ata-link", "warning", Ata()),
        new("SATA link down", "ata-link", "info", Ata()),
        new("COMRESET failed", "ata-link", "error", Ata()),
        new("link is slow to respond", "ata-link", "warning", Ata()),
        new("limiting SATA link speed", "ata-link", "warning", Ata()),
        new("revalidation failed", "ata-link", "error", Ata()),
        new("failed to IDENTIFY", "ata-link", "error", Ata()),
        new("SError: { ", "ata-link", "warning", Ata()),
        new("controller is down; will reset", "nvme", "critical", Nvme()),
        new("Removing after probe failure", "nvme", "critical", Nvme()),
        new("Device not ready; aborting", "nvme", "critical", Nvme()),
        new("timeout, aborting", "nvme", "error", Nvme()),
        new("timeout, reset controller", "nvme", "error", Nvme()),
        new("critical medium error", "nvme", "critical", Nvme()),
        new("EXT4-fs error", "filesystem", "error", DeviceIn()),
        new("EXT4-fs warning", "filesystem", "warning", DeviceIn()),
        new("EXT3-fs error", "filesystem", "error", DeviceIn()),
        new("EXT2-fs error", "filesystem", "error", DeviceIn()),
        new("emounting filesystem read-only", "filesystem", "critical", InRound()),
        new("Aborting journal on device", "filesystem", "critical", Journal()),
        new("JBD2: Detected IO errors", "filesystem", "error", LastWord()),
        new("previous I/O error to superblock detected", "filesystem", "error", InRound()),
        new("Metadata corruption detected", "filesystem", "critical", InRound()),
        new("Metadata CRC error detected", "filesystem", "critical", InRound()),
        new("Corruption of in-memory data", "filesystem", "critical", InRound()),
        new("Corruption detected", "filesystem", "critical", InRound()),
        new("metadata I/O error", "filesystem", "error", InRound()),
        new("log I/O error", "filesystem", "critical", InRound()),
        new("xfs_do_force_shutdown", "filesystem", "critical", InRound()),
        new("Filesystem has been shut down", "filesystem", "critical", InRound()),
        new("BTRFS critical", "filesystem", "critical", DeviceIn()),
        new("BTRFS error", "filesystem", "error", DeviceIn()),
        new("BTRFS: error", "filesystem", "critical", DeviceIn()),
        new("BTRFS warning", "filesystem", "warning", DeviceIn()),
        new("BTRFS info (device", "filesystem", "info", DeviceIn()),
        new("FAT-fs (", "filesystem", "warning", InRound()),
        new("SQUASHFS error", "filesystem", "error"),
        new("F2FS-fs (", "filesystem", "warning", InRound()),
        new(" not responding, ", "filesystem", "error", NfsServer()),
        new("has not responded in ", "filesystem", "error", NfsServer()),
        new("Disk failure on ", "raid", "critical", DiskFailure()),
        new("md: super_written gets error", "raid", "error"),
        new("read error corrected", "raid", "warning", ReadCorrected()),
        new("read error not correctable", "raid", "critical", ReadCorrected()),
        new("kicking non-fresh ", "raid", "error", Kicked()),
        new("is dirty degraded array", "raid", "critical", MdName()),
        new("not enough operational mirrors", "raid", "critical", MdName()),
        new("out-of-data-space mode", "device-mapper", "critical", DmNumber()),
        new("switching pool to read-only", "device-mapper", "critical", DmNumber()),
        new("switching pool to failed", "device-mapper", "critical", DmNumber()),
        new("reached low water mark", "device-mapper", "warning", DmNumber()),
        new("device-mapper: snapshots: Invalidating snapshot", "device-mapper", "error"),
        new("uncorrectable I/O failure and has been suspended", "zfs", "critical", Pool()),
        new("Hardware Error", "memory-error", "error", HardwareSource()),
        new("Machine check events logged", "memory-error", "error"),
        new("Machine Check Exception", "memory-error", "critical"),
        new("EDAC MC", "memory-error", "warning", Edac(), IsStrict: true),
        new("PCIe Bus Error: severity=", "memory-error", "warning", Pci()),
        new(" AER: ", "memory-error", "warning", Aer(), IsStrict: true),
        new("Out of memory", "out-of-memory", "critical", OomProcess()),
        new("out of memory: Kill", "out-of-memory", "critical", OomProcess()),
        new("invoked oom-killer", "out-of-memory", "critical", OomInvoker()),
        new("oom-kill:constraint=", "out-of-memory", "critical", OomTask()),
        new("segfault at ", "segfault", "warning", Segfault()),
        new("traps: ", "segfault", "warning", Trap()),
        new(" blocked for more than ", "hung-task", "error", Hung()),
        new("soft lockup - CPU", "lockup", "critical", Cpu()),
        new("hard LOCKUP", "lockup", "critical", Cpu()),
        new("self-detected stall", "rcu-stall", "error"),
        new("detected stall", "rcu-stall", "error"),
        new("detected expedited stall", "rcu-stall", "error"),
        new("possible recursive locking", "lockdep", "info"),
        new("possible circular locking", "lockdep", "info"),
        new("inconsistent lock state", "lockdep", "info"),
        new("bad unlock balance", "lockdep", "info"),
        new("lock held when returning", "lockdep", "info"),
        new("suspicious RCU usage", "lockdep", "info"),
        new("kernel BUG at ", "oops", "critical"),
        new("BUG: ", "oops", "critical"),
        new("Oops: ", "oops", "critical"),
        new("general protection fault", "oops", "critical"),
        new("Unable to handle kernel", "oops", "critical"),
        new("Internal error: ", "oops", "critical"),
        new("UBSAN: ", "oops", "warning"),
        new("BUG kmalloc", "oops", "critical"),
        new("WARNING: CPU: ", "warning", "warning"),
        new("WARNING: at ", "warning", "warning"),
        new("NETDEV WATCHDOG: ", "network", "error", Watchdog()),
        new("Detected Hardware Unit Hang", "network", "error", NicBefore()),
        new("ink is Down", "network", "warning", NicBefore()),
        new("ink is down", "network", "warning", NicBefore()),
        new("link status definitely down", "network", "warning", Slave()),
        new("Reset adapter", "network", "warning", NicBefore()),
        new("unregister_netdevice: waiting for ", "network", "warning", Waiting()),
        new("device descriptor read/", "usb", "warning", Usb()),
        new("USB disconnect", "usb", "info", Usb()),
        new("temperature above threshold", "thermal", "warning", CpuColon()),
        new("critical temperature reached", "thermal", "critical"),
    ];

    [GeneratedRegex(@"dev (?<d>[^,\s]+)", Options)]
    private static partial Regex Dev();

    [GeneratedRegex(@"on dev(ice)? (?<d>[^,\s]+)", Options)]
    private static partial Regex BufferDevice();

    [GeneratedRegex(@"\[(?<d>[a-z][a-z0-9]+)\]", Options)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?<d>[^\s.]+)\.?$", Options)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"(?<d>ata\d+)(\.\d+)?: ", Options)]
    private static partial Regex Ata();

    [GeneratedRegex(@"(?<d>nvme\d+(c\d+)?(n\d+)?): ", Options)]
    private static partial Regex Nvme();

    [GeneratedRegex(@"\(device (?<d>[^):\s]+)", Options)]
    private static partial Regex DeviceIn();

    [GeneratedRegex(@"\((?<d>[^)\s]+)\)", Options)]
    private static partial Regex InRound();

    [GeneratedRegex(@"device (?<d>[^\s]+?)(-\d+)?\.$", Options)]
    private static partial Regex Journal();

    [GeneratedRegex(@"(server |VFS: \\\\)(?<d>[^\s]+)", Options)]
    private static partial Regex NfsServer();

    [GeneratedRegex(@"Disk failure on (?<d>[^,\s]+)", Options)]
    private static partial Regex DiskFailure();

    [GeneratedRegex(@"on (?<d>[^,\s)]+)\)?", Options)]
    private static partial Regex ReadCorrected();

    [GeneratedRegex(@"non-fresh (?<d>[^,\s]+)", Options)]
    private static partial Regex Kicked();

    [GeneratedRegex(@"(?<d>md[_a-z]*\d+)", Options)]
    private static partial Regex MdName();

    [GeneratedRegex(@"(?<d>\d+:\d+): ", Options)]
    private static partial Regex DmNumber();

    [GeneratedRegex(@"(?<d>[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]): AER: .*[Ee]rror", Options)]
    private static partial Regex Aer();

    [GeneratedRegex("Pool '(?<d>[^']+)'", Options)]
    private static partial Regex Pool();

    [GeneratedRegex(@"(?<d>CPU[: #]*\d+)", Options)]
    private static partial Regex HardwareSource();

    [GeneratedRegex(@"(?<d>MC\d+): \d+ (CE|UE) ", Options)]
    private static partial Regex Edac();

    [GeneratedRegex(@"(?<d>[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])", Options)]
    private static partial Regex Pci();

    [GeneratedRegex(@"Kill(ed)? process \d+,? \(?(?<d>[^),]+)\)?", Options)]
    private static partial Regex OomProcess();

    [GeneratedRegex(@"(?<d>\S+) invoked oom-killer", Options)]
    private static partial Regex OomInvoker();

    [GeneratedRegex(@"task=(?<d>[^,]+)", Options)]
    private static partial Regex OomTask();

    [GeneratedRegex(@"(?<d>[^\s\[]+)\[\d+\]: segfault at ", Options)]
    private static partial Regex Segfault();

    [GeneratedRegex(@"traps: (?<d>[^\s\[]+)\[", Options)]
    private static partial Regex Trap();

    [GeneratedRegex(@"task (?<d>\S+):\d+ blocked", Options)]
    private static partial Regex Hung();

    [GeneratedRegex(@"(?<d>CPU#\d+)", Options)]
    private static partial Regex Cpu();

    [GeneratedRegex(@"(?<d>CPU\d+): ", Options)]
    private static partial Regex CpuColon();

    [GeneratedRegex(@"WATCHDOG: (?<d>\S+)", Options)]
    private static partial Regex Watchdog();

    [GeneratedRegex(@"(^| )(?<d>[a-z][A-Za-z0-9._-]*): ", Options)]
    private static partial Regex NicBefore();

    [GeneratedRegex(@"interface (?<d>[^,\s]+)", Options)]
    private static partial Regex Slave();

    [GeneratedRegex(@"waiting for (?<d>\S+)", Options)]
    private static partial Regex Waiting();

    [GeneratedRegex(@"usb (?<d>[\d.-]+)", Options)]
    private static partial Regex Usb();
}
