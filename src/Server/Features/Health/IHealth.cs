using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health;

/// <summary>Pure verdicts over what is known of a node now. Issue 11 adds duration, hysteresis, incidents and acknowledgement.</summary>
public interface IHealth
{
    /// <summary>
    /// Open findings of a node, worst first. A missing or stale sample and every failed reading is a finding of severity unknown.
    /// </summary>
    IReadOnlyList<Finding> Evaluate(HealthInput input);
}

/// <summary>Everything a verdict may rest on.</summary>
public sealed record HealthInput
{
    public required NodeId Node { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Null until the first sample.</summary>
    public HostFigures? Figures { get; init; }

    /// <summary>When the sample was taken, by our clock.</summary>
    public DateTimeOffset? SampledAt { get; init; }

    /// <summary>Age of the sample by a clock that never jumps; null when there is none.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>From this age on a sample says nothing any more.</summary>
    public required TimeSpan StaleAfter { get; init; }

    /// <summary>How far the host's wall clock is ahead of ours, where its times had to be corrected.</summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Why figures are shown but not kept; null while they are kept.</summary>
    public string? HistoryError { get; init; }

    /// <summary>Damaged databases of this program that were set aside (only of the node it runs on).</summary>
    public IReadOnlyList<string> DatabasesSetAside { get; init; } = [];

    /// <summary>Findings of the last time: the same keys keep their first-seen time.</summary>
    public IReadOnlyList<Finding> Open { get; init; } = [];

    /// <summary>True when there are figures young enough to judge by.</summary>
    public bool IsFresh => Figures is not null && Age is { } age && age < StaleAfter;
}
