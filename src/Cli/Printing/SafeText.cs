using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Proxima.Cli.Printing;

/// <summary>
/// Names come from hosts and people, and a terminal obeys what it is sent. Text passes here before it is printed:
/// on one line, without anything that moves the cursor, rings, colours or turns the reading direction.
/// </summary>
internal static class SafeText
{
    private const char Ellipsis = '…';

    // A grapheme may hold any number of combining marks; nobody's name needs more than this.
    private const int LongestGrapheme = 32;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// The text with every control, format and separator character shown as <c>\u{1b}</c>; lone surrogates become U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var grapheme in Graphemes(text))
        {
            if (grapheme.Length > LongestGrapheme)
            {
                clean.Append(Rune.ReplacementChar.ToString());
                continue;
            }

            foreach (var rune in grapheme.EnumerateRunes())
            {
                clean.Append(IsHarmless(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"));
            }
        }

        return clean.ToString();
    }

    /// <summary>Cells the text takes in a terminal.</summary>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>
    /// Cuts between graphemes so that the text takes at most <paramref name="cells"/>, the last of them an ellipsis if anything went.
    /// </summary>
    public static string Fit(string text, int cells)
    {
        if (Cells(text) <= cells)
        {
            return text;
        }

        var fitted = new StringBuilder();
        var used = 0;
        foreach (var grapheme in Graphemes(text))
        {
            var width = Cells(grapheme);
            if (used + width > cells - 1)
            {
                break;
            }

            fitted.Append(grapheme);
            used += width;
        }

        return cells > 0 ? fitted.Append(Ellipsis).ToString() : string.Empty;
    }

    private static IEnumerable<string> Graphemes(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => false,
        // The joiners belong to emoji and to several scripts; the other format characters turn or hide text.
        UnicodeCategory.Format => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner,
        _ => true,
    };
}
