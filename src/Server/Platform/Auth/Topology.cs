using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Proxima.Server.Platform.Auth;

/// <summary>What is where: a place, what people call it, and what it is directly in.</summary>
public sealed record PlaceInfo(Place Place, string Name, ImmutableArray<Place> In);

/// <summary>What is where, at one moment. Answers from memory.</summary>
public interface ITopology
{
    Topology Current { get; }
}

/// <summary>
/// What is in what: a guest in its node and its pool, a node in its cluster, that in its site, and each of them in groups. Immutable; a
/// place that is not known is in itself and in the groups that name it.
/// </summary>
public sealed class Topology
{
    /// <summary>Deeper than any chain there is; a circle in damaged data ends here.</summary>
    private const int Deepest = 8;

    private readonly ImmutableDictionary<Place, PlaceInfo> _places;
    private readonly FrozenDictionary<Place, ImmutableArray<Place>> _groupsOf;
    private readonly ConcurrentDictionary<(Bounds Bounds, PlaceKind Kind), FrozenSet<string>> _members = new();

    private Topology(ImmutableDictionary<Place, PlaceInfo> places, FrozenDictionary<Place, ImmutableArray<Place>> groupsOf)
    {
        _places = places;
        _groupsOf = groupsOf;
    }

    public static Topology Empty { get; }
        = new(ImmutableDictionary<Place, PlaceInfo>.Empty, FrozenDictionary<Place, ImmutableArray<Place>>.Empty);

    /// <summary>Everything known, groups too.</summary>
    public IEnumerable<PlaceInfo> Places => _places.Values;

    public PlaceInfo? Find(Place place) => _places.GetValueOrDefault(place);

    public Topology With(IEnumerable<PlaceInfo> places)
        => new(_places.SetItems(places.Select(info => KeyValuePair.Create(info.Place, info))), _groupsOf);

    public Topology Without(Place place) => new(_places.Remove(place), _groupsOf);

    /// <summary>The same places in other groups; groups are known by their name like any place.</summary>
    public Topology WithGroups(IReadOnlyCollection<(PlaceInfo Group, IReadOnlyCollection<Place> Members)> groups)
    {
        var places = _places.RemoveRange(_places.Keys.Where(place => place.Kind == PlaceKind.Group))
            .SetItems(groups.Select(group => KeyValuePair.Create(group.Group.Place, group.Group)));
        var groupsOf = groups
            .SelectMany(group => group.Members, (group, member) => (group.Group.Place, member))
            .GroupBy(pair => pair.member, pair => pair.Place)
            .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.ToImmutableArray());
        return new Topology(places, groupsOf);
    }

    /// <summary>Whether the place is one of these, or in one of them.</summary>
    public bool IsIn(Place place, FrozenSet<Place> any) => any.Count > 0 && IsIn(place, any, Deepest);

    /// <summary>Ids of the known places of one kind inside bounds. Made once for each bounds.</summary>
    public FrozenSet<string> Members(Bounds bounds, PlaceKind kind)
        => _members.GetOrAdd(
            (bounds, kind),
            static (key, topology) => topology._places.Keys
                .Where(place => place.Kind == key.Kind && key.Bounds.Contains(place, topology))
                .Select(place => place.Id)
                .ToFrozenSet(StringComparer.Ordinal),
            this);

    private bool IsIn(Place place, FrozenSet<Place> any, int depth)
    {
        if (any.Contains(place))
        {
            return true;
        }

        if (depth == 0)
        {
            return false;
        }

        if (_groupsOf.TryGetValue(place, out var groups))
        {
            foreach (var group in groups)
            {
                if (any.Contains(group))
                {
                    return true;
                }
            }
        }

        if (_places.TryGetValue(place, out var info))
        {
            foreach (var above in info.In)
            {
                if (IsIn(above, any, depth - 1))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>The topology now. Fleet puts places on it, Access puts groups; readers take what is there.</summary>
public sealed class TopologyBoard : ITopology
{
    private readonly Lock _gate = new();
    private volatile Topology _current = Topology.Empty;

    public Topology Current => _current;

    public void Put(params IEnumerable<PlaceInfo> places) => Swap(topology => topology.With(places));

    public void Remove(Place place) => Swap(topology => topology.Without(place));

    public void SetGroups(IReadOnlyCollection<(PlaceInfo Group, IReadOnlyCollection<Place> Members)> groups)
        => Swap(topology => topology.WithGroups(groups));

    private void Swap(Func<Topology, Topology> change)
    {
        lock (_gate)
        {
            _current = change(_current);
        }
    }
}
