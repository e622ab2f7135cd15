using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Once a minute, and at start what a stop left behind.</summary>
internal sealed class UpkeepLoop(
    HistoryOpening opening, HistoryUpkeep upkeep, TimeProvider clock, ILogger<UpkeepLoop> logger)
    : Loop(clock, logger)
{
    protected override string Name => "history upkeep";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    protected override async Task OnceAsync(CancellationToken cancellationToken)
    {
        await opening.DoneAsync();
        await upkeep.RunAsync(cancellationToken);
    }
}
