namespace Proxima.Server.Platform.Secrets;

/// <summary>The key in use and the keys of before; filled once at start.</summary>
internal sealed class KeyRing
{
    private RootKey? _active;
    private Dictionary<string, RootKey> _byId = [];

    public RootKey Active
        => _active ?? throw new InvalidOperationException("The root key is not loaded yet: secrets are there after start.");

    public RootKey? Find(string id) => _byId.GetValueOrDefault(id);

    public void Load(RootKey active, IEnumerable<RootKey> others)
    {
        _byId = others.Append(active).GroupBy(key => key.Id).ToDictionary(group => group.Key, group => group.Last());
        _active = active;
    }
}
