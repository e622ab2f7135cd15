using Proxima.PveFake.World;

namespace Proxima.PveFake;

/// <summary>Which Proxmox to pretend.</summary>
public sealed record PveFakeOptions
{
    /// <summary>one, lab, cluster40, fleet500, or bare: a node without guests.</summary>
    public string Scenario { get; init; } = "lab";

    public ulong Seed { get; init; } = 1;

    /// <summary>On loopback; 0 takes any that is free.</summary>
    public int Port { get; init; }

    public PveVersion Version { get; init; } = PveVersion.V92;

    /// <summary>True: a Proxmox Backup Server.</summary>
    public bool IsBackupServer { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How fast tasks are done: 1 is about real hardware, 0 at once.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>How long a failed log-in takes to be told so.</summary>
    public TimeSpan FailedLoginDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one waits for a guest's lock.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);
}
