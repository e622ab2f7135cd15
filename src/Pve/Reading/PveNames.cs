using System.Text;

namespace Proxima.Pve.Reading;

/// <summary>
/// The member names of one kind of record, found by their UTF-8 text without making a string. Families keep their bracket:
/// <c>net[n]</c> is found by <c>net0</c>.
/// </summary>
public sealed class PveNames
{
    private readonly string[] _names;
    private readonly byte[][] _utf8;
    private readonly int[] _buckets;
    private readonly int[] _next;
    private readonly bool _hasFamilies;

    public PveNames(params string[] names)
    {
        _names = names;
        _utf8 = [.. names.Select(name => Encoding.UTF8.GetBytes(name.Replace("[n]", string.Empty, StringComparison.Ordinal)))];
        _hasFamilies = Array.Exists(names, Schema.PveFamily.IsFamily);
        var size = 4;
        while (size < names.Length * 2)
        {
            size *= 2;
        }

        (_buckets, _next) = (new int[size], new int[names.Length]);
        Array.Fill(_buckets, -1);
        for (var index = 0; index < names.Length; index++)
        {
            ref var bucket = ref _buckets[Hash(_utf8[index]) & (size - 1)];
            (_next[index], bucket) = (bucket, index);
        }
    }

    public int Count => _names.Length;

    public string this[int member] => _names[member];

    /// <summary>The number of the member of this name and, in a family, its index; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> name, out int index)
    {
        index = -1;
        var member = Exact(name, wantsFamily: false);
        return member >= 0 || !_hasFamilies ? member : Family(name, out index);
    }

    private int Family(ReadOnlySpan<byte> name, out int index)
    {
        index = -1;
        var digits = name.Length;
        while (digits > 0 && name[digits - 1] is >= (byte)'0' and <= (byte)'9')
        {
            digits--;
        }

        // No more than four digits, and none that another spelling would name as well.
        if (digits == 0 || digits == name.Length || name.Length - digits > 4 || (name[digits] == '0' && name.Length - digits > 1))
        {
            return -1;
        }

        var member = Exact(name[..digits], wantsFamily: true);
        if (member >= 0)
        {
            index = 0;
            foreach (var digit in name[digits..])
            {
                index = (index * 10) + digit - '0';
            }
        }

        return member;
    }

    private int Exact(ReadOnlySpan<byte> name, bool wantsFamily)
    {
        for (var at = _buckets[Hash(name) & (_buckets.Length - 1)]; at >= 0; at = _next[at])
        {
            if (name.SequenceEqual(_utf8[at]) && Schema.PveFamily.IsFamily(_names[at]) == wantsFamily)
            {
                return at;
            }
        }

        return -1;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)(hash & 0x7fffffff);
    }
}
