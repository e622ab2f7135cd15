using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>
/// Asks the databases whether they answer, at most once a second however many ask us, and never twice at the same time:
/// whoever asks gets an answer within <see cref="Limit"/>, also when a disk hangs.
/// </summary>
internal sealed class HealthProbe(Databases databases, TimeProvider clock, ILogger<HealthProbe> logger)
{
    public const string Ok = "ok";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private Task<Verdict>? _check;
    private long _startedAt;
    private string _lastLogged = Ok;

    /// <summary>"ok", or which database does not answer. The details, as paths, are in the log alone.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        Verdict verdict;
        try
        {
            verdict = await Running().WaitAsync(Limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            verdict = new Verdict("the database does not answer in time", $"no answer within {Limit.TotalSeconds} s");
        }

        Log(verdict);
        return verdict.Words;
    }

    private Task<Verdict> Running()
    {
        lock (_lock)
        {
            if (_check is null || (_check.IsCompleted && clock.GetElapsedTime(_startedAt) >= KeptFor))
            {
                _startedAt = clock.GetTimestamp();
                _check = CheckAsync();
            }

            return _check;
        }
    }

    private async Task<Verdict> CheckAsync()
    {
        if (await ProblemOfAsync(databases.State) is { } state)
            return new Verdict("the state database does not answer", state);
        if (!ReferenceEquals(databases.State, databases.History) && await ProblemOfAsync(databases.History) is { } history)
            return new Verdict("the history database does not answer", history);
        return new Verdict(Ok, Ok);
    }

    private static async Task<string?> ProblemOfAsync(IDatabase database)
    {
        try
        {
            // No caller's token: the answer is shared. The database has its own time limit.
            return await database.CheckAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whatever went wrong, it is not fine; the text goes to the log.
            return e.Message;
        }
    }

    private void Log(Verdict verdict)
    {
        lock (_lock)
        {
            if (_lastLogged == verdict.Words)
                return;
            _lastLogged = verdict.Words;
        }

        if (verdict.Words == Ok)
            DiagnosticsLog.DatabasesAnswerAgain(logger);
        else
            DiagnosticsLog.DatabaseDoesNotAnswer(logger, verdict.Details);
    }

    private sealed record Verdict(string Words, string Details);
}
