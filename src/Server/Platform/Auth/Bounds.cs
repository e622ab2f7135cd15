using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// Where a scope counts: everywhere, or inside some places. Immutable, equal by what it says. Held as an "and" of "or"s, so that what a
/// token may is exactly what both its owner and its own bounds allow.
/// </summary>
public sealed class Bounds : IEquatable<Bounds>
{
    private readonly ImmutableArray<FrozenSet<Place>> _all;

    private Bounds(ImmutableArray<FrozenSet<Place>> all)
    {
        _all = all;
        Text = all.IsEmpty ? "*" : string.Join(" & ", all.Select(TextOf));
    }

    public static Bounds Everything { get; } = new([]);

    public static Bounds Nothing { get; } = new([FrozenSet<Place>.Empty]);

    /// <summary>The same for equal bounds: <c>*</c>, or places with spaces between.</summary>
    public string Text { get; }

    public bool IsEverything => _all.IsEmpty;

    /// <summary>The places named, where these bounds name places and are no mixture; none for everything.</summary>
    public IEnumerable<Place> Places => _all.Length == 1 ? _all[0].OrderBy(place => place.ToString(), StringComparer.Ordinal) : [];

    public static Bounds Of(IEnumerable<Place> places) => new([places.ToFrozenSet()]);

    public static Bounds Of(params Place[] places) => Of(places.AsEnumerable());

    /// <summary>From <see cref="Text"/> as stored; what cannot be read is nothing: damage never widens.</summary>
    public static Bounds Parse(string text)
    {
        if (text == "*")
        {
            return Everything;
        }

        var places = new List<Place>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Place.TryParse(word, out var place))
            {
                return Nothing;
            }

            places.Add(place);
        }

        return Of(places);
    }

    /// <summary>Inside these or inside the others.</summary>
    public Bounds Or(Bounds other)
        => IsEverything || other.IsEverything
            ? Everything
            : Make(_all.SelectMany(mine => other._all.Select(theirs => mine.Union(theirs).ToFrozenSet())));

    /// <summary>Inside these and inside the others.</summary>
    public Bounds And(Bounds other) => Equals(other) ? this : Make(_all.Concat(other._all));

    /// <summary>Whether the place, or something it is in, is named. Pure.</summary>
    public bool Contains(Place place, Topology topology)
    {
        foreach (var any in _all)
        {
            if (!topology.IsIn(place, any))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether everything inside <paramref name="other"/> is surely inside these, whatever the places come to hold.</summary>
    public bool Cover(Bounds other, Topology topology)
        => IsEverything
            || (!other.IsEverything && _all.All(mine => other._all.Any(theirs => theirs.All(place => topology.IsIn(place, mine)))));

    public bool Equals(Bounds? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Bounds);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private static Bounds Make(IEnumerable<FrozenSet<Place>> all)
        => new([.. all.DistinctBy(TextOf).OrderBy(TextOf, StringComparer.Ordinal)]);

    private static string TextOf(FrozenSet<Place> places)
        => string.Join(' ', places.Select(place => place.ToString()).Order(StringComparer.Ordinal));
}
