using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>What may be done with a disk now.</summary>
internal enum DiskMove
{
    /// <summary>Never: it has no SMART, or a setting forbids it.</summary>
    Never,

    /// <summary>The kernel says it sleeps.</summary>
    LeaveAsleep,

    /// <summary>Its clock has not run down.</summary>
    NotDue,

    /// <summary>
    /// It has been quiet, and for this disk even the question might wake it or keep it awake: wait until somebody uses it.
    /// </summary>
    WaitForUse,

    /// <summary>Ask whether it sleeps and read only if not, in one command.</summary>
    ReadUnlessStandby,
}

/// <summary>What is known of a disk without touching it.</summary>
internal readonly record struct DiskEvidence
{
    public required BlockDevice Device { get; init; }
    public required bool IsForbidden { get; init; }

    /// <summary>/proc/diskstats counted requests since the last look that were not ours.</summary>
    public required bool IsInUse { get; init; }
    public required DateTimeOffset? LastReadAt { get; init; }

    /// <summary>It answered then that it sleeps, and nothing has moved since.</summary>
    public required DateTimeOffset? AsleepAt { get; init; }

    /// <summary>Between two questions whether a sleeping disk still sleeps.</summary>
    public required TimeSpan AskSleeperEvery { get; init; }

    /// <summary>Doubled after each wake we caused.</summary>
    public required TimeSpan Interval { get; init; }
}

/// <summary>The one rule of when a disk is touched. Pure.</summary>
internal static class DiskDecision
{
    public static DiskMove Of(in DiskEvidence evidence, DateTimeOffset now)
    {
        var device = evidence.Device;
        if (device.Kind is DiskKind.Virtual or DiskKind.RaidVolume || evidence.IsForbidden
            || SmartQuirks.IsDangerous(device.Model)) return DiskMove.Never;
        if (device.RuntimeStatus is "suspended" or "suspending") return DiskMove.LeaveAsleep;
        if (!evidence.IsInUse && evidence.AsleepAt is { } asleep && asleep <= now && now - asleep < evidence.AskSleeperEvery)
            return DiskMove.LeaveAsleep;
        if (evidence.LastReadAt is { } last && last <= now && now - last < evidence.Interval) return DiskMove.NotDue;

        // A controller may wake a disk behind it to answer for it. A USB bridge may spin it up to answer whether it spins; a device under
        // runtime power management wakes at open(2).
        var isDelicate = device.Kind == DiskKind.HardDisk && (device.IsUsb || device.IsRuntimeManaged || device.IsMember);
        return isDelicate && !evidence.IsInUse ? DiskMove.WaitForUse : DiskMove.ReadUnlessStandby;
    }

    public static string? Reason(DiskMove move, in DiskEvidence evidence) => move switch
    {
        DiskMove.Never when evidence.Device.Kind == DiskKind.Virtual => "a virtual disk: it has no SMART",
        DiskMove.Never when evidence.Device.Kind == DiskKind.RaidVolume => "a volume of a RAID controller: its disks are behind it",
        DiskMove.Never when SmartQuirks.IsDangerous(evidence.Device.Model)
            => "never asked: this model may lose data when it is (Samsung F4 EG)",
        DiskMove.Never => "never touched: a setting says so",
        DiskMove.LeaveAsleep => "asleep: it is not touched",
        DiskMove.WaitForUse => "quiet: asking could wake it or keep it awake, so it is read when somebody uses it",
        _ => null,
    };
}
