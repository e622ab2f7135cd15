using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class StalenessTests
{
    [Fact]
    public async Task A_node_that_falls_silent_is_unknown_after_three_beats_without_anybody_asking()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        var version = fleet.Door.Current.Version;

        fleet.Clock.Advance(TimeSpan.FromSeconds(29.9));
        loop.Sweep();
        fleet.State(host).Severity.ShouldBe(Severity.Ok);
        fleet.Clock.Advance(TimeSpan.FromSeconds(0.1));
        loop.Sweep();

        var state = fleet.State(host);
        state.Severity.ShouldBe(Severity.Unknown);
        state.IsAnswering.ShouldBeFalse();
        state.Findings.ShouldHaveSingleItem().Rule.ShouldBe("sample-stale");
        state.Version.ShouldBeGreaterThan(version);
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1011);

        loop.Sweep();
        fleet.Door.Current.Version.ShouldBe(state.Version, "once is enough");
    }

    [Fact]
    public async Task The_loop_does_it_by_itself()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        using var loop = fleet.Staleness();
        await loop.StartAsync(TestContext.Current.CancellationToken);
        await fleet.BeatsAsync(host, 1, 1);

        for (var i = 0; i < 31; i++)
        {
            await Eventually.IsTrueAsync(() => fleet.Clock.WaitingTimers > 0, "the loop sleeps");
            fleet.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Eventually.IsTrueAsync(() => fleet.State(host).Severity == Severity.Unknown, "the node is unknown");
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_sleep_ends_when_the_next_node_can_become_stale()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 1);

        loop.Sweep().ShouldBe(TimeSpan.FromSeconds(10));
        fleet.Clock.Advance(TimeSpan.FromSeconds(27));
        loop.Sweep().ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_problem_from_before_the_silence_keeps_its_first_seen_time()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        var since = await FullAsync(fleet, host, 1);
        fleet.Clock.Advance(TimeSpan.FromSeconds(31));
        loop.Sweep();
        fleet.State(host).Severity.ShouldBe(Severity.Unknown);

        var back = await FullAsync(fleet, host, 2);

        back.ShouldBeGreaterThan(since);
        fleet.State(host).Severity.ShouldBe(Severity.Critical);
        fleet.State(host).Findings.ShouldHaveSingleItem().FirstSeen.ShouldBe(since);
    }

    [Fact]
    public async Task A_live_frame_ends_the_silence_at_once()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);
        fleet.Clock.Advance(TimeSpan.FromSeconds(40));
        loop.Sweep();

        await fleet.AcceptAsync(host.Tell(0));

        fleet.State(host).Severity.ShouldBe(Severity.Ok);
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1012);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_makes_nothing_stale()
    {
        await using var fleet = await FleetStack.CreateAsync();
        using var loop = fleet.Staleness();
        var host = await fleet.NodeAsync();
        await fleet.BeatsAsync(host, 1, 2);

        fleet.Clock.SetWallClock(fleet.Clock.GetUtcNow().AddDays(2));
        loop.Sweep();

        fleet.State(host).Severity.ShouldBe(Severity.Ok);
    }

    private static async Task<DateTimeOffset> FullAsync(FleetStack fleet, HostStory host, long sequence)
    {
        fleet.Clock.Advance(TimeSpan.FromSeconds(10));
        var sample = host.Tell(sequence);
        var full = Reading.Of(new FilesystemList([HostStory.Mount("/var", 97, 3)]));
        await fleet.AcceptAsync(sample with { Sample = sample.Sample with { Filesystems = full } });
        return fleet.Clock.GetUtcNow();
    }
}
