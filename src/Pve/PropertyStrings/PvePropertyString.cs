using System.Globalization;
using Proxima.Pve.Reading;

namespace Proxima.Pve.PropertyStrings;

/// <summary>
/// A value that holds several: <c>virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1</c>. What was read is written back letter by letter
/// until something is set, and then only that changes: order, keys nobody declared and the short form of the first value stay.
/// </summary>
public abstract class PvePropertyString
{
    private readonly List<(string? Key, string Value)> _parts = [];

    /// <summary>The parts in the order in which they stand; the key is null where it is left out.</summary>
    public IReadOnlyList<(string? Key, string Value)> Parts => _parts;

    protected abstract PveKeys Keys { get; }

    /// <summary>The text of a key, whichever way it is spelled; null when it is not there. Setting null takes it away.</summary>
    public string? this[string key]
    {
        get => Find(key) is { } at ? at.IsName ? _parts[at.Index].Key : _parts[at.Index].Value : null;
        set => Put(key, value);
    }

    public override string ToString()
        => string.Join(',', _parts.Select(part
            => part.Key is null ? part.Value : part.Value.Length == 0 ? part.Key + "=" : $"{part.Key}={part.Value}"));

    internal void ReadFrom(string text)
    {
        _parts.Clear();
        if (text.Length == 0)
        {
            return;
        }

        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            _parts.Add(equals > 0 ? (part[..equals], part[(equals + 1)..]) : (null, part));
        }
    }

    protected string? Text(string key) => this[key];

    protected bool? Boolean(string key) => this[key]?.ToLowerInvariant() switch
    {
        "1" or "on" or "yes" or "true" => true,
        "0" or "off" or "no" or "false" => false,
        _ => null,
    };

    protected long? Integer(string key)
        => long.TryParse(this[key], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected double? Number(string key)
        => double.TryParse(this[key], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected T? OneOf<T>(string key, PveEnum<T> spellings)
        where T : struct, Enum => this[key] is { } text ? spellings.Find(text) : null;

    protected void Set(string key, string? value) => this[key] = value;

    protected void Set(string key, bool? value) => this[key] = value is { } truth ? truth ? "1" : "0" : null;

    protected void Set(string key, long? value) => this[key] = value?.ToString(CultureInfo.InvariantCulture);

    protected void Set(string key, double? value) => this[key] = value?.ToString("R", CultureInfo.InvariantCulture);

    protected void Set<T>(string key, T? value, PveEnum<T> spellings)
        where T : struct, Enum => this[key] = value is { } one ? spellings[one] : null;

    private (int Index, bool IsName)? Find(string key)
    {
        for (var index = 0; index < _parts.Count; index++)
        {
            var spelled = _parts[index].Key;
            if (spelled is null ? key == Keys.DefaultKey && _parts[index].Value.Length > 0 : spelled == key)
            {
                return (index, false);
            }

            if (spelled is not null && Keys.TryAlias(spelled, out var target, out var keyAlias))
            {
                if (target == key)
                {
                    return (index, false);
                }

                if (keyAlias == key)
                {
                    return (index, true);
                }
            }
        }

        return null;
    }

    private void Put(string key, string? value)
    {
        if (value is not null && value.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A comma ends a value: {key} cannot be '{value}'.", nameof(value));
        }

        switch (Find(key), value)
        {
            case (null, null):
                break;
            case (null, not null) when key == Keys.DefaultKey:
                _parts.Insert(0, (null, value));
                break;
            case (null, not null):
                _parts.Add((key, value));
                break;
            case ({ IsName: true } at, null):
                // virtio=MAC without a model: the address stays.
                Keys.TryAlias(_parts[at.Index].Key ?? string.Empty, out var target, out _);
                _parts[at.Index] = (target, _parts[at.Index].Value);
                break;
            case ({ IsName: true } at, not null) when Keys.IsNameOf(value, key):
                _parts[at.Index] = (value, _parts[at.Index].Value);
                break;
            case ({ IsName: true } at, not null):
                Keys.TryAlias(_parts[at.Index].Key ?? string.Empty, out var plain, out _);
                _parts[at.Index] = (plain, _parts[at.Index].Value);
                _parts.Insert(at.Index, (key == Keys.DefaultKey ? null : key, value));
                break;
            case ({ } at, null):
                Remove(at.Index);
                break;
            case ({ } at, not null):
                _parts[at.Index] = (_parts[at.Index].Key, value);
                break;
        }
    }

    // virtio=MAC without an address: the model stays.
    private void Remove(int index)
    {
        if (_parts[index].Key is { } spelled && Keys.TryAlias(spelled, out _, out var keyAlias) && keyAlias is not null)
        {
            _parts[index] = (keyAlias == Keys.DefaultKey ? null : keyAlias, spelled);
        }
        else
        {
            _parts.RemoveAt(index);
        }
    }
}
