using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Jobs;

/// <summary>
/// Takes waiting jobs and runs a few at once. A run that the end of the program cuts off stays marked running: the next start sees
/// to it.
/// </summary>
internal sealed class JobLoop : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly JobStore _store;
    private readonly RunningJobs _running;
    private readonly JobsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public JobLoop(
        IEnumerable<IJobHandler> handlers,
        JobStore store,
        RunningJobs running,
        IOptions<JobsOptions> options,
        TimeProvider time,
        ILogger<JobLoop> logger)
    {
        _handlers = handlers.ToDictionary(handler => handler.Kind);
        _store = store;
        _running = running;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var resumable = _handlers.Values.Where(handler => handler.CanResume).Select(handler => handler.Kind).ToHashSet();
        await _store.RecoverAsync(resumable, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var runs = new List<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                runs.RemoveAll(run => run.IsCompleted);
                if (runs.Count < _options.Parallel && await TryTakeAsync(stoppingToken) is { } start)
                {
                    runs.Add(RunAsync(start, stoppingToken));
                }
                else
                {
                    await _running.WaitAsync(LongestWait, _time, stoppingToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll(runs);
        }
    }

    private async Task<JobStart?> TryTakeAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await _store.TakeAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            _logger.QueueFailed(exception);
            await Task.Delay(PauseAfterFailure, _time, stoppingToken);
            return null;
        }
    }

    private async Task RunAsync(JobStart start, CancellationToken stoppingToken)
    {
        // The loop goes on at once, whatever the handler does before its first await.
        await Task.Yield();
        var run = new JobRun(start, _store, _options.MostItems, _time);
        _running.Add(run);
        try
        {
            var (state, error) = await WorkAsync(run, stoppingToken);
            if (state is { } ended)
            {
                await EndAsync(run, ended, error, stoppingToken);
            }
        }
        finally
        {
            _running.Remove(run);
            _running.Ring();
        }
    }

    /// <summary>How it ended; null when the end of the program cut it off.</summary>
    private async Task<(JobState? State, string? Error)> WorkAsync(JobRun run, CancellationToken stoppingToken)
    {
        if (!_handlers.TryGetValue(run.Kind, out var handler))
        {
            return (JobState.Failed, $"This version of Proxima cannot do '{run.Kind}'");
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.CancelToken, stoppingToken);
        try
        {
            // Cancelled between being taken and being listed here: the row knows.
            if ((await _store.FindAsync(run.Id, either.Token))?.IsCancelRequested == true)
            {
                return (JobState.Cancelled, null);
            }

            await handler.RunAsync(run, either.Token);
            return (JobState.Done, null);
        }
        catch (OperationCanceledException) when (run.CancelToken.IsCancellationRequested)
        {
            return (JobState.Cancelled, null);
        }
        catch (Exception exception) when (stoppingToken.IsCancellationRequested)
        {
            _logger.CutOff(run.Id, run.Kind, exception.Message);
            return (null, null);
        }
        catch (Exception exception)
        {
            _logger.Failed(exception, run.Id, run.Kind);
            return (JobState.Failed, exception.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>The result is written even if the database is away for a while.</summary>
    private async Task EndAsync(JobRun run, JobState state, string? error, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await run.EndAsync(state, error, CancellationToken.None);
                _logger.Ended(run.Id, run.Kind, state);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                _logger.EndNotWritten(exception, run.Id, run.Kind);
            }

            await Task.Delay(PauseAfterFailure, _time, stoppingToken);
        }
    }
}
