using Proxima.Cli.Printing;

namespace Proxima.Cli.Tests.Printing;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(null, "?")]
    [InlineData(double.NaN, "?")]
    [InlineData(double.PositiveInfinity, "?")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.04, "0 %")]
    [InlineData(3.21, "3.2 %")]
    [InlineData(9.96, "10 %")]
    [InlineData(61.4, "61 %")]
    [InlineData(99.99, "99 %")]
    [InlineData(100.0, "100 %")]
    public void Percent(double? value, string expected) => Amounts.Percent(value).ShouldBe(expected);

    [Theory]
    [InlineData(null, "?")]
    [InlineData(0.0, "0 B")]
    [InlineData(999.0, "999 B")]
    [InlineData(1000.0, "1.0 KiB")]
    [InlineData(1536.0, "1.5 KiB")]
    [InlineData(1048576.0, "1.0 MiB")]
    [InlineData(107374182400.0, "100 GiB")]
    [InlineData(1e30, "867361737988 EiB")]
    public void Bytes(double? value, string expected) => Amounts.Bytes(value).ShouldBe(expected);

    [Theory]
    [InlineData(null, "?")]
    [InlineData(double.NaN, "?")]
    [InlineData(2048.0, "2.0 KiB/s")]
    public void Rate(double? value, string expected) => Amounts.BytesPerSecond(value).ShouldBe(expected);

    [Theory]
    [InlineData(null, "?")]
    [InlineData(double.NaN, "?")]
    [InlineData(1e300, "?")]
    [InlineData(-5.0, "0 s")]
    [InlineData(4.9, "4 s")]
    [InlineData(60.0, "1 min")]
    [InlineData(3600.0, "1 h")]
    [InlineData(5400.0, "1 h 30 min")]
    [InlineData(86400.0, "1 d")]
    [InlineData(90061.0, "1 d 1 h")]
    public void Duration(double? seconds, string expected) => Amounts.Duration(seconds).ShouldBe(expected);

    [Theory]
    [InlineData(null, "?")]
    [InlineData(10_000_000_000L, "10 Gbit/s")]
    [InlineData(2_500_000_000L, "2.5 Gbit/s")]
    [InlineData(100_000_000L, "100 Mbit/s")]
    public void LinkSpeed(long? value, string expected) => Amounts.LinkSpeed(value).ShouldBe(expected);

    [Theory]
    [InlineData(null, "?")]
    [InlineData(41.4, "41 °C")]
    public void Celsius(double? value, string expected) => Amounts.Celsius(value).ShouldBe(expected);

    [Fact]
    public void Figures_do_not_follow_the_language_of_the_terminal()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Amounts.Percent(3.21).ShouldBe("3.2 %");
            Amounts.Bytes(1536).ShouldBe("1.5 KiB");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
