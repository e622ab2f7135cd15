using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Tests.Printing;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("pve1", "pve1")]
    [InlineData("Größe", "Größe")]
    [InlineData("日本", "日本")]
    [InlineData("👩‍👧", "👩‍👧")]
    [InlineData("a\tb", "a\\u{9}b")]
    [InlineData("\u001b[0m", "\\u{1b}[0m")]
    [InlineData("\u007f", "\\u{7f}")]
    [InlineData("\u009b", "\\u{9b}")]
    [InlineData("\u2066x\u2069", "\\u{2066}x\\u{2069}")]
    [InlineData("\ufeffbom", "\\u{feff}bom")]
    [InlineData("", "")]
    public void Text_is_shown_and_control_is_spelled_out(string text, string expected) => SafeText.Clean(text).ShouldBe(expected);

    // Not in a theory: a lone surrogate does not survive the way to the test runner.
    [Fact]
    public void A_lone_surrogate_is_replaced() => SafeText.Clean("a" + '\ud800' + "b").ShouldBe("a\ufffdb");

    [Fact]
    public void A_letter_under_a_tower_of_marks_is_one_letter()
        => SafeText.Clean("a" + string.Concat(Enumerable.Repeat('\u0301', 500)) + "b").ShouldBe("\ufffdb");

    [Theory]
    [InlineData("pve1", 4, "pve1")]
    [InlineData("pve1", 3, "pv…")]
    [InlineData("pve1", 1, "…")]
    [InlineData("pve1", 0, "")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    public void Text_is_cut_between_letters(string text, int cells, string expected) => SafeText.Fit(text, cells).ShouldBe(expected);

    [Fact]
    public void Whatever_is_cut_fits()
        => Prop.ForAll<string, PositiveInt>((text, cells) =>
        {
            var clean = SafeText.Clean(text ?? string.Empty);
            return SafeText.Cells(SafeText.Fit(clean, cells.Get)) <= cells.Get;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Clean_text_controls_nothing_and_stays_as_it_is()
        => Prop.ForAll<string>(text =>
        {
            var clean = SafeText.Clean(text ?? string.Empty);
            return !clean.Any(char.IsControl) && SafeText.Clean(clean) == clean
                && clean.EnumerateRunes().All(r => System.Text.Rune.GetUnicodeCategory(r) is not (UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
        }).QuickCheckThrowOnFailure();
}
