using System.Collections.Frozen;

namespace Proxima.Server.Platform.Secrets;

/// <summary>The key in use and the keys of before. Filled at start; a rotation adds one and makes it the one in use.</summary>
internal sealed class KeyRing
{
    private volatile Keys? _keys;

    private sealed record Keys(RootKey Active, FrozenDictionary<string, RootKey> ById);

    public RootKey Active
        => _keys?.Active ?? throw new InvalidOperationException("The root key is not loaded yet: secrets are there after start.");

    public RootKey? Find(string id) => _keys?.ById.GetValueOrDefault(id);

    /// <summary>Where the key in use was found at start.</summary>
    public RootKeySource Source { get; private set; }

    public void Load(SourcedKey active, IEnumerable<RootKey> others)
    {
        Source = active.Source;
        Load(active.Key, others);
    }

    public void Load(RootKey active, IEnumerable<RootKey> others)
        => _keys = new Keys(
            active,
            others.Append(active).GroupBy(key => key.Id, StringComparer.Ordinal)
                .ToFrozenDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal));

    /// <summary>New values are sealed under this key from here on; the others still open what they sealed.</summary>
    public void Use(RootKey key) => Load(key, _keys?.ById.Values ?? []);
}
