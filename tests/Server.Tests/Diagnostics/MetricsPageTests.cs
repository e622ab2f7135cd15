using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Server.Features.Diagnostics;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Diagnostics;

public sealed partial class MetricsPageTests
{
    private const string Node = "node=\"pve1\",node_id=\"0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";

    [Theory]
    [InlineData("proxima_nodes 1")]
    [InlineData("proxima_nodes_answering 1")]
    [InlineData("proxima_node_info{" + Node + ",os=\"Debian GNU/Linux 12 (bookworm)\",kernel=\"6.8.12-4-pve\",architecture=\"x86_64\",cpu_model=\"AMD Ryzen 5\"} 1")]
    [InlineData("proxima_node_answering{" + Node + "} 1")]
    [InlineData("proxima_node_severity{" + Node + "} 4")]
    [InlineData("proxima_node_sample_age_seconds{" + Node + "} 4")]
    [InlineData("proxima_findings{" + Node + ",severity=\"warning\"} 2")]
    [InlineData("proxima_findings{" + Node + ",severity=\"unknown\"} 0")]
    [InlineData("proxima_cpu_busy_ratio{" + Node + "} 0.25")]
    [InlineData("proxima_cpu_mode_ratio{" + Node + ",mode=\"iowait\"} 0.025")]
    [InlineData("proxima_cpu_core_busy_ratio{" + Node + ",core=\"0\"} 0.5")]
    [InlineData("proxima_load_average{" + Node + ",window=\"5m\"} 0.25")]
    [InlineData("proxima_memory_used_bytes{" + Node + "} 4000000000")]
    [InlineData("proxima_disk_read_await_seconds{" + Node + ",disk=\"sda\"} 0.002")]
    [InlineData("proxima_filesystem_used_bytes{" + Node + ",mountpoint=\"/\",fstype=\"ext4\",device=\"/dev/sda1\"} 60")]
    [InlineData("proxima_filesystem_answering{" + Node + ",mountpoint=\"/mnt/nas\",fstype=\"ext4\",device=\"/dev/sda1\"} 0")]
    [InlineData("proxima_network_received_bytes_total{" + Node + ",interface=\"eno1\"} 1000")]
    [InlineData("proxima_network_speed_bytes_per_second{" + Node + ",interface=\"eno1\"} 125000000")]
    [InlineData("proxima_network_up{" + Node + ",interface=\"eno1\"} 1")]
    [InlineData("proxima_temperature_celsius{" + Node + ",sensor=\"coretemp-isa-0000/temp1\",chip=\"coretemp\",label=\"Package id 0\"} 45")]
    [InlineData("proxima_collector_success{" + Node + ",collector=\"zfs\"} 1")]
    [InlineData("proxima_collector_success{" + Node + ",collector=\"hwmon\"} 0")]
    [InlineData("proxima_collector_duration_seconds{" + Node + ",collector=\"cpu\"} 0.00012")]
    [InlineData("proxima_cost_programs_started_total{" + Node + "} 0")]
    public void The_page_says(string line) => Lines(SampleFleet.Node()).ShouldContain(line);

