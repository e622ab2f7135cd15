namespace Proxima.Cli.Tests.Printing;

public sealed class ColourTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "xterm-256color", true)]
    [InlineData("", "xterm", true)]
    [InlineData("1", "xterm", false)]
    [InlineData("0", "xterm", false)]
    [InlineData(null, "dumb", false)]
    public void Colour_is_not_forced_on_anybody(string? noColour, string? terminal, bool expected)
        => Surroundings.WantsColour(name => name switch { "NO_COLOR" => noColour, "TERM" => terminal, _ => null }).ShouldBe(expected);
}
