namespace Proxima.Server.Features.Fleet;

/// <summary>
/// Loads the nodes at start, then turns a node whose samples stop into an unknown one, by itself and without waiting for anybody.
/// </summary>
internal sealed class StalenessLoop(
    NodeRegistry nodes, LiveState live, NodeJudge judge, TimeProvider clock, ILogger<StalenessLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await nodes.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = judge.Beat;
            try
            {
                wait = Sweep();
            }
            catch (Exception exception)
            {
                FleetLog.SweepFailed(logger, exception);
            }

            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Marks what has become stale; returns how long nothing else can.</summary>
    internal TimeSpan Sweep()
    {
        var now = clock.GetTimestamp();
        var next = judge.Beat;
        foreach (var track in nodes.All)
        {
            if (track.FreshUntil is not { } until)
            {
                continue;
            }

            var left = clock.GetElapsedTime(now, until);
            if (left <= TimeSpan.Zero)
            {
                Silence(track);
            }
            else if (left < next)
            {
                next = left;
            }
        }

        return next < Shortest ? Shortest : next;
    }

    private void Silence(NodeTrack track)
    {
        var isNew = false;
        live.Put(track.Id, state =>
        {
            // A sample may have come since: the state's lock decides.
            if (state is not { IsAnswering: true } || track.FreshUntil is not { } until || clock.GetTimestamp() < until)
            {
                return null;
            }

            isNew = true;
            var age = judge.StaleAfter + clock.GetElapsedTime(until);
            var verdict = judge.Judge(track, new Judged(state.Figures, state.SampledAt, age, state.ClockAhead, track.HistoryError));
            return state with { IsAnswering = false, Findings = verdict.Findings, Severity = verdict.Severity };
        });
        if (isNew)
        {
            FleetLog.Stale(logger, track.Id.ToString(), judge.StaleAfter.TotalSeconds);
        }
    }
}
