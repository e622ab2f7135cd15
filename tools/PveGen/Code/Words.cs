using System.Text;

namespace Proxima.PveGen.Code;

/// <summary>Names of the API as names of C#.</summary>
internal static class Words
{
    /// <summary><c>fstrim_cloned_disks</c> becomes <c>FstrimClonedDisks</c>, <c>net[n]</c> becomes <c>Net</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var starts = true;
        foreach (var letter in name.Replace("[n]", string.Empty, StringComparison.Ordinal))
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                starts = true;
                continue;
            }

            text.Append(starts ? char.ToUpperInvariant(letter) : letter);
            starts = false;
        }

        if (text.Length == 0)
        {
            return "Nothing";
        }

        return char.IsAsciiDigit(text[0]) ? "V" + text : text.ToString();
    }

    /// <summary>Names for values, each once: what is spelled alike but for signs gets a number.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<string>();
        foreach (var name in names)
        {
            var wanted = name;
            for (var number = 2; !taken.Add(wanted); number++)
            {
                wanted = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            all.Add(wanted);
        }

        return all;
    }

    /// <summary>The words of a path without the names in braces; one in braces at the end is an item.</summary>
    public static string OfPath(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var words = string.Concat(parts.Where(part => !part.StartsWith('{')).Select(Pascal));
        return parts.Length > 0 && parts[^1].StartsWith('{') ? words + "Item" : words;
    }

    public static string Literal(string text)
        => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
