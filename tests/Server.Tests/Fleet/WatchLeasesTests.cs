using Proxima.Model;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class WatchLeasesTests
{
    private readonly ManualClock _clock = new();
    private readonly NodeId _node = NodeId.New();

    [Fact]
    public void A_lease_ends_by_itself_and_renewing_prolongs_it()
    {
        var leases = new WatchLeases(_clock);
        leases.IsWatched(_node).ShouldBeFalse();
        leases.Renew([_node]);
        _clock.Advance(TimeSpan.FromSeconds(14));
        leases.IsWatched(_node).ShouldBeTrue();
        leases.Renew([_node]);
        _clock.Advance(TimeSpan.FromSeconds(14));
        leases.IsWatched(_node).ShouldBeTrue();

        _clock.Advance(TimeSpan.FromSeconds(1));

        leases.IsWatched(_node).ShouldBeFalse();
        leases.Count.ShouldBe(0);
    }

    [Fact]
    public void There_is_one_lease_for_a_node_however_many_watch()
    {
        var leases = new WatchLeases(_clock);

        for (var i = 0; i < 1000; i++)
        {
            leases.Renew([_node, _node]);
        }

        leases.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_loop_is_woken_when_a_lease_begins_and_not_when_it_is_renewed()
    {
        var leases = new WatchLeases(_clock);
        var wake = new Wake(_clock);
        leases.Listen(wake);
        var sleep = wake.SleepAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        leases.Renew([_node]);
        await sleep;

        sleep = wake.SleepAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        leases.Renew([_node]);
        sleep.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await sleep;
    }

    [Fact]
    public async Task A_wake_while_awake_ends_the_next_sleep_at_once()
    {
        var wake = new Wake(_clock);
        wake.Set();
        wake.Set();

        await wake.SleepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        wake.SleepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken).IsCompleted.ShouldBeFalse();
    }
}
