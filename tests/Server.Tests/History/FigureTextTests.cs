using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

public sealed class FigureTextTests
{
    private static readonly Gen<double> Figures = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(static number => (double)number),
        from number in Gen.Choose(-2_000_000_000, 2_000_000_000)
        from places in Gen.Choose(0, 9)
        select number / Math.Pow(10, places),
        ArbMap.Default.GeneratorFor<double>(),
        Gen.Elements(0.0, -0.0, 1e15, 999_999_999_999_999, 1e-7, double.Epsilon, double.MaxValue, double.MinValue, 0.1 + 0.2, 1 / 3.0));

    [Fact]
    public void A_figure_reads_back_bit_by_bit_and_is_as_short_as_can_be()
    {
        Prop.ForAll(Figures.ListOf().ToArbitrary(), static figures =>
        {
            var places = 0;
            foreach (var figure in figures.Where(double.IsFinite))
            {
                var text = Text((Span<byte> to) => FigureText.Whole(to, figure, ref places));
                BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))
                    .ShouldBe(BitConverter.DoubleToInt64Bits(figure), text);
                text.Length.ShouldBeLessThanOrEqualTo(figure.ToString("R", CultureInfo.InvariantCulture).Length);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_mean_is_told_with_nine_digits()
    {
        Prop.ForAll(Figures.ToArbitrary(), static mean =>
        {
            if (!double.IsFinite(mean))
                return;
            var text = Text((Span<byte> to) => FigureText.Mean(to, mean));
            var read = double.Parse(text, CultureInfo.InvariantCulture);
            Math.Abs(read - mean).ShouldBeLessThanOrEqualTo(Math.Abs(mean) * 5.000_001e-9, text);
            text.TrimStart('-').TrimStart('0', '.').Split('E')[0].TrimEnd('0').Count(char.IsAsciiDigit).ShouldBeLessThanOrEqualTo(9);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_null(double value)
    {
        var places = 2;
        Text((Span<byte> to) => FigureText.Whole(to, value, ref places)).ShouldBe("null");
        Text((Span<byte> to) => FigureText.Mean(to, value)).ShouldBe("null");
    }

    [Theory]
    [InlineData(1_500, 3, "1.5")]
    [InlineData(1_000, 3, "1")]
    [InlineData(7, 3, "0.007")]
    [InlineData(0, 3, "0")]
    [InlineData(1_790_000_000_123, 3, "1790000000.123")]
    public void A_decimal_has_no_zeros_at_its_end(long scaled, int places, string text)
        => Text((Span<byte> to) => FigureText.Decimal(to, isNegative: false, scaled, places)).ShouldBe(text);

    private delegate int Write(Span<byte> to);

    private static string Text(Write write)
    {
        Span<byte> room = stackalloc byte[FigureText.Longest];
        return Encoding.ASCII.GetString(room[..write(room)]);
    }
}
