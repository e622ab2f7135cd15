namespace Proxima.Pve.PropertyStrings;

/// <summary>The keys of one kind of property string: which may be left out, and which are other names.</summary>
public sealed class PveKeys
{
    private readonly Dictionary<string, (string Key, string? KeyAlias)> _aliases = new(StringComparer.Ordinal);

    /// <param name="defaultKey">The key that may be left out, or null.</param>
    /// <param name="aliases">Other names: <c>virtio=macaddr:model</c> says that <c>virtio=MAC</c> means model virtio and macaddr
    /// MAC.</param>
    public PveKeys(string? defaultKey, params string[] aliases)
    {
        DefaultKey = defaultKey;
        foreach (var alias in aliases)
        {
            var equals = alias.IndexOf('=', StringComparison.Ordinal);
            var target = alias[(equals + 1)..].Split(':', 2);
            _aliases[alias[..equals]] = (target[0], target.Length > 1 ? target[1] : null);
        }
    }

    public string? DefaultKey { get; }

    internal bool TryAlias(string key, out string target, out string? keyAlias)
    {
        var found = _aliases.TryGetValue(key, out var alias);
        (target, keyAlias) = found ? (alias.Key, alias.KeyAlias) : (key, null);
        return found;
    }

    /// <summary>The other names that give their own name to this key: the models of a network card.</summary>
    internal bool IsNameOf(string spelling, string keyAlias) => _aliases.TryGetValue(spelling, out var alias) && alias.KeyAlias == keyAlias;
}
