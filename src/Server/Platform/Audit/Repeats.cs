using System.Globalization;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Refusals and failures of somebody known: the first of a kind is written at once, what comes again within the minute is counted and
/// written as one entry. So a script in a loop cannot fill the log, and nobody can hide the first of it.
/// </summary>
internal sealed class Repeats(IAudit audit, TimeProvider time, ILogger<Repeats> logger) : BackgroundService
{
    /// <summary>Different ones of one principal that are written by themselves in a minute; what comes beyond is one count.</summary>
    public const int MostKinds = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<Kind, Run>> _runs = new(StringComparer.Ordinal);

    private readonly record struct Kind(string? Token, string? Address, string Action, string? Target, string? Error);

    private sealed class Run(AuditEntry first, long since)
    {
        public AuditEntry First { get; } = first;
        public long Since { get; set; } = since;

        /// <summary>After the first one.</summary>
        public long Again { get; set; }
    }

    /// <summary>Of everything that differs beyond <see cref="MostKinds"/>.</summary>
    private static Kind Others { get; } = new(null, null, "", null, null);

    /// <summary>Durable when it returns, or counted. Throws like <see cref="IAudit.AppendAsync"/>.</summary>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var kind = new Kind(
            entry.Token ?? AuditTrace.Current?.Token, entry.Address, entry.Action, entry.Target, entry.Error);
        if (IsAgain(entry, ref kind))
        {
            AuditTrace.Current?.Wrote();
            return;
        }

        try
        {
            await audit.AppendAsync(entry, cancellationToken);
        }
        catch
        {
            Forget(entry.Principal, kind);
            throw;
        }
    }

    /// <summary>Writes the counts of minutes that are over. Internal for tests.</summary>
    internal async Task CloseAsync(bool all, CancellationToken cancellationToken)
    {
        foreach (var entry in Over(all))
        {
            await audit.AppendAsync(entry, cancellationToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await CloseAsync(all: true, cancellationToken);
        }
        catch (Exception exception)
        {
            logger.RepeatsNotWritten(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CloseAsync(all: false, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.RepeatsNotWritten(exception);
            }
        }
    }

    private bool IsAgain(AuditEntry entry, ref Kind kind)
    {
        lock (_gate)
        {
            if (!_runs.TryGetValue(entry.Principal, out var kinds))
            {
                _runs[entry.Principal] = kinds = [];
            }

            if (!kinds.ContainsKey(kind) && kinds.Count >= MostKinds)
            {
                kind = Others;
            }

            if (kinds.TryGetValue(kind, out var run))
            {
                run.Again++;
                return true;
            }

            kinds.Add(kind, new Run(entry, time.GetTimestamp()));
            return false;
        }
    }

    private void Forget(string principal, Kind kind)
    {
        lock (_gate)
        {
            if (_runs.TryGetValue(principal, out var kinds))
            {
                kinds.Remove(kind);
            }
        }
    }

    /// <summary>Counts to write. What went on in its minute is watched for another one, what did not is forgotten.</summary>
    private List<AuditEntry> Over(bool all)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var counts = new List<AuditEntry>();
            foreach (var (principal, kinds) in _runs)
            {
                foreach (var (kind, run) in kinds.Where(pair => all || time.GetElapsedTime(pair.Value.Since, now) >= Window).ToList())
                {
                    if (run.Again == 0)
                    {
                        kinds.Remove(kind);
                        continue;
                    }

                    counts.Add(Count(run, kind == Others));
                    (run.Again, run.Since) = (0, now);
                }

                if (kinds.Count == 0)
                {
                    _runs.Remove(principal);
                }
            }

            return counts;
        }
    }

    private static AuditEntry Count(Run run, bool isMixed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{run.Again} more in a minute");
        return isMixed
            ? new AuditEntry
            {
                Principal = run.First.Principal,
                Action = run.First.Action,
                Outcome = run.First.Outcome,
                Error = $"{text}, of different kinds",
            }
            : run.First with { After = text, Before = null };
    }
}
