using Proxima.Model.Fleet;
using Proxima.Model.Health;
using Proxima.Model.Wire;

namespace Proxima.Server.Tests.Fleet;

/// <summary>Clocks that are wrong, and origins that compete.</summary>
public sealed class DoorTimeTests
{
    [Theory]
    [InlineData(-400)]
    [InlineData(1)]
    [InlineData(24 * 365 * 30)]
    public async Task A_clock_that_cannot_be_right_is_replaced_by_arrival_and_marked(int hours)
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var sample = host.Tell(1);

        await fleet.AcceptAsync(sample with { TakenAt = sample.TakenAt.AddHours(hours) });

        var now = fleet.Clock.GetUtcNow();
        fleet.History.Points[0].At.ShouldBe(now);
        var state = fleet.State(host);
        state.SampledAt.ShouldBe(now);
        state.ClockAhead.ShouldBe(TimeSpan.FromHours(hours));
        state.Findings.ShouldHaveSingleItem().Rule.ShouldBe("clock-off");
        state.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public async Task The_earliest_time_there_is_does_no_harm()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        await fleet.AcceptAsync(host.Tell(1) with { TakenAt = DateTimeOffset.MinValue });
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));
        await fleet.AcceptAsync(host.Tell(2) with { TakenAt = DateTimeOffset.MaxValue });

        fleet.History.Points.Select(point => point.At).ShouldBe([fleet.Clock.GetUtcNow().AddSeconds(-10), fleet.Clock.GetUtcNow()]);
    }

    [Fact]
    public async Task A_small_difference_of_clocks_is_left_alone()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var sample = host.Tell(1);

        await fleet.AcceptAsync(sample with { TakenAt = sample.TakenAt.AddSeconds(-40) });

        fleet.State(host).SampledAt.ShouldBe(sample.TakenAt.AddSeconds(-40));
        fleet.State(host).ClockAhead.ShouldBeNull();
        fleet.State(host).IsAnswering.ShouldBeTrue();
    }

    [Fact]
    public async Task A_spooled_sample_keeps_its_time_and_does_not_pass_for_the_present()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var old = host.Tell(1);
        fleet.Clock.Advance(TimeSpan.FromHours(2));

        await fleet.AcceptAsync(old);

        fleet.History.Points[0].At.ShouldBe(old.TakenAt);
        fleet.History.Value(0, Series.NodeState).ShouldBe((double)Severity.Ok, "then it was fine");
        fleet.State(host).Severity.ShouldBe(Severity.Unknown, "now nobody knows");
        fleet.State(host).IsAnswering.ShouldBeFalse();
        fleet.State(host).Findings.ShouldHaveSingleItem().Rule.ShouldBe("sample-stale");

        await fleet.AcceptAsync(host.Tell(2));
        fleet.State(host).Severity.ShouldBe(Severity.Ok);
        fleet.State(host).IsAnswering.ShouldBeTrue();
    }

    [Fact]
    public async Task A_local_clock_set_back_does_not_stop_the_figures()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync(origin: Origin.Local);
        await fleet.BeatsAsync(host, 1, 2);
        fleet.Clock.SetWallClock(fleet.Clock.GetUtcNow().AddHours(-3));

        await fleet.BeatsAsync(host, 3, 3);

        fleet.State(host).SampledAt.ShouldBe(fleet.Clock.GetUtcNow());
        fleet.State(host).Severity.ShouldBe(Severity.Ok);
        fleet.History.Value(2, Series.CpuBusy).ShouldBe(25, "durations come from the monotonic clock");
    }

    [Fact]
    public async Task A_lower_origin_does_not_overwrite_a_higher_one_that_is_fresh()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var agent = await fleet.NodeAsync();
        var api = new HostStory(agent.Node, fleet.Clock) { Origin = Origin.Api };
        await fleet.BeatsAsync(agent, 1, 1);
        var before = fleet.Door.Current;

        fleet.Clock.Advance(TimeSpan.FromSeconds(5));
        (await fleet.AcceptAsync(api.Tell(1))).Outcome.ShouldBe(Features.Fleet.AcceptOutcome.Accepted);
        (await fleet.AcceptAsync(api.Tell(0))).Outcome.ShouldBe(Features.Fleet.AcceptOutcome.Accepted);

        fleet.Door.Current.ShouldBeSameAs(before);
        fleet.History.Points.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_origin_takes_over_after_three_missed_beats_and_gives_way_at_once()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var agent = await fleet.NodeAsync();
        var api = new HostStory(agent.Node, fleet.Clock) { Origin = Origin.Api };
        await fleet.BeatsAsync(agent, 1, 1);
        await fleet.BeatsAsync(api, 1, 2);
        fleet.History.Points.Count.ShouldBe(1);

        await fleet.BeatsAsync(api, 3, 3);
        fleet.History.Points.Count.ShouldBe(2);
        fleet.State(agent).SampledAt.ShouldBe(fleet.Clock.GetUtcNow());
        fleet.State(agent).Origins.Keys.ShouldBe([Origin.Agent, Origin.Api]);

        await fleet.BeatsAsync(agent, 2, 2);
        var shown = fleet.State(agent).SampledAt;
        await fleet.BeatsAsync(api, 4, 4);
        fleet.State(agent).SampledAt.ShouldBe(shown);
    }
}
