using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Features.Access;

/// <summary>Each minute: sessions that ran out end, with their streams, and last use is written down now and then.</summary>
internal sealed class SessionSweep(SessionTable sessions, TimeProvider time, ILogger<SessionSweep> logger) : BackgroundService, IRetentionRule
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Name => "sessions";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken) => await sessions.SweepAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(exception);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sessions.WriteUseAsync(TimeSpan.Zero, cancellationToken);
    }
}
