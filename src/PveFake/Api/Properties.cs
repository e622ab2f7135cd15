namespace Proxima.PveFake.Api;

/// <summary>
/// A property string cut into its parts, in order: <c>local:100/disk.raw,size=1G</c>. A part without a key has an empty one.
/// </summary>
internal sealed class Properties
{
    private readonly List<(string Key, string Value)> _parts = [];

    public Properties(string text)
    {
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            _parts.Add(cut < 0 ? (string.Empty, part) : (part[..cut], part[(cut + 1)..]));
        }
    }

    /// <summary>The part without a key, or the first one.</summary>
    public string First => _parts.Count == 0 ? string.Empty : _parts[0].Value;

    public string FirstKey => _parts.Count == 0 ? string.Empty : _parts[0].Key;

    public string? this[string key]
    {
        get => _parts.Find(part => part.Key == key).Value;
        set
        {
            var at = _parts.FindIndex(part => part.Key == key);
            if (value is null)
            {
                _parts.RemoveAll(part => part.Key == key);
            }
            else if (at >= 0)
            {
                _parts[at] = (key, value);
            }
            else
            {
                _parts.Add((key, value));
            }
        }
    }

    public void ReplaceFirst(string key, string value) => _parts[0] = (key, value);

    public void InsertAfterBridge(string key, string value)
    {
        if (this[key] is null)
        {
            var bridge = _parts.FindIndex(part => part.Key == "bridge");
            _parts.Insert(bridge < 0 ? _parts.Count : bridge + 1, (key, value));
        }
    }

    public override string ToString() => string.Join(',',
        _parts.Select(part => part.Key.Length == 0 ? part.Value : $"{part.Key}={part.Value}"));
}
