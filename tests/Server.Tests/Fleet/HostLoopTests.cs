using Microsoft.Extensions.Logging;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class HostLoopTests : IAsyncLifetime
{
    private FleetStack _fleet = null!; // set by InitializeAsync, as the next four
    private ScriptedHost _host = null!;
    private WatchLeases _leases = null!;
    private LocalNode _local = null!;
    private HostLoop _loop = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fleet = await FleetStack.CreateAsync();
        _host = new ScriptedHost(_fleet.Clock);
        _leases = new WatchLeases(_fleet.Clock);
        _local = new LocalNode(_host, _leases, _fleet.Clock);
        var options = Microsoft.Extensions.Options.Options.Create(_fleet.Options);
        _loop = new HostLoop(_local, _fleet.Door, _fleet.Nodes, options, _fleet.Clock, _fleet.Logs.CreateLogger<HostLoop>());
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task This_host_appears_by_itself_with_figures_after_a_second()
    {
        await StartAsync();

        await AfterAsync(1, looks: 2);

        var node = Node();
        node.Name.ShouldBe("here");
        node.Facts.ShouldNotBeNull();
        node.Figures?.Cpu.Value?.Total.Busy.ShouldBe(25);
        node.Origins.Keys.ShouldBe([Model.Wire.Origin.Local]);
        _fleet.History.Points.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_beats_every_ten_seconds_and_reads_no_processes_for_nobody()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        await AfterAsync(9, looks: 3);
        await AfterAsync(10, looks: 4);
        await Eventually.IsTrueAsync(() => _fleet.History.Points.Count == 3, "three beats are kept");

        _host.Scans.ShouldBe(0);
    }

    [Fact]
    public async Task A_watched_host_is_looked_at_every_second_at_once_and_only_beats_are_kept()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        await AfterAsync(3, looks: 2);

        _leases.Renew([_local.Id.ShouldNotBeNull()]);
        await LooksAsync(3);
        for (var i = 1; i <= 5; i++)
        {
            await AfterAsync(1, looks: 3 + i);
        }

        _fleet.History.Points.Count.ShouldBe(1);
        _host.Scans.ShouldBe(2, "every three seconds");
        Node().SampledAt.ShouldBe(_fleet.Clock.GetUtcNow());
        Node().Processes?.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task When_history_cannot_be_written_figures_move_on_and_say_so_until_it_can()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        _fleet.History.Failure = new IOException("disk full\nsecond line");

        await AfterAsync(9, looks: 3);
        await Eventually.IsTrueAsync(() => Node().Severity == Severity.Critical, "the node is critical");
        var finding = Node().Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("history-not-written");
        finding.Text.ShouldContain("disk full second line");
        await AfterAsync(10, looks: 4);
        await Eventually.IsTrueAsync(() => Node().SampledAt == _fleet.Clock.GetUtcNow(), "figures move");
        _fleet.Logs.Lines.Count(line => line.Id == 1020).ShouldBe(1, "one line a minute");

        _fleet.History.Failure = null;
        await AfterAsync(10, looks: 5);
        await Eventually.IsTrueAsync(() => Node().Severity == Severity.Ok, "it is kept again");
        _fleet.Logs.Lines.Single(line => line.Id == 1021).Message.ShouldContain("2 samples");
    }

    [Fact]
    public async Task A_look_that_fails_does_not_end_the_loop()
    {
        _host.Failure = new InvalidOperationException("bug");
        await StartAsync();
        await AfterAsync(1, looks: 2);
        await AfterAsync(9, looks: 3);
        _fleet.Logs.Lines.Count(line => line.Id == 1024).ShouldBe(1);

        _host.Failure = null;
        await AfterAsync(10, looks: 4);

        await Eventually.IsTrueAsync(() => _fleet.Door.Current.Nodes.Count == 1, "the host is there");
    }

    [Fact]
    public async Task A_look_that_hangs_is_reported_and_never_doubled()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        _host.Blocks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fleet.Clock.Advance(TimeSpan.FromSeconds(9));
        await Eventually.IsTrueAsync(() => _host.IsBusy && _fleet.Clock.WaitingTimers > 0, "the look hangs");

        _fleet.Clock.Advance(HostLoop.LongestLook);
        await Eventually.IsTrueAsync(() => _fleet.Logs.Lines.Any(line => line.Id == 1023), "it is reported");
        _host.Blocks.SetResult();

        await Eventually.IsTrueAsync(() => _fleet.Logs.Lines.Any(line => line.Id == 1022), "the slow look is reported");
    }

    [Fact]
    public async Task All_who_ask_for_processes_share_one_scan()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        _fleet.Clock.Advance(TimeSpan.FromSeconds(0.5));

        var scans = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _local.ScanAsync(Stop)));

        scans.ShouldAllBe(scan => scan.Value != null && scan.Value.Processes.Count == 1);
        _host.Scans.ShouldBeLessThan(20);
        await Eventually.IsTrueAsync(() => Node().Processes is not null, "the scan is shown");
    }

    [Fact]
    public async Task A_scan_that_does_not_end_is_a_failed_reading()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        _host.Blocks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var scan = _local.ScanAsync(Stop);
        await Eventually.IsTrueAsync(() => _host.IsBusy, "the scan runs");
        _fleet.Clock.Advance(LocalNode.LongestScan);

        (await scan).Failed.ShouldNotBeNull().ShouldContain("10 s");
        _host.Blocks.SetResult();
    }

    [Fact]
    public async Task A_new_run_begins_a_new_epoch_on_the_same_node()
    {
        await StartAsync();
        await AfterAsync(1, looks: 2);
        await _loop.StopAsync(Stop);
        var id = _local.Id;
        await _fleet.RestartAsync();

        await DisposeLoopAndStartAnewAsync();
        await LooksAsync(3);
        await Eventually.IsTrueAsync(() => _fleet.History.Points.Count == 2, "the second run is kept too");

        _local.Id.ShouldBe(id);
        (await _fleet.Store.MarksAsync(Stop)).Count.ShouldBe(2);
    }

    private async Task DisposeLoopAndStartAnewAsync()
    {
        _loop.Dispose();
        _local = new LocalNode(_host, _leases, _fleet.Clock);
        var options = Microsoft.Extensions.Options.Options.Create(_fleet.Options);
        _loop = new HostLoop(_local, _fleet.Door, _fleet.Nodes, options, _fleet.Clock, _fleet.Logs.CreateLogger<HostLoop>());
        await _loop.StartAsync(Stop);
    }

    private NodeState Node() => _fleet.Door.Current.Nodes.Values.ShouldHaveSingleItem();

    private async Task StartAsync()
    {
        await _fleet.Nodes.LoadAsync(Stop);
        await _loop.StartAsync(Stop);
        await LooksAsync(1);
    }

    private async Task AfterAsync(double seconds, int looks)
    {
        _fleet.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await LooksAsync(looks);
    }

    /// <summary>Waits until so many looks were taken and the loop sleeps again.</summary>
    private async Task LooksAsync(int looks)
    {
        await Eventually.IsTrueAsync(() => _host.Looks >= looks && _local.Wake.IsAsleep, $"there were {looks} looks");
        _host.Looks.ShouldBe(looks);
    }
}
