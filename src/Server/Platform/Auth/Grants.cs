using System.Collections.Frozen;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// What somebody may, scope by scope, and where. Made once when something about them changes; a request only looks it up.
/// </summary>
public sealed class Grants : IEquatable<Grants>
{
    private readonly FrozenDictionary<string, Bounds> _bounds;

    private Grants(IEnumerable<KeyValuePair<string, Bounds>> bounds)
        => _bounds = bounds.Where(pair => IsWorth(pair.Key, pair.Value)).ToFrozenDictionary(StringComparer.Ordinal);

    public static Grants Nothing { get; } = new([]);

    /// <summary>Every scope, everywhere.</summary>
    public static Grants Everything { get; } = Everywhere(Platform.Auth.Scopes.All);

    /// <summary>In the order of the catalogue.</summary>
    public IEnumerable<string> Scopes => Platform.Auth.Scopes.All.Where(_bounds.ContainsKey);

    public IEnumerable<string> BoundedScopes => Scopes.Where(scope => !_bounds[scope].IsEverything);

    public bool IsBounded => _bounds.Values.Any(bounds => !bounds.IsEverything);

    public static Grants Everywhere(IEnumerable<string> scopes) => Of([(scopes, Bounds.Everything)]);

    /// <summary>Of several roles each with its bounds: a scope counts where any of them gives it.</summary>
    public static Grants Of(IEnumerable<(IEnumerable<string> Scopes, Bounds Bounds)> assignments)
    {
        var all = new Dictionary<string, Bounds>(StringComparer.Ordinal);
        foreach (var (scopes, bounds) in assignments)
        {
            foreach (var scope in scopes.Where(scope => IsWorth(scope, bounds)))
            {
                all[scope] = all.TryGetValue(scope, out var known) ? known.Or(bounds) : bounds;
            }
        }

        return new Grants(all);
    }

    /// <summary>Only what both allow.</summary>
    public Grants And(Grants other)
        => new(_bounds.Where(pair => other._bounds.ContainsKey(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.And(other._bounds[pair.Key]))));

    public bool May(string scope) => _bounds.ContainsKey(scope);

    public bool MayEverywhere(string scope) => BoundsOf(scope).IsEverything;

    /// <summary>Where the scope counts; nowhere when it is not held.</summary>
    public Bounds BoundsOf(string scope) => _bounds.GetValueOrDefault(scope, Bounds.Nothing);

    /// <summary>Whether all of <paramref name="other"/> is held here too: nobody gives what they do not have.</summary>
    public bool Cover(Grants other, Topology topology)
        => other._bounds.All(pair => _bounds.TryGetValue(pair.Key, out var mine) && mine.Cover(pair.Value, topology));

    public bool Equals(Grants? other)
        => other is not null && _bounds.Count == other._bounds.Count
            && _bounds.All(pair => other._bounds.TryGetValue(pair.Key, out var bounds) && bounds.Equals(pair.Value));

    public override bool Equals(object? obj) => Equals(obj as Grants);

    public override int GetHashCode() => _bounds.Count;

    /// <summary>A bounded scope that counts only as a whole is no scope: with it one could give oneself the rest.</summary>
    private static bool IsWorth(string scope, Bounds bounds)
        => Platform.Auth.Scopes.Find(scope) is { } info && (bounds.IsEverything || !info.IsWholeOnly);
}
