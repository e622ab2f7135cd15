using System.Text.Json.Serialization;
using Proxima.Model.Host;

namespace Proxima.Model.Wire;

/// <summary>How a node is known. Of several origins the first in this order speaks for the node.</summary>
[JsonConverter(typeof(CamelCaseEnum<Origin>))]
public enum Origin
{
    Local,
    Agent,
    Peer,
    Api,
}

/// <summary>
/// What one host said at one time: the frame that local collection, agents and peers hand to <c>Fleet.Accept</c>.
/// Additive changes only; <see cref="Format"/> rises when a reader must know more to understand it.
/// </summary>
public sealed record HostObservation
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;
    public required NodeId Node { get; init; }
    public required Origin Origin { get; init; }

    /// <summary>Random, made with the spool; a new one means that <see cref="Sequence"/> starts again.</summary>
    public required string Epoch { get; init; }

    /// <summary>1, 2, 3 … within the epoch; 0 for a live frame, which is neither numbered, stored nor acknowledged.</summary>
    public required long Sequence { get; init; }

    /// <summary>True for the extra frames taken while somebody watches; they move the page and are forgotten.</summary>
    public bool IsLive => Sequence == 0;

    /// <summary>Wall clock of the host, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>CLOCK_BOOTTIME of the host: counts on through suspend, never jumps. Durations and rates come from it.</summary>
    public required long BootTimeMilliseconds { get; init; }

    /// <summary>/proc/sys/kernel/random/boot_id: a different one means a reboot between two samples.</summary>
    public required string BootId { get; init; }
    public required HostSample Sample { get; init; }

    /// <summary>Present in the first frame of an epoch and whenever something changed.</summary>
    public HostFacts? Facts { get; init; }

    /// <summary>Present while somebody watches processes, else at most every few minutes.</summary>
    public Reading<ProcessList>? Processes { get; init; }

    /// <summary>Read on slow clocks, each section with its own age. Absent from hosts that do not look at their storage.</summary>
    public StorageSections? Storage { get; init; }

    /// <summary>How each collector fared, and what this costs the host.</summary>
    public required IReadOnlyList<CollectorReport> Collectors { get; init; }
    public required HostCost Cost { get; init; }
}

/// <summary>One collector's run.</summary>
public sealed record CollectorReport(string Name, CollectorOutcome Outcome, long Microseconds, string? Message);

[JsonConverter(typeof(CamelCaseEnum<CollectorOutcome>))]
public enum CollectorOutcome
{
    Value,
    Absent,
    Failed,
}

/// <summary>"What this costs you": counters since the collecting process started.</summary>
public sealed record HostCost
{
    /// <summary>CPU time of the process, user + system.</summary>
    public required double CpuSeconds { get; init; }
    public required long ResidentBytes { get; init; }

    /// <summary>/proc/self/io write_bytes; null where it may not be read.</summary>
    public long? WrittenBytes { get; init; }

    /// <summary>Programs started. The fast path starts none.</summary>
    public required long ProgramsStarted { get; init; }

    /// <summary>CPU time of the programs that ended; not part of <see cref="CpuSeconds"/>. Null from hosts that do not count it.</summary>
    public double? ProgramCpuSeconds { get; init; }

    /// <summary>Sleeping disks woken. Must read 0.</summary>
    public required long DisksWoken { get; init; }
    public required double RunningSeconds { get; init; }
}
