namespace Proxima.Server.Features.Fleet;

/// <summary>Ends the sleep of one loop early. Wakes that come while it is awake are remembered as one.</summary>
internal sealed class Wake(TimeProvider clock)
{
    private TaskCompletionSource _next = New();

    public void Set() => Volatile.Read(ref _next).TrySetResult();

    /// <summary>Sleeps until woken, at most <paramref name="longest"/>. Ends early, without an exception, with the token.</summary>
    public async Task SleepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var slept = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Volatile.Read(ref _next).Task, Task.Delay(longest, clock, slept.Token));
        await slept.CancelAsync();
        if (_next.Task.IsCompleted)
        {
            Volatile.Write(ref _next, New());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
