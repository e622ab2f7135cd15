using System.Collections.Immutable;
using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// What the door remembers of one node beside the published state. Everything but <see cref="FreshUntil"/> is touched only in
/// turn.
/// </summary>
internal sealed class NodeTrack(NodeRow row, HostFacts? facts) : IDisposable
{
    /// <summary>How long an observation waits for the one before it.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Origin, OriginTrack> _origins = [];

    public NodeId Id => row.Id;
    public bool IsLocal { get; set; } = row.IsLocal;
    public string Name { get; set; } = row.Name;
    public NodeIdentity Identity { get; set; } = row.Identity;
    public HostFacts? Facts { get; set; } = facts;

    /// <summary>The facts as kept in the database; other than these they are written again.</summary>
    public string? KeptFacts { get; set; } = row.Facts;

    /// <summary>Why the last numbered sample was shown but not kept.</summary>
    public string? HistoryError { get; set; }

    /// <summary>Findings of the last verdict on a fresh sample: they keep their first-seen time over a silence.</summary>
    public IReadOnlyList<Finding> Open { get; set; } = [];

    /// <summary>When that verdict was given, by the monotonic clock.</summary>
    public long? JudgedAt { get; set; }

    /// <summary>Up to which report each disk is in the history; by disk.</summary>
    public Dictionary<string, DateTimeOffset> DisksKept { get; set; } = new(StringComparer.Ordinal);
    public CostWindow Cost { get; set; } = CostWindow.Empty;

    /// <summary>
    /// Monotonic time from which the shown sample says nothing any more; null while there is none. Touched under the state's
    /// lock.
    /// </summary>
    public long? FreshUntil { get; set; }

    /// <summary>When each origin was last heard.</summary>
    public ImmutableSortedDictionary<Origin, DateTimeOffset> Heard { get; private set; }
        = ImmutableSortedDictionary<Origin, DateTimeOffset>.Empty;

    /// <summary>Waits until nobody else works on this node. Throws <see cref="TimeoutException"/> when that takes too long.</summary>
    public async Task<Turn> EnterAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        if (_turn.Wait(0, cancellationToken))
        {
            return new Turn(_turn);
        }

        using var limit = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _turn.WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"node {Id}: the sample before this one is still being written", exception);
        }

        return new Turn(_turn);
    }

    public OriginTrack Of(Origin origin)
    {
        if (!_origins.TryGetValue(origin, out var track))
        {
            track = new OriginTrack();
            _origins[origin] = track;
        }

        return track;
    }

    /// <summary>True when no origin that goes before this one was heard in the last <paramref name="silence"/>.</summary>
    public bool Speaks(Origin origin, long stamp, TimeSpan silence, TimeProvider clock)
        => !_origins.Any(other => other.Key < origin && other.Value.HeardAt is { } heard && clock.GetElapsedTime(heard, stamp) < silence);

    public void Hear(Origin origin, Arrival arrival)
    {
        Of(origin).HeardAt = arrival.TakenStamp;
        Heard = Heard.SetItem(origin, arrival.At);
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Gives the turn back when disposed.</summary>
    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>One origin of a node: what was received, and the samples that rates start from.</summary>
internal sealed class OriginTrack
{
    /// <summary>Epochs told apart; one that was pushed out counts as new.</summary>
    public const int MostEpochs = 8;

    private readonly Dictionary<string, SequenceMark> _marks = new(StringComparer.Ordinal);
    private readonly List<string> _recent = [];

    public long? HeardAt { get; set; }

    /// <summary>When the mark was last written, by the monotonic clock, and of which epoch.</summary>
    public (string Epoch, long Stamp)? Saved { get; set; }
    public HostObservation? LastNumbered { get; private set; }
    public HostObservation? LastShown { get; private set; }

    public SequenceMark Mark(string epoch) => _marks.GetValueOrDefault(epoch, SequenceMark.None);

    /// <summary>The epoch that has to go when <paramref name="epoch"/> comes.</summary>
    public string? PushedOutBy(string epoch) => _marks.Count >= MostEpochs && !_marks.ContainsKey(epoch) ? _recent[0] : null;

    public void Set(string epoch, SequenceMark mark)
    {
        if (PushedOutBy(epoch) is { } oldest)
        {
            _marks.Remove(oldest);
            _recent.Remove(oldest);
        }

        _marks[epoch] = mark;
        _recent.Remove(epoch);
        _recent.Add(epoch);
    }

    /// <summary>The numbered sample that rates in history start from; null for one that comes out of turn.</summary>
    public HostObservation? Before(HostObservation observation)
        => LastNumbered is { } numbered && !IsBefore(observation, numbered) && observation.Sequence >= Mark(observation.Epoch).High
            ? numbered
            : null;

    /// <summary>True for a sample from before the one that is shown: it belongs to history only.</summary>
    public bool IsLate(HostObservation observation)
        => (LastShown is { } shown && IsBefore(observation, shown))
            || (!observation.IsLive && observation.Sequence < Mark(observation.Epoch).High);

    public void RememberNumbered(HostObservation observation)
    {
        if (LastNumbered is null || !IsBefore(observation, LastNumbered))
        {
            LastNumbered = Slim(observation);
        }
    }

    public void RememberShown(HostObservation observation)
        => LastShown = LastNumbered is { } numbered && ReferenceEquals(numbered.Sample, observation.Sample) ? numbered : Slim(observation);

    /// <summary>Only what rates are made of: process lists and reports of thousands of nodes would add up.</summary>
    private static HostObservation Slim(HostObservation observation)
        => observation with { Facts = null, Processes = null, Storage = null, Collectors = [] };

    private static bool IsBefore(HostObservation one, HostObservation other)
        => one.BootId == other.BootId && one.BootTimeMilliseconds <= other.BootTimeMilliseconds;
}
