using Proxima.Cli.Client;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Tests.Status;

public sealed class StatusTests
{
    [Theory]
    [InlineData(Severity.Ok, 0)]
    [InlineData(Severity.Info, 0)]
    [InlineData(Severity.Warning, 3)]
    [InlineData(Severity.Critical, 4)]
    [InlineData(Severity.Unknown, 5)]
    public async Task The_exit_code_is_the_answer(Severity severity, int expected)
    {
        (await Of(Samples.Fleet(severity)).RunAsync("status")).ExitCode.ShouldBe(expected);
        (await Of(Samples.Fleet(severity)).RunAsync("status", "--json")).ExitCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Good_news_is_short_and_says_how_it_knows()
    {
        var ended = await Of(Samples.Fleet(Severity.Ok)).RunAsync("status");

        ended.OutputLines.ShouldBe(
        [
            "Everything is okay.",
            "1 of 1 node answers, 3 file systems, 2 disks, 4 interfaces, 12 sensors; oldest figure 4 s old",
            "CPU 3.2 % of 8 threads · memory 2.0 GiB of 8.0 GiB",
        ]);
    }

    [Fact]
    public async Task Bad_news_comes_with_place_cause_and_what_to_do()
    {
        var shell = Of(Samples.Fleet(Severity.Critical, 1, 1, Samples.Finding(Severity.Critical, "/var is 96 % full, rule allows 95", "Free space on /var")));
        shell.Server.Has("/api/nodes", Samples.Page(Samples.Node("pve1")), CliJson.Default.NodePage);

        var ended = await shell.RunAsync("status");

        ended.OutputLines[0].ShouldBe("Critical: 1 problem.");
        ended.OutputLines[^1].ShouldBe("critical  pve1  /var is 96 % full, rule allows 95  1 h 30 min  Free space on /var");
    }

    [Fact]
    public async Task A_node_without_a_name_is_called_by_its_id()
    {
        var shell = Of(Samples.Fleet(Severity.Warning, 1, 1, Samples.Finding(Severity.Warning, "warm")));
        shell.Server.Has("/api/nodes", Samples.Page(), CliJson.Default.NodePage);

        (await shell.RunAsync("status")).OutputLines[^1].ShouldStartWith("warning  0190aaaa  warm");
    }

    [Theory]
    [InlineData(Severity.Ok, 0, 0, "Unknown: no node has reported yet.")]
    [InlineData(Severity.Ok, 3, 2, "Unknown: 1 node does not answer.")]
    [InlineData(Severity.Info, 3, 1, "Unknown: 2 nodes do not answer.")]
    [InlineData(Severity.Unknown, 3, 0, "Unknown: 3 nodes do not answer.")]
    [InlineData(Severity.Unknown, 3, 3, "Unknown: the server does not say why.")]
    [InlineData(Severity.Warning, 3, 2, "Warning: 0 problems. 1 node does not answer.")]
    [InlineData(Severity.Ok, 3, 3, "Everything is okay.")]
    public void Okay_is_said_only_with_evidence(Severity severity, int nodes, int answering, string expected)
        => Cli.Status.StatusPage.Sentence(Samples.Fleet(severity, nodes, answering)).ShouldBe(expected);

    [Theory]
    [InlineData(Severity.Ok, 3, 2)]
    [InlineData(Severity.Info, 3, 2)]
    [InlineData(Severity.Ok, 0, 0)]
    public async Task Nobody_exits_with_okay_while_the_sentence_says_unknown(Severity severity, int nodes, int answering)
        => (await Of(Samples.Fleet(severity, nodes, answering)).RunAsync("status")).ExitCode.ShouldBe(5);

    [Fact]
    public void Readings_that_failed_are_counted()
        => Cli.Status.StatusPage.Evidence(Samples.Fleet(Severity.Unknown) with { Evidence = new EvidenceCount(1, 1, 1, 0, 2) }, FakeServer.Now)
            .ShouldBe("1 of 1 node answers, 1 file system, 1 disk, 1 interface, 0 sensors, 2 readings failed; oldest figure 4 s old");

    [Fact]
    public void Without_a_fresh_figure_no_age_is_made_up()
        => Cli.Status.StatusPage.Evidence(Samples.Fleet(Severity.Unknown, 1, 0), FakeServer.Now).ShouldEndWith("; no figure is fresh");

    [Fact]
    public async Task Json_is_the_answer_of_the_server_letter_for_letter()
    {
        const string Json = """
            { "version": 1, "at": "2025-06-01T12:00:00Z", "severity": "ok", "nodes": 1, "nodesAnswering": 1, "problems": 0, "findings": [],
              "evidence": { "filesystems": 0, "disks": 0, "interfaces": 0, "sensors": 0, "failedReadings": 0 }, "totals": { "threads": 1 },
              "cost": { "programsStarted": 0, "disksWoken": 0 }, "news": [1] }
            """;

        var ended = await new Shell { Server = new FakeServer().Has("/api/fleet", Json) }.RunAsync("status", "--json");

        ended.Output.ShouldBe(Json + "\n");
        ended.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task More_problems_than_are_shown_are_counted()
    {
        var shell = Of(Samples.Fleet(Severity.Warning, 1, 1, Samples.Finding(Severity.Warning, "warm")) with { Problems = 21 });
        shell.Server.Has("/api/nodes", Samples.Page(Samples.Node("pve1")), CliJson.Default.NodePage);

        (await shell.RunAsync("status")).OutputLines[^1].ShouldBe("and 20 more problems; 'proxima node list' shows where");
    }

    [Fact]
    public async Task Colour_is_for_state_and_only_on_a_terminal()
    {
        (await Of(Samples.Fleet(Severity.Ok)).RunAsync("status")).Output.ShouldNotContain("\u001b");
        (await Of(Samples.Fleet(Severity.Ok), hasColour: true).RunAsync("status")).Output.ShouldContain("\u001b[32mEverything is okay.");
    }

    private static Shell Of(FleetOverview fleet, bool hasColour = false)
        => new() { HasColour = hasColour, Server = new FakeServer().Has("/api/fleet", fleet, CliJson.Default.FleetOverview) };
}
