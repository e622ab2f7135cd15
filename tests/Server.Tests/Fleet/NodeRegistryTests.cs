using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class NodeRegistryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [EngineData]
    public async Task After_a_restart_names_and_facts_are_there_and_figures_are_unknown(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();
        await fleet.AcceptAsync(host.TellWithFacts(1, "pve1"));

        await fleet.RestartAsync();

        var state = fleet.State(host);
        state.Name.ShouldBe("pve1");
        state.Facts.ShouldNotBeNull().Cpu.Value.ShouldNotBeNull().Model.ShouldBe("Ryzen 5");
        state.Figures.ShouldBeNull();
        state.SampledAt.ShouldBeNull();
        state.Severity.ShouldBe(Severity.Unknown);
        state.Findings.ShouldHaveSingleItem().Rule.ShouldBe("never-reported");
    }

    [Theory]
    [EngineData]
    public async Task The_name_follows_the_host_name(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync("old");

        await fleet.AcceptAsync(host.TellWithFacts(1, "new"));

        fleet.State(host).Name.ShouldBe("new");
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1002);
        await fleet.RestartAsync();
        fleet.State(host).Name.ShouldBe("new");
    }

    [Theory]
    [EngineData]
    public async Task Evidence_of_identity_is_kept_as_a_hash_and_shown_nowhere(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();
        var facts = HostStory.Facts("pve1", "very-secret-machine", "very-secret-product");

        await fleet.AcceptAsync(host.Tell(1) with { Facts = facts });

        fleet.State(host).Facts.ShouldNotBeNull().Identity.HasValue.ShouldBeFalse();
        var row = (await fleet.Store.NodesAsync(Stop)).ShouldHaveSingleItem();
        row.ToString().ShouldNotContain("very-secret");
        row.Identity.Machine.ShouldNotBeNull().Length.ShouldBe(64);
        row.Identity.ShouldBe(NodeFacts.Identity(facts));
    }

    [Fact]
    public async Task Facts_that_did_not_change_are_not_written_again()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.AcceptAsync(host.TellWithFacts(1, "pve1"));
        var written = await FactsAtAsync(fleet);
        fleet.Clock.Advance(TimeSpan.FromMinutes(10));

        await fleet.AcceptAsync(host.TellWithFacts(2, "pve1"));

        (await FactsAtAsync(fleet)).ShouldBe(written);
    }

    [Fact]
    public async Task Damaged_facts_do_not_stop_the_start()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        await fleet.Database.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE nodes SET facts = '{\"hostName\": 5'").RunAsync(token), Stop);

        await fleet.RestartAsync();

        fleet.State(host).Facts.ShouldBeNull();
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1005);
    }

    [Theory]
    [EngineData]
    public async Task This_host_is_the_same_node_at_every_start(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var first = await fleet.Nodes.LocalAsync(HostStory.Facts("pve1"), Stop);

        await fleet.RestartAsync();

        (await fleet.Nodes.LocalAsync(HostStory.Facts("renamed"), Stop)).ShouldBe(first);
        (await fleet.Nodes.LocalAsync(HostStory.Facts("pve1", product: null), Stop)).ShouldBe(first, "the UUID is readable by root only");
        (await fleet.Nodes.LocalAsync(HostStory.Facts("pve1", null, null), Stop)).ShouldBe(first);
        fleet.Door.Current.Nodes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("m-2", "p-1")]
    [InlineData("m-1", "p-2")]
    public async Task A_data_folder_on_another_host_does_not_mix_the_two(string machine, string product)
    {
        await using var fleet = await FleetStack.CreateAsync();
        var first = await fleet.Nodes.LocalAsync(HostStory.Facts("pve1"), Stop);
        await fleet.RestartAsync();

        var second = await fleet.Nodes.LocalAsync(HostStory.Facts("pve1", machine, product), Stop);

        second.ShouldNotBe(first);
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1004);
        var rows = await fleet.Store.NodesAsync(Stop);
        rows.Single(row => row.IsLocal).Id.ShouldBe(second);
        rows.Count.ShouldBe(2, "the history of the other host stays");
    }

    [Theory]
    [InlineData("m", "p", "m", "p", true, false)]
    [InlineData("m", "p", "m", "q", false, true)]
    [InlineData("m", null, "m", "p", true, false)]
    [InlineData(null, null, "m", "p", false, false)]
    [InlineData("m", null, null, "p", false, false)]
    public void Hosts_are_the_same_only_when_something_agrees_and_nothing_contradicts(
        string? machine, string? product, string? otherMachine, string? otherProduct, bool isSame, bool differs)
    {
        var one = NodeFacts.Identity(HostStory.Facts("a", machine, product));
        var other = NodeFacts.Identity(HostStory.Facts("b", otherMachine, otherProduct));

        NodeFacts.IsSame(one, other).ShouldBe(isSame);
        NodeFacts.Differs(one, other).ShouldBe(differs);
    }

    [Theory]
    [EngineData]
    public async Task Old_epochs_go_and_the_newest_of_each_origin_stays(Engine engine)
    {
        await using var fleet = await FleetStack.CreateAsync(engine);
        var host = await fleet.NodeAsync();
        await fleet.AcceptAsync(host.Tell(1, "old"));
        fleet.Clock.Advance(TimeSpan.FromDays(1));
        await fleet.AcceptAsync(host.Tell(1, "newest"));
        var rule = new OriginRetention(fleet.Store, Microsoft.Extensions.Options.Options.Create(fleet.Options));

        (await rule.SweepAsync(fleet.Clock.GetUtcNow().AddDays(29.5), Stop)).ShouldBe(1);
        (await rule.SweepAsync(fleet.Clock.GetUtcNow().AddDays(400), Stop)).ShouldBe(0);

        (await fleet.Store.MarksAsync(Stop)).ShouldHaveSingleItem().Epoch.ShouldBe("newest");
    }

    [Fact]
    public async Task A_database_set_aside_is_a_finding_of_this_host_only()
    {
        await using var fleet = await FleetStack.CreateAsync();
        fleet.Incidents.Add(new DatabaseIncident(fleet.Clock.GetUtcNow(), "/d/proxima.db", "not a database", "/d/proxima.db.corrupt-1"));
        var here = await fleet.NodeAsync("here", Model.Wire.Origin.Local);
        var there = await fleet.NodeAsync("there");
        await fleet.BeatsAsync(here, 1, 1);
        await fleet.BeatsAsync(there, 1, 1);

        fleet.State(here).Findings.ShouldHaveSingleItem().Text.ShouldContain("proxima.db.corrupt-1");
        fleet.State(here).Severity.ShouldBe(Severity.Warning);
        fleet.State(there).Findings.ShouldBeEmpty();
    }

    private static Task<long?> FactsAtAsync(FleetStack fleet)
        => fleet.Database.ReadAsync((connection, token) => connection.Command("SELECT facts_at_ms FROM nodes").NumberAsync(token), Stop);
}
