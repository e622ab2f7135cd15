using System.Collections.Frozen;
using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Names that look alike (Unicode TR39, its idea of a skeleton): the letters of Cyrillic and Greek that are drawn like Latin ones, digits
/// like letters, and letters that cannot be seen.
/// </summary>
internal static class Lookalikes
{
    private static readonly FrozenDictionary<int, string> Drawn = Table(
        ('a', "аɑα"), ('b', "ЬƄ"), ('c', "сϲⅽ"), ('d', "ԁⅾ"), ('e', "еҽ"), ('f', "ƒſ"), ('g', "ɡց"), ('h', "һհ"),
        ('i', "іıιɩ"), ('I', "ΙІӀ"),
        ('j', "јϳ"), ('k', "кκ"), ('l', "ӏ1|Iｌℓ"), ('m', "м"), ('n', "ոп"), ('o', "оοσ0օ"), ('p', "рρ"), ('q', "ԛ"),
        ('r', "гᴦ"), ('s', "ѕꜱ"),
        ('t', "тτ"), ('u', "υսц"), ('v', "νѵ"), ('w', "ԝωш"), ('x', "хχ"), ('y', "уγү"), ('z', "ᴢ"),
        ('A', "АΑ"), ('B', "ВΒ"), ('C', "СϹ"), ('E', "ЕΕ"), ('H', "НΗ"), ('J', "Ј"), ('K', "КΚ"), ('M', "МΜ"), ('N', "Ν"), ('O', "ОΟ"),
        ('P', "РΡ"), ('S', "Ѕ"), ('T', "ТΤ"), ('X', "ХΧ"), ('Y', "УΥҮ"), ('Z', "Ζ"));

    /// <summary>Whether people would take one for the other, in lower or upper case.</summary>
    public static bool Imitates(string one, string other)
        => Skeletons(one).Intersect(Skeletons(other), StringComparer.Ordinal).Any();

    /// <summary>How a name is drawn: equal for names that look alike.</summary>
    public static IEnumerable<string> Skeletons(string name)
        => [Skeleton(name), Skeleton(name.ToLowerInvariant()), Skeleton(name.ToUpperInvariant())];

    /// <summary>More than one of the scripts whose letters are drawn alike.</summary>
    public static bool IsMixed(string name) => name.EnumerateRunes().Select(Script).Where(script => script != 0).Distinct().Skip(1).Any();

    /// <summary>Letters by category, and yet nothing to see: fillers of Hangul.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x17B4 or 0x17B5 or 0x2800;

    private static string Skeleton(string name)
    {
        var drawn = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            drawn.Append(Drawn.GetValueOrDefault(rune.Value) ?? rune.ToString());
        }

        // Twice: a Greek capital becomes a Latin one, and a capital I an l.
        var lower = new StringBuilder(drawn.Length);
        foreach (var rune in drawn.ToString().EnumerateRunes())
        {
            lower.Append(Drawn.GetValueOrDefault(rune.Value) ?? rune.ToString());
        }

        return lower.ToString().ToLowerInvariant()
            .Replace("rn", "m", StringComparison.Ordinal)
            .Replace("vv", "w", StringComparison.Ordinal);
    }

    /// <summary>0 for what mixes with everything: digits, marks, and scripts that look like no other.</summary>
    private static int Script(Rune rune) => rune.Value switch
    {
        >= 'A' and <= 'Z' or >= 'a' and <= 'z' => 1,
        >= 0xC0 and <= 0x2AF and not 0xD7 and not 0xF7 or >= 0x1E00 and <= 0x1EFF => 1,
        >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF => 2,
        >= 0x400 and <= 0x52F or >= 0x1C80 and <= 0x1C8F or >= 0x2DE0 and <= 0x2DFF or >= 0xA640 and <= 0xA69F => 3,
        >= 0x530 and <= 0x58F => 4,
        >= 0x10A0 and <= 0x10FF or >= 0x1C90 and <= 0x1CBF or >= 0x2D00 and <= 0x2D2F => 5,
        >= 0x13A0 and <= 0x13FF or >= 0xAB70 and <= 0xABBF => 6,
        >= 0x2C80 and <= 0x2CFF => 7,
        >= 0xA4D0 and <= 0xA4FF => 8,
        _ => 0,
    };

    private static FrozenDictionary<int, string> Table(params (char Latin, string Alike)[] rows)
        => rows.SelectMany(row => row.Alike.EnumerateRunes(), (row, rune) => KeyValuePair.Create(rune.Value, row.Latin.ToString()))
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary();
}
