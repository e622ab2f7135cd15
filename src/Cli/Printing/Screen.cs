using Spectre.Console;

namespace Proxima.Cli.Printing;

/// <summary>Prints lines in colour, or without where there is no terminal or nobody wants any.</summary>
internal sealed class Screen
{
    // Lines are fitted before they are printed: the console must not break them again.
    private const int NeverWrap = 1_000_000;

    private readonly IAnsiConsole _console;

    public Screen(Surroundings around)
    {
        Width = around.Width;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = around.HasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = around.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(around.Output),
        });
        _console.Profile.Width = NeverWrap;
    }

    /// <summary>Cells across; null when nothing needs to be cut.</summary>
    public int? Width { get; }

    public void Line() => _console.WriteLine();

    public void Line(string text, Tone tone = Tone.Plain) => Line((text, tone));

    /// <summary>One line of pieces, cleaned, and cut at the edge of the terminal.</summary>
    public void Line(params ReadOnlySpan<(string Text, Tone Tone)> pieces)
    {
        var left = Width ?? int.MaxValue;
        foreach (var (text, tone) in pieces)
        {
            var fitted = SafeText.Fit(SafeText.Clean(text), left);
            _console.Write(new Text(fitted, StyleOf(tone)));
            left -= SafeText.Cells(fitted);
        }

        _console.WriteLine();
    }

    /// <summary>A paragraph, broken between words at the edge of the terminal.</summary>
    public void Wrapped(string text, Tone tone = Tone.Plain)
    {
        var clean = SafeText.Clean(text);
        if (Width is not { } width || SafeText.Cells(clean) <= width)
        {
            Line(clean, tone);
            return;
        }

        var line = string.Empty;
        foreach (var word in clean.Split(' '))
        {
            if (line.Length > 0 && SafeText.Cells(line) + 1 + SafeText.Cells(word) > width)
            {
                Line(line, tone);
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Line(line, tone);
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Head => new Style(decoration: Decoration.Bold),
        Tone.Quiet or Tone.Unknown => new Style(decoration: Decoration.Dim),
        Tone.Ok => new Style(Color.Green),
        Tone.Info => new Style(Color.Blue),
        Tone.Warning => new Style(Color.Olive),
        Tone.Critical => new Style(Color.Maroon, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
