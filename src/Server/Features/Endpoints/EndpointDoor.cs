using Proxima.Pve;
using Proxima.Pve.Failures;

namespace Proxima.Server.Features.Endpoints;

/// <summary>One endpoint while the program runs: its connection, how it is, and when it is asked again.</summary>
internal sealed class EndpointDoor : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private readonly PveConnection? _connection;
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private volatile EndpointStatus _status;
    private int _failures;
    private long _nextAt;

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="connection">Null where its token does not open; <paramref name="problem"/> says why.</param>
    /// <param name="problem">Why there is no connection.</param>
    /// <param name="time">The clock.</param>
    public EndpointDoor(Endpoint endpoint, PveConnection? connection, string? problem, TimeProvider time)
    {
        (Endpoint, _connection, _time, _openedAt) = (endpoint, connection, time, time.GetTimestamp());
        _status = new EndpointStatus { State = problem is null ? EndpointState.Unknown : EndpointState.Refused, Message = problem };
    }

    public Endpoint Endpoint { get; }

    /// <summary>Null where its token does not open.</summary>
    public PveConnection? Connection => _connection;

    /// <summary>One round at a time: the clock and a person who asks now do not cross.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Rounds made; some questions are asked only every few.</summary>
    public int Rounds { get; private set; }

    public bool IsDue => _connection is not null && _time.GetTimestamp() >= Interlocked.Read(ref _nextAt);

    public EndpointStatus Status
    {
        get
        {
            var minutes = _time.GetElapsedTime(_openedAt).TotalMinutes;
            var calls = _connection?.Budget.Calls ?? 0;
            return _status with
            {
                Calls = calls,
                CallsPerMinute = minutes >= 1 ? Math.Round(calls / minutes, 1) : null,
                Where = _status.AnsweredAt is null ? null : _connection?.Where,
                ClockAheadSeconds = _connection?.ClockSkew is { } skew && skew.Duration() >= TimeSpan.FromSeconds(2)
                    ? Math.Round(skew.TotalSeconds) : null,
            };
        }
    }

    public void Answered(EndpointStatus found)
    {
        var now = _time.GetUtcNow();
        Rounds++;
        _failures = 0;
        Interlocked.Exchange(ref _nextAt, 0);
        _status = found with { Since = _status.State == found.State ? _status.Since ?? now : now, AskedAt = now, AnsweredAt = now };
    }

    /// <summary>
    /// What was known stays, with its age. A server that says no, or is away, is asked less and less: its log is not ours to fill.
    /// </summary>
    public void Failed(EndpointState state, string message)
    {
        var now = _time.GetUtcNow();
        _failures++;
        var pause = TimeSpan.FromSeconds(15 * Math.Pow(2, Math.Min(_failures - 1, 8)));
        pause = pause < LongestPause ? pause : LongestPause;
        Interlocked.Exchange(ref _nextAt, _time.GetTimestamp() + (long)(pause.TotalSeconds * _time.TimestampFrequency));
        _status = _status with
        {
            State = state,
            Message = message,
            AskedAt = now,
            Since = _status.State == state ? _status.Since ?? now : now,
            AnsweredAt = state == EndpointState.Refused ? now : _status.AnsweredAt,
        };
    }

    public void Dispose()
    {
        // The turn is not disposed: a round under way gives it back.
        _connection?.Dispose();
    }

    /// <summary>A failed call as a state and a sentence.</summary>
    public static (EndpointState State, string Message) Words(Exception exception) => exception switch
    {
        PveException { Kind: PveFailure.NodeUnreachable } far => (EndpointState.Unreachable, far.Message),
        PveException no => (EndpointState.Refused, no.Message),
        PveTransportException away => (EndpointState.Unreachable, away.Message),
        OperationCanceledException => (EndpointState.Unreachable, "It did not answer everything within 30 s"),
        _ => (EndpointState.Unreachable, "It could not be asked: " + exception.Message),
    };
}
