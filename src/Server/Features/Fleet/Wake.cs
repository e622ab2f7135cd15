namespace Proxima.Server.Features.Fleet;

/// <summary>Ends the sleep of one loop early. Wakes that come while it is awake are remembered as one.</summary>
internal sealed class Wake(TimeProvider clock)
{
    private TaskCompletionSource _next = New();
    private volatile bool _isAsleep;

    /// <summary>True while the loop sleeps: nothing of it is under way.</summary>
    public bool IsAsleep => _isAsleep;

    public void Set() => Volatile.Read(ref _next).TrySetResult();

    /// <summary>Sleeps until woken, at most <paramref name="longest"/>. Ends early, without an exception, with the token.</summary>
    public async Task SleepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var slept = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(longest, clock, slept.Token);
        _isAsleep = true;
        await Task.WhenAny(Volatile.Read(ref _next).Task, delay);
        _isAsleep = false;
        await slept.CancelAsync();
        if (_next.Task.IsCompleted)
        {
            Volatile.Write(ref _next, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
