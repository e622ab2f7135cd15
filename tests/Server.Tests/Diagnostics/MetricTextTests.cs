using Proxima.Server.Features.Diagnostics;

namespace Proxima.Server.Tests.Diagnostics;

public sealed class MetricTextTests
{
    private static readonly MetricFamily Plain = MetricFamily.Gauge("proxima_thing", "A thing.", "name");
    private static readonly MetricFamily Counted = MetricFamily.Counter("proxima_work_seconds", "seconds", "Work.");
    private static readonly MetricFamily Facts = MetricFamily.Info("proxima_thing", "Facts.", "version");

    [Fact]
    public void Prometheus_gets_names_as_it_stores_them()
    {
        Text(Counted, MetricFormat.Prometheus, text => text.Add(1.5)).ShouldBe(
            "# HELP proxima_work_seconds_total Work.\n# TYPE proxima_work_seconds_total counter\nproxima_work_seconds_total 1.5\n");
        Text(Facts, MetricFormat.Prometheus, text => text.Add(1, "2")).ShouldBe(
            "# HELP proxima_thing_info Facts.\n# TYPE proxima_thing_info gauge\nproxima_thing_info{version=\"2\"} 1\n");
    }

    [Fact]
    public void OpenMetrics_gets_families_with_units_and_types_of_its_own()
    {
        Text(Counted, MetricFormat.OpenMetrics, text => text.Add(1.5)).ShouldBe(
            "# HELP proxima_work_seconds Work.\n# TYPE proxima_work_seconds counter\n# UNIT proxima_work_seconds seconds\nproxima_work_seconds_total 1.5\n");
        Text(Facts, MetricFormat.OpenMetrics, text => text.Add(1, "2")).ShouldBe(
            "# HELP proxima_thing Facts.\n# TYPE proxima_thing info\nproxima_thing_info{version=\"2\"} 1\n");
    }

    [Fact]
    public void What_is_not_known_is_left_out_and_a_family_without_samples_too()
    {
        Text(Plain, MetricFormat.Prometheus, text =>
        {
            text.Add(null, "a");
            text.Add(double.NaN, "b");
            text.Add(double.PositiveInfinity, "c");
        }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("{x=\"1\"} 5 # HELP", "{x=\\\"1\\\"} 5 # HELP")]
    [InlineData("größer 🐘", "größer 🐘")]
    [InlineData(null, "")]
    public void Labels_are_escaped(string? value, string written)
        => Text(Plain, MetricFormat.Prometheus, text => text.Add(1, value)).ShouldEndWith($"proxima_thing{{name=\"{written}\"}} 1\n");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(16_000_000_000, "16000000000")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e300, "1E+300")]
    public void Numbers_are_written_whole(double value, string written)
        => Text(Plain, MetricFormat.Prometheus, text => text.Add(value, "a")).ShouldEndWith($" {written}\n");

    [Fact]
    public void Of_two_samples_with_the_same_labels_the_first_stays()
    {
        var text = Text(Plain, MetricFormat.Prometheus, text =>
        {
            text.Add(1, "a");
            text.Add(2, "a");
        });
        text.ShouldEndWith("proxima_thing{name=\"a\"} 1\n");
    }

    [Fact]
    public void A_sample_with_the_wrong_number_of_labels_is_a_bug()
        => Should.Throw<ArgumentException>(
            () => Text(Plain, MetricFormat.Prometheus, text => text.Add(1))).Message.ShouldContain("proxima_thing has 1 labels");

    private static string Text(MetricFamily family, MetricFormat format, Action<MetricText> fill)
    {
        var text = new MetricText(family, format);
        fill(text);
        return text.ToString();
    }
}
