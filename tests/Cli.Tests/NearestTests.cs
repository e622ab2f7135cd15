namespace Proxima.Cli.Tests;

public sealed class NearestTests
{
    private static readonly string[] Words = ["serve", "status", "node", "version"];

    [Theory]
    [InlineData("serv", "serve")]
    [InlineData("stauts", "status")]
    [InlineData("nod", "node")]
    [InlineData("versoin", "version")]
    public void A_slip_of_the_finger_is_seen(string typed, string meant) => Nearest.To(typed, Words).ShouldBe(meant);

    [Theory]
    [InlineData("x")]
    [InlineData("elephant")]
    [InlineData("")]
    public void Another_word_is_not(string typed) => Nearest.To(typed, Words).ShouldBeNull();

    [Fact]
    public void A_very_long_word_costs_nothing() => Nearest.To(new string('s', 1_000_000), Words).ShouldBeNull();

    [Fact]
    public void Without_words_there_is_nothing_to_mean() => Nearest.To("serve", []).ShouldBeNull();
}
