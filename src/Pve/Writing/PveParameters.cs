using System.Globalization;
using Proxima.Pve.PropertyStrings;
using Proxima.Pve.Reading;

namespace Proxima.Pve.Writing;

/// <summary>
/// The parameters of a call, in the order in which they are set. A parameter that is not set is not sent; a boolean travels as 0 or 1,
/// a list as one key many times. Names that no declaration knows can be set as well.
/// </summary>
public abstract class PveParameterList
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>What is sent: names and texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>The text of a parameter; of several values the first. Setting null takes it away.</summary>
    public string? this[string name]
    {
        get => _values.Find(pair => pair.Key == name).Value;
        set => Put(name, value is null ? [] : [value]);
    }

    /// <summary>Adds a value beside those that the name has already.</summary>
    public PveParameterList Add(string name, string value)
    {
        _values.Add(new(name, value));
        return this;
    }

    protected string? Text(string name) => this[name];

    protected bool? Boolean(string name) => this[name] switch
    {
        "1" => true,
        "0" => false,
        _ => null,
    };

    protected long? Integer(string name)
        => long.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected double? Number(string name)
        => double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected T? OneOf<T>(string name, PveEnum<T> spellings)
        where T : struct, Enum => this[name] is { } text ? spellings.Find(text) : null;

    protected T? PropertyString<T>(string name)
        where T : PvePropertyString, new()
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        var value = new T();
        value.ReadFrom(text);
        return value;
    }

    protected IReadOnlyList<string>? Texts(string name)
        => _values.Exists(pair => pair.Key == name) ? [.. _values.Where(pair => pair.Key == name).Select(pair => pair.Value)] : null;

    protected void Set(string name, string? value) => this[name] = value;

    protected void Set(string name, bool? value) => this[name] = value is { } truth ? truth ? "1" : "0" : null;

    protected void Set(string name, long? value) => this[name] = value?.ToString(CultureInfo.InvariantCulture);

    protected void Set(string name, double? value) => this[name] = value?.ToString("R", CultureInfo.InvariantCulture);

    protected void Set<T>(string name, T? value, PveEnum<T> spellings)
        where T : struct, Enum => this[name] = value is { } one ? spellings[one] : null;

    protected void Set(string name, PvePropertyString? value) => this[name] = value?.ToString();

    protected void Set(string name, IReadOnlyList<string>? values) => Put(name, values ?? []);

    internal void Put(string name, IReadOnlyList<string> values)
    {
        var at = _values.FindIndex(pair => pair.Key == name);
        _values.RemoveAll(pair => pair.Key == name);
        _values.InsertRange(at < 0 ? _values.Count : at, values.Select(value => KeyValuePair.Create(name, value)));
    }
}

/// <summary>Parameters by name, for calls that are made by their path.</summary>
public sealed class PveParameters : PveParameterList;

/// <summary>One family of parameters: <c>parameters.Net[0] = …</c> sets <c>net0</c>.</summary>
public sealed class PveFamilyOf<T>(PveParameterList parameters, string stem)
    where T : PvePropertyString, new()
{
    /// <summary>The member of this index; null where it is not set. A change to what was read counts when it is set again.</summary>
    public T? this[int index]
    {
        get
        {
            if (parameters[Name(index)] is not { } text)
            {
                return null;
            }

            var value = new T();
            value.ReadFrom(text);
            return value;
        }

        set => parameters[Name(index)] = value?.ToString();
    }

    private string Name(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Schema.PveFamily.Count(stem));
        return stem + index.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>One family of plain texts: <c>parameters.Serial[0] = "socket"</c>.</summary>
public sealed class PveTextFamily(PveParameterList parameters, string stem)
{
    public string? this[int index]
    {
        get => parameters[stem + index.ToString(CultureInfo.InvariantCulture)];
        set => parameters[stem + index.ToString(CultureInfo.InvariantCulture)] = value;
    }
}
