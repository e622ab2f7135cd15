using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Tests.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

/// <summary>What is wrong with the log is known without asking for it, and shown where people look.</summary>
public sealed class AuditStandingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_a_day_the_log_is_checked_and_what_is_found_stands_until_it_is_gone()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 5);
        using var loop = new AuditCheckLoop(bench.Records, bench.Clock, new Logger<AuditCheckLoop>(bench.Logs));
        await loop.StartAsync(Token);
        bench.Audit.Standing.Flaw.ShouldBeNull();
        await bench.SqlAsync("UPDATE audit SET principal = 'mallory' WHERE sequence = 3");

        bench.Clock.Advance(TimeSpan.FromMinutes(10));

        await Eventually.IsTrueAsync(() => bench.Logs.Lines.Any(line => line.Id == 7558), "the first check tells");
        bench.Audit.Standing.Flaw.ShouldNotBeNull().ShouldContain("3");
        await bench.SqlAsync("UPDATE audit SET principal = 'anna' WHERE sequence = 3");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await Eventually.IsTrueAsync(() => bench.Audit.Standing.Flaw is null, "the next one finds it whole");
        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task A_chain_found_broken_while_writing_stands_at_once()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);
        await bench.SqlAsync("DELETE FROM audit WHERE sequence = 3");
        await bench.AppendAsync(1);
        bench.Audit.Standing.Flaw.ShouldNotBeNull().ShouldContain("entry 4");
    }

    [Fact]
    public async Task Not_anchored_is_said_when_it_was_tried_and_no_longer_once_it_works()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        var carrier = new KeptAnchors { Problem = "it is not there" };
        bench.Carriers.Add(carrier);
        bench.Restart();
        bench.Audit.Standing.NotAnchored.ShouldBeNull();
        await bench.Anchorage.AnchorAsync(Token);
        bench.Audit.Standing.NotAnchored.ShouldBe("kept: it is not there");
        carrier.Problem = null;
        await bench.Anchorage.AnchorAsync(Token);
        bench.Audit.Standing.NotAnchored.ShouldBeNull();
    }

    [Fact]
    public async Task The_node_the_program_runs_on_shows_it_and_no_other()
    {
        await using var fleet = await FleetStack.CreateAsync();
        fleet.Audit.Checked(AuditReportOf("Entry 3 was altered"));
        fleet.Audit.NotAnchored = "journal: it is not there";
        var here = await fleet.NodeAsync("here", Model.Wire.Origin.Local);
        var there = await fleet.NodeAsync("there");
        await fleet.BeatsAsync(here, 1, 1);
        await fleet.BeatsAsync(there, 1, 1);

        fleet.State(here).Findings.Select(finding => finding.Rule).ShouldBe(["audit-flawed", "audit-not-anchored"]);
        fleet.State(there).Findings.ShouldBeEmpty();
    }

    private static AuditReport AuditReportOf(string flaw) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Entries = 3,
        Anchoring = new AuditAnchoring { Unanchored = 3 },
        IsWhole = false,
        Flaws = [new AuditFlaw(AuditFlawKind.Altered, 3, 3, flaw)],
        FlawCount = 1,
    };
}
