using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// The fleet as somebody with bounds sees it: a state of its own, made once for each state and each set of nodes, so that every list, sum,
/// search and stream over it holds the bounds by itself. Its version and time are those of what is seen.
/// </summary>
internal sealed class FleetSight(LiveState live, ITopology topology) : IFleetSight
{
    private readonly ConditionalWeakTable<FleetState, ConcurrentDictionary<FrozenSet<string>, FleetState>> _seen = [];
    private readonly ConditionalWeakTable<FrozenSet<string>, string> _marks = [];
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public FleetState Seen(Bounds bounds) => Of(live.Current, bounds);

    public FleetState Of(FleetState state, Bounds bounds)
    {
        if (bounds.IsEverything)
        {
            return state;
        }

        var members = Members(bounds);
        return _seen.GetOrCreateValue(state).GetOrAdd(members, static (nodes, whole) => Restrict(whole, nodes), state);
    }

    /// <summary>
    /// Says which nodes are seen, without saying anything else: the same for the same nodes. A stream that is resumed under another mark
    /// has to start anew. Empty for everything.
    /// </summary>
    public string Mark(Bounds bounds)
        => bounds.IsEverything
            ? ""
            : _marks.GetValue(Members(bounds), nodes => Convert.ToHexStringLower(
                HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(string.Join(' ', nodes.Order(StringComparer.Ordinal)))).AsSpan(0, 6)));

    private FrozenSet<string> Members(Bounds bounds) => topology.Current.Members(bounds, PlaceKind.Node);

    private static FleetState Restrict(FleetState whole, FrozenSet<string> members)
    {
        var nodes = members.Count < whole.Nodes.Count
            ? members.Select(id => whole.Nodes.GetValueOrDefault(id)).OfType<NodeState>()
            : whole.Nodes.Values.Where(node => members.Contains(node.Id.ToString()));
        var seen = nodes.ToImmutableSortedDictionary(node => node.Id.ToString(), node => node, StringComparer.Ordinal);
        var version = seen.Count == 0 ? whole.ResumableFrom : seen.Values.Max(node => node.Version);
        return new FleetState(version, DateTimeOffset.FromUnixTimeMilliseconds(version), seen) { ResumableFrom = whole.ResumableFrom };
    }
}
