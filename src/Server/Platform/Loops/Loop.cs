namespace Proxima.Server.Platform.Loops;

/// <summary>
/// Does one thing again and again. A failure is one log line and a longer pause, up to ten minutes or the period if that is longer;
/// the loop ends with the program and never before.
/// </summary>
public abstract class Loop(TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>For the log: <c>retention</c>.</summary>
    protected abstract string Name { get; }

    /// <summary>From one start to the next.</summary>
    protected abstract TimeSpan Period { get; }

    /// <summary>Before the first time.</summary>
    protected virtual TimeSpan FirstAfter => TimeSpan.Zero;

    protected abstract Task OnceAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (FirstAfter > TimeSpan.Zero)
        {
            await Task.Delay(FirstAfter, time, stoppingToken);
        }

        using var timer = new PeriodicTimer(Period, time);
        var failures = 0;
        do
        {
            failures = await TryOnceAsync(stoppingToken) ? Recovered(failures) : failures + 1;
            var pause = Pause(failures);
            if (timer.Period != pause)
            {
                timer.Period = pause;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Twice as long after each failure in a row.</summary>
    private TimeSpan Pause(int failures)
    {
        var longest = Period > LongestPause ? Period : LongestPause;
        var pause = failures < 2 ? Period : Period * Math.Pow(2, Math.Min(failures - 1, 16));
        return pause < longest ? pause : longest;
    }

    private async Task<bool> TryOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            await OnceAsync(stoppingToken);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.Failed(exception, Name);
            return false;
        }
    }

    private int Recovered(int failures)
    {
        if (failures > 0)
        {
            logger.Recovered(Name, failures);
        }

        return 0;
    }
}
