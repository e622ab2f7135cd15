using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Who used which API token for what, from where: one entry at the first use of an hour, one with the count at the end of it when there
/// were more. Counting is all a request pays for; entries are written behind it.
/// </summary>
internal sealed class TokenUses(IAudit audit, TimeProvider time, ILogger<TokenUses> logger) : BackgroundService
{
    /// <summary>Token, scope and address in one hour; what comes beyond is only counted as a whole.</summary>
    public const int MostKeys = 10_000;
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Use, Count> _counts = new();
    private readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _uncounted;

    /// <summary>Uses that were neither written nor counted, since the start of the program.</summary>
    public long Uncounted => Interlocked.Read(ref _uncounted);

    private readonly record struct Use(string Principal, string Token, string Scope, string? Address, long Hour);

    private sealed class Count
    {
        public long Value;
    }

    public void Used(string principal, string token, string scope, string? address)
    {
        var use = new Use(principal, token, scope, address, Hour(time.GetUtcNow()));
        if (_counts.TryGetValue(use, out var count))
        {
            Interlocked.Increment(ref count.Value);
            return;
        }

        // Approximate on purpose: two at once may both get in at the limit.
        if (_counts.Count >= MostKeys || !_counts.TryAdd(use, new Count { Value = 1 })
            || !_waiting.Writer.TryWrite(Entry(use, after: null)))
        {
            Interlocked.Increment(ref _uncounted);
        }
    }

    /// <summary>Writes the counts of hours that are over. Internal for tests.</summary>
    internal async Task CloseHoursAsync(bool all, CancellationToken cancellationToken)
    {
        var now = Hour(time.GetUtcNow());
        foreach (var use in _counts.Keys.Where(use => all || use.Hour != now).ToList())
        {
            if (_counts.TryRemove(use, out var count) && Interlocked.Read(ref count.Value) is > 1 and var uses)
            {
                var from = DateTimeOffset.UnixEpoch.AddHours(use.Hour);
                await audit.AppendAsync(
                    Entry(use, string.Create(CultureInfo.InvariantCulture, $"{uses} uses in the hour from {from:yyyy-MM-dd HH:mm}Z")),
                    cancellationToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            while (_waiting.Reader.TryRead(out var entry))
            {
                await audit.AppendAsync(entry, cancellationToken);
            }

            await CloseHoursAsync(all: true, cancellationToken);
        }
        catch (Exception exception)
        {
            logger.UsesNotWritten(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var next = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            var first = _waiting.Reader.WaitToReadAsync(stoppingToken).AsTask();
            await Task.WhenAny(first, next);
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                while (_waiting.Reader.TryRead(out var entry))
                {
                    await audit.AppendAsync(entry, stoppingToken);
                }

                if (next.IsCompleted)
                {
                    await CloseHoursAsync(all: false, stoppingToken);
                    next = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.UsesNotWritten(exception);
                await Task.Delay(Look, time, stoppingToken);
            }
        }
    }

    private static long Hour(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private static AuditEntry Entry(Use use, string? after) => new()
    {
        Principal = use.Principal,
        Token = use.Token,
        Address = use.Address,
        Action = "token.use",
        Target = use.Scope,
        After = after,
        Outcome = AuditOutcome.Done,
    };
}
