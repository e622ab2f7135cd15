using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Features.History;

/// <summary>Makes due roll-ups once a minute, and at start those that a stop left behind.</summary>
internal sealed class RollupLoop(Rollups rollups, TimeProvider clock, ILogger<RollupLoop> logger) : Loop(clock, logger)
{
    protected override string Name => "history summaries";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    protected override Task OnceAsync(CancellationToken cancellationToken) => rollups.CloseDueAsync(cancellationToken);
}
