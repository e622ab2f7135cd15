namespace Proxima.Cli.Printing;

/// <summary>A column of a table.</summary>
/// <param name="Title">Head.</param>
/// <param name="IsRight">Figures stand right.</param>
/// <param name="Least">Cells it may be shrunk to; 0 for never.</param>
/// <param name="DropOrder">The column with the highest number goes first when the terminal is too narrow; 0 stays.</param>
internal sealed record Column(string Title, bool IsRight = false, int Least = 0, int DropOrder = 0);

internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>Rows in columns that fit the terminal. Where there is none, nothing is shrunk or dropped.</summary>
internal sealed class Table(params IReadOnlyList<Column> columns)
{
    private const int Gap = 2;

    // Whoever named a thing with ten thousand letters gets a readable table all the same; --json has all of it.
    private const int WidestCell = 120;

    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public void Row(params IReadOnlyList<Cell> cells)
    {
        if (cells.Count != columns.Count)
        {
            throw new ArgumentException($"{cells.Count} cells for {columns.Count} columns", nameof(cells));
        }

        _rows.Add([.. cells.Select(c => c with { Text = SafeText.Clean(c.Text) })]);
    }

    public void Print(Screen screen)
    {
        var widths = Widths(screen.Width);
        PrintRow(screen, widths, [.. columns.Select(c => new Cell(c.Title, Tone.Head))]);
        foreach (var row in _rows)
        {
            PrintRow(screen, widths, row);
        }
    }

    /// <summary>Cells for each column; null for a dropped one.</summary>
    internal IReadOnlyList<int?> Widths(int? terminal)
    {
        var natural = columns.Select((c, i) => (int?)Math.Min(WidestCell,
            _rows.Select(r => SafeText.Cells(r[i].Text)).Append(SafeText.Cells(c.Title)).Max())).ToArray();
        if (terminal is not { } most)
        {
            return natural;
        }

        while (true)
        {
            var widths = Shrunk(natural, most);
            if (Total(widths) <= most || !DropOne(natural))
            {
                return widths;
            }
        }
    }

    /// <summary>Takes a cell at a time from the widest column that may give one.</summary>
    private int?[] Shrunk(int?[] natural, int most)
    {
        var widths = natural.ToArray();
        for (var over = Total(widths) - most; over > 0; over--)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                var mayGive = columns[i].Least > 0 && widths[i] > columns[i].Least;
                if (mayGive && (widest < 0 || widths[i] > widths[widest]))
                {
                    widest = i;
                }
            }

            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    private bool DropOne(int?[] natural)
    {
        var order = Enumerable.Range(0, natural.Length).Where(i => natural[i] is not null && columns[i].DropOrder > 0).ToList();
        if (order.Count == 0)
        {
            return false;
        }

        natural[order.MaxBy(i => columns[i].DropOrder)] = null;
        return true;
    }

    private static int Total(int?[] widths) => widths.Sum(w => w + Gap ?? 0) - Gap;

    private void PrintRow(Screen screen, IReadOnlyList<int?> widths, IReadOnlyList<Cell> cells)
    {
        var pieces = new List<(string Text, Tone Tone)>();
        var pending = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            if (widths[i] is not { } width)
            {
                continue;
            }

            var text = SafeText.Fit(cells[i].Text, width);
            var room = width - SafeText.Cells(text);
            pieces.Add((new string(' ', pending + (columns[i].IsRight ? room : 0)), Tone.Plain));
            pieces.Add((text, cells[i].Tone));
            pending = Gap + (columns[i].IsRight ? 0 : room);
        }

        // A line ends with its last letter, so that nothing copied from it carries blanks.
        var last = pieces.FindLastIndex(piece => !string.IsNullOrWhiteSpace(piece.Text));
        screen.Line([.. pieces.Take(last + 1)]);
    }
}