    [Theory]
    [InlineData("proxima_cpu_core_busy_ratio{" + Node + ",core=\"1\"}")]
    [InlineData("proxima_pressure_ratio")]
    [InlineData("proxima_swap_")]
    [InlineData("proxima_memory_arc_bytes")]
    [InlineData("proxima_disk_queue_length")]
    [InlineData("proxima_filesystem_size_bytes{" + Node + ",mountpoint=\"/mnt/nas\"")]
    [InlineData("proxima_network_up{" + Node + ",interface=\"tap100i0\"")]
    [InlineData("proxima_network_speed_bytes_per_second{" + Node + ",interface=\"tap100i0\"")]
    [InlineData("proxima_fan_speed_rpm")]
    [InlineData("proxima_container_")]
    public void What_is_unknown_or_absent_is_not_on_the_page(string start)
        => Lines(SampleFleet.Node()).ShouldNotContain(line => line.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public void A_node_that_does_not_answer_has_an_age_and_a_verdict_but_no_figures()
    {
        var silent = SampleFleet.Node() with { IsAnswering = false, SampledAt = SampleFleet.Noon.AddHours(-1), Severity = Severity.Unknown };
        Lines(silent).Where(line => line.Contains(Node, StringComparison.Ordinal)).Select(
            line => line[..line.IndexOf('{', StringComparison.Ordinal)]).Distinct()
            .ShouldBe(["proxima_node_info", "proxima_node_answering", "proxima_node_severity", "proxima_node_sample_age_seconds", "proxima_findings"]);
        Lines(silent).ShouldContain("proxima_node_answering{" + Node + "} 0");
        Lines(silent).ShouldContain("proxima_node_sample_age_seconds{" + Node + "} 3600");
    }

    [Fact]
    public void A_node_that_never_reported_has_no_age()
    {
        var never = SampleFleet.Node() with { IsAnswering = false, SampledAt = null, Figures = null, Facts = null };
        Lines(never).ShouldNotContain(line => line.StartsWith("proxima_node_sample_age_seconds", StringComparison.Ordinal));
    }

    [Fact]
    public void The_evidence_of_identity_is_not_on_the_page()
        => Page(MetricFormat.Prometheus, SampleFleet.Node()).ShouldNotContain("very-secret");

    [Fact]
    public void Two_nodes_of_one_name_and_one_mount_point_listed_twice_make_no_sample_twice()
    {
        var root = SampleFleet.Filesystem("/", Reading.Of(new Model.Host.FilesystemSpace(1, 1, 0, null, null)));
        var figures = SampleFleet.Figures() with { Filesystems = Reading.Of(new Model.Host.FilesystemList([root, root])) };
        var twin = NodeId.Parse("0190bbbbbbbbbbbbbbbbbbbbbbbbbbbb", CultureInfo.InvariantCulture);
        var keys = Lines(SampleFleet.Node(figures), SampleFleet.Node(figures, id: twin))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]).ToArray();
        keys.Distinct().Count().ShouldBe(keys.Length);
        keys.Count(key => key.StartsWith("proxima_filesystem_size_bytes", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void An_OpenMetrics_page_follows_the_rules_of_its_text()
    {
        var lines = Page(MetricFormat.OpenMetrics, SampleFleet.Node()).Split('\n');
        lines[^2].ShouldBe("# EOF");
        lines[^1].ShouldBeEmpty();
        lines.Count(line => line.Length == 0).ShouldBe(1);
        string family = "", type = "";
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines[..^2])
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                done.Add(family = line.Split(' ')[2]).ShouldBeTrue($"{line}: a family is in one piece");
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                (line.Split(' ')[2], type = line.Split(' ')[3]).Item1.ShouldBe(family);
            else if (line.StartsWith("# UNIT ", StringComparison.Ordinal))
                family.ShouldEndWith("_" + line.Split(' ')[3]);
            else
                OpenMetricsSample().Match(line).Groups["name"].Value.ShouldBe(
                    family + (type == "counter" ? "_total" : type == "info" ? "_info" : ""), line);
        }

        done.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Names_are_plain_and_a_unit_ends_the_name()
    {
        MetricsPage.Families.Select(family => family.Name + family.Type).Distinct().Count().ShouldBe(MetricsPage.Families.Count);
        foreach (var family in MetricsPage.Families)
        {
            family.Name.ShouldMatch("^proxima_[a-z0-9]+(_[a-z0-9]+)*$");
            family.Name.ShouldNotEndWith("_total");
            family.Labels.ShouldAllBe(label => label.All(character => char.IsAsciiLetterLower(character) || character == '_'));
            family.Labels.Distinct().Count().ShouldBe(family.Labels.Count);
            family.Help.ShouldEndWith(".");
            if (family.Unit is not null)
                family.Name.ShouldEndWith("_" + family.Unit);
        }
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say_about_the_page_whatever_names_a_host_has()
    {
        var hostile = "a\"b\\c\nd{e=\"f\"} 1 # HELP 🐘 \u0001\t,";
        var figures = SampleFleet.Figures() with
        {
            Filesystems = Reading.Of(new Model.Host.FilesystemList(
                [SampleFleet.Filesystem(hostile, Reading.Of(new Model.Host.FilesystemSpace(1, 1, 0, null, null)))])),
            Swap = Reading.Of(new Model.Figures.SwapFigures(1, 1, 100, 5, 5)),
            Pressure = Reading.Of(new Model.Figures.PressureFigures(1, 2, 3, 4, 5, 6)),
            Cgroup = Reading.Of(new Model.Figures.CgroupFigures(1, 0.5, 100, 50, 50)),
        };
        var twin = NodeId.Parse("0190bbbbbbbbbbbbbbbbbbbbbbbbbbbb", CultureInfo.InvariantCulture);
        var page = Page(MetricFormat.Prometheus, SampleFleet.Node(), SampleFleet.Node(figures, hostile, twin));
        (await Promtool.CheckAsync(page)).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Promtool_would_have_found_a_mistake()
        => (await Promtool.CheckAsync("# TYPE proxima_things counter\nproxima_things 1\n")).Exit.ShouldNotBe(0);

    [Fact]
    public void The_catalogue_is_the_contract()
    {
        var text = new StringBuilder("# Every metric: name, type, unit, labels, meaning. Written by MetricsPageTests.\n");
        foreach (var family in MetricsPage.Families.OrderBy(family => family.SampleName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{family.SampleName} {Word(family.Type)} {family.Unit ?? "-"} ");
            text.Append(family.Labels.Count == 0 ? "-" : string.Join(',', family.Labels)).Append(' ').Append(family.Help).Append('\n');
        }

        Contracts.Match("metrics.txt", text.ToString());
    }

    [Fact]
    public void The_reference_page_is_made_from_the_catalogue()
    {
        var text = new StringBuilder(
            """
            # Metrics

            `GET /metrics` answers all figures of all nodes in the Prometheus text format 0.0.4, or in OpenMetrics 1.0 when the `Accept` header
            prefers it; compressed when `Accept-Encoding` allows it. It needs the scope `read` and reads no database.

            - What is unknown or absent is left out: there is never a 0 or a NaN for it. Figures of a node that does not answer are left out
              altogether; `proxima_node_answering` and `proxima_node_sample_age_seconds` say so.
            - Labels `node` (its name) and `node_id` are on every metric of a node: names may repeat, ids do not.
            - Shares are ratios from 0 to 1. Rates are over the last two samples, counters count since the host or the program started.

            | metric | type | unit | labels | meaning |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var family in MetricsPage.Families.OrderBy(family => family.SampleName, StringComparer.Ordinal))
        {
            var labels = string.Join(", ", family.Labels.Select(label => $"`{label}`"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{family.SampleName}` | {Word(family.Type)} | {family.Unit} | {labels} | {family.Help} |\n");
        }

        Contracts.Match("../docs/reference/metrics.md", text.ToString());
    }

    private static string Word(MetricType type) => type.ToString().ToLowerInvariant();

    private static string Page(MetricFormat format, params NodeState[] nodes)
        => string.Concat(MetricsPage.Blocks(new SampleFleet(nodes).Current, SampleFleet.Noon, format));

    private static string[] Lines(params NodeState[] nodes) => Page(MetricFormat.Prometheus, nodes).Split('\n');

    [GeneratedRegex("""^(?<name>[a-z0-9_]+)(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)*\})? -?[0-9.E+-]+$""")]
    private static partial Regex OpenMetricsSample();
}
