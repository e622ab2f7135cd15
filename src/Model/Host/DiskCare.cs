namespace Proxima.Model.Host;

/// <summary>Something of a disk that changed, as seen by asking it now and then.</summary>
/// <param name="What">
/// A counter of <see cref="SmartGrowth"/>, <c>health</c>, <c>lifeLeftPercent</c>, <c>firmware</c>, <c>device</c>, <c>selfTest</c>,
/// <c>attribute</c> (one below its threshold) or <c>wake</c> (we woke it).
/// </param>
/// <param name="Before">What it said before; null where it said nothing.</param>
/// <param name="Now">What it says since.</param>
/// <param name="FirstAt">When the new value was first seen: it changed between the report before and this one.</param>
/// <param name="LastAt">When the new value was last seen.</param>
public sealed record DiskObservation(string What, string? Before, string? Now, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>Self-tests that Proxima started on a disk, and the next by the schedule.</summary>
public sealed record DiskTestPlan
{
    /// <summary>short, long or conveyance; null when none was ever started from here.</summary>
    public string? LastTest { get; init; }
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>When the one that runs should be over, by the disk's own estimate; null when none is known to run.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>short or long; null without a schedule.</summary>
    public string? NextTest { get; init; }
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why the schedule passed it over last ("asleep: …"); null when it did not.</summary>
    public string? Skipped { get; init; }
    public DateTimeOffset? SkippedAt { get; init; }
}
