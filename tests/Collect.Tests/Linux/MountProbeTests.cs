using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Linux;

public sealed class MountProbeTests : IDisposable
{
    private const string Nas = "/mnt/pve/nas";
    private readonly FakeKernel _kernel = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public async Task A_hung_mount_delays_the_look_by_no_more_than_a_fifth_of_a_second_and_fails_alone()
    {
        _kernel.Hang(Nas);

        var look = Collector().CollectAsync(Host(), TestContext.Current.CancellationToken);
        look.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        var list = (await look).Value.ShouldNotBeNull().Filesystems;

        list.Single(one => one.MountPoint == Nas).Space.Failed.ShouldBe("nas:/x has not answered yet");
        list.Where(one => one.MountPoint != Nas).ShouldAllBe(one => one.Space.Value == FakeKernel.Answer);
        list.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Many_hung_mounts_cost_one_look_no_more_than_one_does()
    {
        const string three = "1 1 0:1 / /a rw - nfs nas:/a rw\n2 1 0:2 / /b rw - nfs nas:/b rw\n3 1 0:3 / /c rw - nfs nas:/c rw\n";
        foreach (var mount in (string[])["/a", "/b", "/c"]) _kernel.Hang(mount);

        var look = Collector().CollectAsync(Host(three), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMilliseconds(200));

        (await look).Value.ShouldNotBeNull().Filesystems.ShouldAllBe(one => one.Space.Failed != null);
    }

    [Fact]
    public async Task A_mount_that_is_stuck_is_not_asked_again_and_costs_no_more_waiting()
    {
        _kernel.Hang(Nas);
        var collector = Collector();
        await Unanswered(collector);
        _clock.Advance(TimeSpan.FromSeconds(10));

        var second = await collector.CollectAsync(Host(), TestContext.Current.CancellationToken);

        Space(second).Failed.ShouldBe("nas:/x did not answer in 2 s");
        _kernel.TimesAsked(Nas).ShouldBe(1);
    }

    [Fact]
    public async Task A_late_answer_is_given_by_a_later_look_which_asks_anew()
    {
        _kernel.Hang(Nas);
        var collector = Collector();
        await Unanswered(collector);
        _kernel.LetGo(Nas);

        var answer = Reading.Failed<FilesystemSpace>("never");
        await Eventually.IsTrueAsync(
            async () => (answer = Space(await collector.CollectAsync(Host(), TestContext.Current.CancellationToken))).HasValue,
                "the mount answers");

        answer.Value.ShouldBe(FakeKernel.Answer);
        await Eventually.IsTrueAsync(() => _kernel.TimesAsked(Nas) == 2, "the mount is asked anew");
    }

    [Fact]
    public async Task A_mount_that_answers_at_once_is_asked_at_every_look()
    {
        var collector = Collector();

        for (var look = 1; look <= 3; look++)
        {
            Space(await collector.CollectAsync(Host(), TestContext.Current.CancellationToken)).Value.ShouldBe(FakeKernel.Answer);
            _kernel.TimesAsked(Nas).ShouldBe(look);
        }
    }

    [Fact]
    public async Task So_many_mounts_may_be_unanswered_and_no_more_are_asked()
    {
        const string two = "1 1 0:1 / /a rw - nfs nas:/a rw\n2 1 0:2 / /b rw - nfs nas:/b rw\n";
        _kernel.Hang("/a");

        var look = Collector(new HostObserverOptions { MaximumStuckMounts = 1 }).CollectAsync(Host(two),
            TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMilliseconds(200));

        (await look).Value.ShouldNotBeNull().Filesystems[1].Space.Failed.ShouldNotBeNull().ShouldStartWith("nas:/b was not asked");
        _kernel.TimesAsked("/b").ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_for_a_mount_ends_when_the_look_is_cancelled()
    {
        _kernel.Hang(Nas);
        using var stop = new CancellationTokenSource();

        var look = Collector().CollectAsync(Host(), stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(look);
    }

    [Fact]
    public async Task An_automount_is_never_touched()
    {
        await Collector().CollectAsync(Host(), TestContext.Current.CancellationToken);

        _kernel.TimesAsked("/home").ShouldBe(0);
    }

    [Fact]
    public void Impossible_sizes_are_a_failure_and_unknown_ones_absent()
    {
        LocalKernel.SpaceOf("/x", new LibC.FilesystemStatistics { FragmentSize = 4096, Blocks = 10,
            BlocksFree = 11 }).Failed.ShouldNotBeNull();
        LocalKernel.SpaceOf("/x", new LibC.FilesystemStatistics { FragmentSize = ulong.MaxValue,
            Blocks = ulong.MaxValue }).Failed.ShouldNotBeNull();
        LocalKernel.SpaceOf("/x", new LibC.FilesystemStatistics { FragmentSize = 4096 }).Absent.ShouldNotBeNull();
    }

    [Fact]
    public void Space_counts_reserved_blocks_as_neither_used_nor_available()
        => LocalKernel.SpaceOf("/x", new LibC.FilesystemStatistics { FragmentSize = 4096, Blocks = 100, BlocksFree = 40,
            BlocksAvailable = 30, Files = 8, FilesFree = 3 })
            .Value.ShouldBe(new FilesystemSpace(409600, 60 * 4096, 30 * 4096, 8, 5));

    /// <summary>One mount that may hang: the answer of a second would race with the clock that the tests move.</summary>
    private static RecordedHost Host(string? mounts = null)
    {
        var lines = Samples.MountInfo.Split('\n').Where(line => !line.Contains("/etc/pve", StringComparison.Ordinal));
        return new(new Dictionary<string, string> { [FilesystemsCollector.Path] = mounts ?? string.Join('\n', lines) });
    }

    private static Reading<FilesystemSpace> Space(Reading<FilesystemList> list)
        => list.Value.ShouldNotBeNull().Filesystems.Single(one => one.MountPoint == Nas).Space;

    private FilesystemsCollector Collector(HostObserverOptions? options = null)
        => new(_kernel, _clock, options ?? new HostObserverOptions());

    private async Task Unanswered(FilesystemsCollector collector)
    {
        var look = collector.CollectAsync(Host(), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        Space(await look).Failed.ShouldNotBeNull();
    }
}
