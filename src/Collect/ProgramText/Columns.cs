namespace Proxima.Collect.ProgramText;

/// <summary>
/// A table with a line of headings, cut where the columns are: at blanks that every line has between two headings. Cells may be empty
/// and hold single blanks; order and number of columns are those of the headings.
/// </summary>
internal sealed class Columns
{
    private const int WidestLine = 16 * 1024;
    private readonly string[] _headings;
    private readonly int[] _cuts;
    private readonly int[] _starts;

    private Columns(string[] headings, int[] cuts, int[] starts)
    {
        _headings = headings;
        _cuts = cuts;
        _starts = starts;
    }

    public IReadOnlyList<string> Headings => _headings;

    /// <param name="heading">The line of headings.</param>
    /// <param name="rows">All lines of the table: they tell where its columns end.</param>
    /// <param name="phrases">Headings of more than one word.</param>
    public static Columns? Of(string heading, IReadOnlyList<string> rows, params string[] phrases)
    {
        if (heading.Length > WidestLine) return null;
        var words = WordsOf(heading, phrases);
        if (words.Count == 0) return null;
        var taken = Taken(rows, words[^1].Start + 1);
        var cuts = new int[words.Count];
        for (var i = 1; i < words.Count; i++)
        {
            var cut = words[i].Start - 1;
            while (cut >= words[i - 1].End && taken[cut]) cut--;
            if (cut < words[i - 1].End) cut = words[i].Start - 1;
            cuts[i] = cut + 1;
        }

        return new Columns([.. words.Select(word => heading[word.Start..word.End])], cuts, [.. words.Select(word => word.Start)]);
    }

    public int IndexOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var index = Array.FindIndex(_headings, heading => heading.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0) return index;
        }

        return -1;
    }

    /// <summary>How far behind the start of its heading the cell of a line begins: depth in a tree.</summary>
    public int DepthOf(string line, int column)
    {
        var start = Math.Min(_starts[column], line.Length);
        return line.AsSpan(start).IndexOfAnyExcept(' ') is > 0 and var depth ? depth : 0;
    }

    /// <summary>The cells of a line, trimmed; null where the line runs over a column's end.</summary>
    public string[]? Cells(string line)
    {
        var cells = new string[_headings.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var start = Math.Min(_cuts[i], line.Length);
            var end = i + 1 < cells.Length ? Math.Min(_cuts[i + 1], line.Length) : line.Length;
            if (start > 0 && start < line.Length && !IsBlank(line[start - 1]) && !IsBlank(line[start])) return ByWords(line);
            cells[i] = line[start..end].Trim();
        }

        return cells;
    }

    /// <summary>A line that does not keep to the columns but has as many words as there are.</summary>
    private string[]? ByWords(string line)
    {
        var words = line.Split([' ', '\t'], _headings.Length + 1, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == _headings.Length ? words : null;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    /// <summary>Which positions some line has a character at.</summary>
    private static bool[] Taken(IReadOnlyList<string> rows, int width)
    {
        var taken = new bool[width];
        foreach (var row in rows)
        {
            var length = Math.Min(width, row.Length);
            for (var i = 0; i < length; i++)
            {
                if (!IsBlank(row[i])) taken[i] = true;
            }
        }

        return taken;
    }

    private static List<(int Start, int End)> WordsOf(string heading, string[] phrases)
    {
        List<(int Start, int End)> words = [];
        var at = 0;
        while (at < heading.Length)
        {
            if (IsBlank(heading[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < heading.Length && !IsBlank(heading[end])) end++;
            foreach (var phrase in phrases)
            {
                if (string.CompareOrdinal(heading, at, phrase, 0, phrase.Length) == 0
                    && (at + phrase.Length == heading.Length || IsBlank(heading[Math.Min(at + phrase.Length, heading.Length - 1)])))
                {
                    end = Math.Max(end, at + phrase.Length);
                }
            }

            words.Add((at, end));
            at = end;
        }

        return words;
    }
}
