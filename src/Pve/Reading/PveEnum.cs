using System.Text;

namespace Proxima.Pve.Reading;

/// <summary>How the values of an enumeration are spelled on the wire; the value is the position in the list.</summary>
/// <typeparam name="T">An enumeration whose values are 0, 1, 2 …</typeparam>
public sealed class PveEnum<T>
    where T : struct, Enum
{
    private readonly string[] _spellings;
    private readonly byte[][] _utf8;
    private readonly T[] _values;

    public PveEnum(params string[] spellings)
    {
        _spellings = spellings;
        _utf8 = [.. spellings.Select(Encoding.UTF8.GetBytes)];
        _values = Enum.GetValues<T>();
        if (_values.Length != spellings.Length)
        {
            throw new ArgumentException($"{typeof(T).Name} has {_values.Length} values and {spellings.Length} spellings.",
                nameof(spellings));
        }
    }

    /// <summary>How the value is spelled on the wire.</summary>
    public string this[T value] => _spellings[Array.IndexOf(_values, value)];

    public T? Find(string spelling)
    {
        var at = Array.IndexOf(_spellings, spelling);
        return at < 0 ? null : _values[at];
    }

    internal T? Find(ReadOnlySpan<byte> spelling)
    {
        for (var at = 0; at < _utf8.Length; at++)
        {
            if (spelling.SequenceEqual(_utf8[at]))
            {
                return _values[at];
            }
        }

        return null;
    }
}
