namespace Proxima.Server.Features.Fleet;

/// <summary>Opens and ends live streams: seats, and every reason for which one ends.</summary>
internal sealed class LiveDesk(
    LiveStream stream, StreamSeats seats, LiveTimes times, IHostApplicationLifetime lifetime, ILogger<LiveDesk> logger)
{
    public IDisposable? Sit(string principal, out string? reason)
    {
        var seat = seats.Take(principal, out reason);
        if (reason is not null)
        {
            FleetLog.StreamRefused(logger, principal, reason);
        }

        return seat;
    }

    /// <summary>Runs until the reader, the session or the program goes; false when the connection has to be cut.</summary>
    public async Task<bool> RunAsync(
        Stream output, LiveRequest request, string principal, CancellationToken sessionEnds, CancellationToken aborted)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, sessionEnds, lifetime.ApplicationStopping);
        try
        {
            await stream.RunAsync(output, request, ends.Token);
            return true;
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return true;
        }
        catch (TimeoutException)
        {
            FleetLog.SlowReader(logger, principal, times.Drain.TotalSeconds);
            return false;
        }
    }
}
