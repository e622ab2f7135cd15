namespace Proxima.Model.Host;

/// <summary>
/// What a kernel log says of trouble, line by line. A log without any is a value without events: "nothing found" and "not read" differ.
/// </summary>
public sealed record KernelLogReport
{
    /// <summary>Lines read.</summary>
    public required int Lines { get; init; }

    /// <summary>Each line of trouble, oldest first; no more than the last thousand.</summary>
    public required IReadOnlyList<KernelEvent> Events { get; init; }

    /// <summary>All lines of trouble, counted by family and device.</summary>
    public required IReadOnlyList<KernelEventCount> Counts { get; init; }
}

/// <summary>One line of trouble.</summary>
public sealed record KernelEvent
{
    /// <summary>Number of the line in the log, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// ata-link, failed-command, block-io, filesystem, raid, device-mapper, zfs, nvme, usb, memory-error, out-of-memory, segfault,
    /// hung-task, lockup, rcu-stall, panic, oops, warning, lockdep, network, thermal.
    /// </summary>
    public required string Family { get; init; }

    /// <summary>info, warning, error or critical: how bad the line by itself is.</summary>
    public required string Severity { get; init; }

    /// <summary>Disk, partition, port, interface or process it is of; null where the line does not tell.</summary>
    public string? Device { get; init; }

    /// <summary>Time of the line where it has one with a date; without a zone it is the host's.</summary>
    public DateTime? At { get; init; }

    /// <summary>Seconds since boot, where the line has them.</summary>
    public double? UptimeSeconds { get; init; }

    /// <summary>Program that wrote it; null or "kernel" for the kernel.</summary>
    public string? Source { get; init; }

    /// <summary>The line without time and source.</summary>
    public required string Text { get; init; }
}

/// <summary>So many lines of one family and device.</summary>
public sealed record KernelEventCount(string Family, string? Device, int Count, int FirstLine, int LastLine, string Severity);
