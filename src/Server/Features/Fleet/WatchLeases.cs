using System.Collections.Concurrent;
using Proxima.Model;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// Which nodes somebody is looking at, until their lease ends. Held in memory; there is at most one lease for each known node.
/// </summary>
internal sealed class WatchLeases(TimeProvider clock)
{
    public const int Seconds = 15;

    /// <summary>Nodes in one request.</summary>
    public const int MostNodes = 20;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Seconds);
    private readonly ConcurrentDictionary<NodeId, long> _since = new();
    private volatile Wake? _listener;

    /// <summary>Leases there are, ended ones not counted.</summary>
    public int Count => _since.Count(lease => IsHeld(lease.Value));

    /// <summary>The loop to wake when a lease begins.</summary>
    public void Listen(Wake wake) => _listener = wake;

    public void Renew(IEnumerable<NodeId> nodes)
    {
        var now = clock.GetTimestamp();
        var begins = false;
        foreach (var node in nodes)
        {
            begins |= !IsWatched(node);
            _since[node] = now;
        }

        foreach (var (node, since) in _since)
        {
            if (!IsHeld(since))
            {
                _since.TryRemove(KeyValuePair.Create(node, since));
            }
        }

        if (begins)
        {
            _listener?.Set();
        }
    }

    public bool IsWatched(NodeId node) => _since.TryGetValue(node, out var since) && IsHeld(since);

    private bool IsHeld(long since) => clock.GetElapsedTime(since) < Length;
}
