using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Collect;

/// <summary>Everything one look at a host gave, before it is numbered and addressed.</summary>
public sealed record HostLook
{
    public required DateTimeOffset TakenAt { get; init; }
    public required long BootTimeMilliseconds { get; init; }
    public required string BootId { get; init; }
    public required HostSample Sample { get; init; }

    /// <summary>Only when asked for; read on a slow clock because it hardly changes.</summary>
    public HostFacts? Facts { get; init; }

    /// <summary>Only when asked for: the scan of /proc/PID is the dear part.</summary>
    public Reading<ProcessList>? Processes { get; init; }
    public required IReadOnlyList<CollectorReport> Collectors { get; init; }
    public required HostCost Cost { get; init; }
}

/// <summary>What to include in a look beyond the fast sample.</summary>
[Flags]
public enum HostLookParts
{
    Sample = 0,
    Facts = 1,
    Processes = 2,
}

/// <summary>Looks at one host. Not safe for concurrent calls of <see cref="LookAsync"/>: it belongs to one loop.</summary>
public interface IHostObserver
{
    /// <summary>Reads the host once. A collector that fails is a failed reading in the result, never an exception.</summary>
    Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken);

    /// <summary>One process, on demand; absent when it has ended. Safe to call at any time.</summary>
    Reading<ProcessDetail> Process(int pid);
}
