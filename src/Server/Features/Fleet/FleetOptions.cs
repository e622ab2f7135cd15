using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Fleet;

/// <summary>How often hosts are looked at, and how many may look on.</summary>
public sealed class FleetOptions
{
    public const string Section = "Fleet";

    /// <summary>A node that missed this many beats is unknown.</summary>
    public const int BeatsUntilStale = 3;

    [Range(5, 300), Description("Seconds between two samples of a host while nobody watches")]
    public int IntervalSeconds { get; set; } = 10;

    [Range(100, 60_000), Description("Milliseconds a look at this host may take before it is logged as slow")]
    public int SlowLookMilliseconds { get; set; } = 1000;

    [Range(1, 100_000), Description("Live streams at the same time, all principals together")]
    public int LiveStreams { get; set; } = 1000;

    [Range(1, 10_000), Description("Live streams of one principal at the same time")]
    public int LiveStreamsPerPrincipal { get; set; } = 50;

    [Range(1, 3650), Description("Days the sequence numbers of an origin are remembered after its last sample")]
    public int OriginDays { get; set; } = 30;

    public TimeSpan Beat => TimeSpan.FromSeconds(IntervalSeconds);

    public TimeSpan StaleAfter => BeatsUntilStale * Beat;
}

[OptionsValidator]
internal sealed partial class FleetOptionsValidator : IValidateOptions<FleetOptions>;
