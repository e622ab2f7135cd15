namespace Proxima.Server.Features.History;

/// <summary>Makes due roll-ups once a minute. A failure is said once, and once more when it is over.</summary>
internal sealed class RollupLoop(Rollups rollups, TimeProvider clock, ILogger<RollupLoop> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var hasFailed = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await rollups.CloseDueAsync(stoppingToken);
                if (hasFailed)
                    HistoryLog.RollupsRecovered(logger);
                hasFailed = false;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (!hasFailed)
                    HistoryLog.RollupsFailed(logger, (int)Interval.TotalSeconds, e);
                hasFailed = true;
            }
        }
    }
}
