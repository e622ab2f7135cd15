using System.Globalization;
using System.Runtime.InteropServices;

namespace Proxima.Collect.Sources;

/// <summary>
/// Starts programs on the machine we run on: by argument list, in a process group of their own, with a time limit and an output limit,
/// a few at once, never the same command line twice at the same time. A program that cannot be killed (a disk that hangs) no longer
/// takes a place, but its command line is not started again until it has died. Safe for concurrent use.
/// </summary>
public sealed class ProgramRunner : IProgramRunner, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CostMeter _meter;
    private readonly ProgramLimits _limits;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private int _stuck;

    public ProgramRunner(TimeProvider clock, CostMeter meter, ProgramLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _clock = clock;
        _meter = meter;
        _limits = limits;
        _places = new SemaphoreSlim(limits.AtOnce);
    }

    /// <summary>Killed programs that have not died yet.</summary>
    public int Stuck => Volatile.Read(ref _stuck);

    public async Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        stop.Token.ThrowIfCancellationRequested();
        if (Refusal(command) is { } refusal) return refusal;
        var path = Find(command.Program);
        if (path is null) return Trouble(command, ProgramEnd.Missing, ProgramPackages.Advice(command.Program));
        var key = string.Join('\0', command.Arguments.Prepend(command.Program));
        lock (_gate)
        {
            if (!_running.Add(key))
                return Trouble(command, ProgramEnd.StillRunning, $"{command.Line}: the run before this one has not ended");
        }

        Task<ProgramPumped>? pump = null;
        try
        {
            await _places.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                var started = _clock.GetTimestamp();
                if (Start(path, command, out pump, out var program) is { } error) return Trouble(command, ProgramEnd.NotStarted, error);
                return await AwaitAsync(command, pump, program, started, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Forget(key, pump);
        }
    }

    /// <summary>
    /// Kills what still runs. The semaphore stays: it holds nothing of the system, and runs that end now give their place back.
    /// </summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private ProgramRun? Refusal(ProgramCommand command)
    {
        if (command.Program.Length == 0 || command.Program.Contains('/', StringComparison.Ordinal))
            return Trouble(command, ProgramEnd.NotStarted, $"'{command.Program}' is no name of a program");
        if (command.Arguments.Any(argument => argument.Contains('\0', StringComparison.Ordinal)))
            return Trouble(command, ProgramEnd.NotStarted, $"{command.Program}: an argument holds a NUL");
        return Stuck >= _limits.MostStuck
            ? Trouble(command, ProgramEnd.NotStarted, $"{command.Line}: not started, {Stuck} killed programs have not died yet")
            : null;
    }

    private string? Find(string program)
    {
        foreach (var folder in _limits.Folders)
        {
            var path = $"{folder}/{program}";
            if (File.Exists(path)) return path;
        }

        return null;
    }

    private string? Start(string path, ProgramCommand command, out Task<ProgramPumped> pump, out RunningProgram program)
    {
        var error = ProgramSpawn.Start(path, command, out var spawned);
        program = new RunningProgram(spawned, command.LargestOutputBytes);
        if (error != 0)
        {
            pump = Task.FromException<ProgramPumped>(new InvalidOperationException("not started"));
            _ = pump.Exception;
            return $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        }

        _meter.ProgramStarted();
        pump = Task.Factory.StartNew(
            static state => ((RunningProgram)state!).Pump(), // the state is the program handed over in the next line
            program, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return null;
    }

    private async Task<ProgramRun> AwaitAsync(
        ProgramCommand command, Task<ProgramPumped> pump, RunningProgram program, long started, CancellationToken cancellationToken)
    {
        try
        {
            await pump.WaitAsync(command.TimeLimit, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            program.Stop(ProgramEnd.TimedOut);
        }
        catch (OperationCanceledException)
        {
            program.Stop(ProgramEnd.Killed);
            throw;
        }

        try
        {
            var pumped = await pump.WaitAsync(_limits.DyingPatience, _clock, cancellationToken).ConfigureAwait(false);
            return Ended(command, pumped, _clock.GetElapsedTime(started));
        }
        catch (TimeoutException)
        {
            return Trouble(command, ProgramEnd.TimedOut,
                $"{command.Line}: no answer within {Seconds(command.TimeLimit)}, and it could not be killed: what it asks hangs");
        }
    }

    private static ProgramRun Ended(ProgramCommand command, ProgramPumped pumped, TimeSpan elapsed) => new()
    {
        Command = command,
        End = pumped.End,
        ExitCode = pumped.ExitCode,
        Output = pumped.Output,
        ErrorOutput = pumped.ErrorOutput,
        Cpu = pumped.Cpu,
        Elapsed = elapsed,
        Problem = pumped.End switch
        {
            ProgramEnd.Exited => null,
            ProgramEnd.TimedOut => $"{command.Line}: no answer within {Seconds(command.TimeLimit)}",
            ProgramEnd.TooLong => string.Create(CultureInfo.InvariantCulture,
                $"{command.Line}: said more than {command.LargestOutputBytes} bytes"),
            _ => $"{command.Line}: was killed",
        },
    };

    /// <summary>The command line is free again when its process has been reaped, which may be long after its caller was told.</summary>
    private void Forget(string key, Task<ProgramPumped>? pump)
    {
        if (pump is null || pump.IsCompleted)
        {
            End(key, pump);
            return;
        }

        Interlocked.Increment(ref _stuck);
        _ = pump.ContinueWith(
            ended =>
            {
                Interlocked.Decrement(ref _stuck);
                End(key, ended);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void End(string key, Task<ProgramPumped>? pump)
    {
        if (pump is { IsCompletedSuccessfully: true }) _meter.ProgramEnded(pump.GetAwaiter().GetResult().Cpu);
        lock (_gate) _running.Remove(key);
    }

    private static ProgramRun Trouble(ProgramCommand command, ProgramEnd end, string problem)
        => new() { Command = command, End = end, Problem = problem };

    private static string Seconds(TimeSpan time)
        => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
