using System.Collections.Concurrent;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Writes the head of the log down where whoever owns the database cannot change it. Not anchored anywhere is a fact to show, never fine
/// in silence.
/// </summary>
internal sealed class AuditAnchorage(
    IEnumerable<IAuditAnchor> carriers, ChainedAudit audit, Databases databases, IInstance instance, TimeProvider time,
    ILogger<AuditAnchorage> logger)
{
    /// <summary>Journals forget; the same head is written again after this long.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromHours(24);
    private readonly IReadOnlyList<IAuditAnchor> _carriers = [.. carriers.OrderBy(carrier => carrier.IsFallback)];
    private readonly ConcurrentDictionary<string, string?> _problems = new(StringComparer.Ordinal);
    private volatile string? _notAnchored = "The log was not anchored yet since the program started";
    private (long Sequence, DateTimeOffset At) _last;
    private bool _isTold;

    /// <summary>8 hex digits; empty while the instance is not known yet.</summary>
    public string Instance => instance.Setup == SetupState.Unknown ? "" : instance.Id;

    /// <summary>Why the last try reached nowhere; null when it did.</summary>
    public string? NotAnchored => _notAnchored;

    public IReadOnlyList<AuditCarrier> Carriers(IReadOnlyList<StoredAnchor> stored)
    {
        var known = _carriers.Select(carrier => Carrier(carrier.Name));
        var others = stored.Where(anchor => !_carriers.Any(carrier => carrier.Name == anchor.Carrier))
            .Select(anchor => Carrier(anchor.Carrier));
        return [.. known, .. others];

        AuditCarrier Carrier(string name)
        {
            var anchor = stored.FirstOrDefault(one => one.Carrier == name);
            return new AuditCarrier(name, anchor?.Sequence, anchor?.At, _problems.GetValueOrDefault(name));
        }
    }

    /// <summary>Anchors the head, unless the same one was anchored today. Where there is no entry there is nothing to anchor.</summary>
    public async Task AnchorAsync(CancellationToken cancellationToken)
    {
        var keys = await audit.KeysAsync(cancellationToken);
        var head = await databases.State.ReadAsync(
            (connection, token) => AuditTable.HeadAsync(connection.Command(AuditTable.SelectHead), token), cancellationToken);
        if (head is null || Instance.Length == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_notAnchored is null && _last.Sequence == head.Sequence && now - _last.At < Again)
        {
            return;
        }

        if (!keys.At(head.Sequence).Chain.IsGenuine(head))
        {
            // An altered head must not get our proof.
            _notAnchored = audit.Standing.NotAnchored = "The record of the newest entry was altered; check the audit log";
            return;
        }

        var key = keys.At(head.Sequence);
        await WriteAsync(
            new AuditAnchor
            {
                Instance = Instance,
                Sequence = head.Sequence,
                Mac = head.Mac,
                KeyId = key.Id,
                Proof = key.Chain.AnchorMac(Instance, head.Sequence, head.Mac),
                At = now,
            },
            now,
            cancellationToken);
    }

    private async Task WriteAsync(AuditAnchor anchor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = new List<StoredAnchor>();
        foreach (var carrier in _carriers.Where(carrier => !carrier.IsFallback || taken.Count == 0))
        {
            if (carrier.IsFallback && taken.Count > 0)
            {
                break;
            }

            var problem = await carrier.WriteAsync(anchor, cancellationToken);
            _problems[carrier.Name] = problem;
            if (problem is null)
            {
                taken.Add(new StoredAnchor(carrier.Name, anchor.Sequence, anchor.Mac, now));
            }
        }

        _notAnchored = taken.Count > 0 ? null
            : _carriers.Count == 0 ? "There is nowhere to anchor the log"
            : string.Join("; ", _carriers.Select(carrier => $"{carrier.Name}: {_problems.GetValueOrDefault(carrier.Name)}"));
        audit.Standing.NotAnchored = _notAnchored;
        if (taken.Count == 0)
        {
            Tell(_notAnchored);
            return;
        }

        (_last, _isTold) = ((anchor.Sequence, now), false);
        await databases.State.WriteAsync(
            async (transaction, token) =>
            {
                foreach (var one in taken)
                {
                    await AuditAnchorTable.SetAsync(transaction, one, token);
                }

                return taken.Count;
            },
            cancellationToken);
    }

    /// <summary>Once, not every hour.</summary>
    private void Tell(string? reason)
    {
        if (!_isTold)
        {
            logger.NotAnchored(reason ?? "");
            _isTold = true;
        }
    }
}

/// <summary>Hourly, and once more when the program ends.</summary>
internal sealed class AnchorLoop(AuditAnchorage anchorage, TimeProvider time, ILogger<AnchorLoop> logger) : Loop(time, logger)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private readonly TimeProvider _time = time;

    protected override string Name => "audit anchor";

    protected override TimeSpan Period => TimeSpan.FromHours(1);

    /// <summary>After everything has started.</summary>
    protected override TimeSpan FirstAfter => TimeSpan.FromSeconds(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(StopLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await anchorage.AnchorAsync(either.Token);
        }
        catch (Exception exception)
        {
            // The next start anchors; the stop must not fail for it.
            logger.LastAnchorFailed(exception.Message);
        }
    }

    protected override Task OnceAsync(CancellationToken cancellationToken) => anchorage.AnchorAsync(cancellationToken);
}
