using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Btrfs;
using Proxima.Model;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>
/// A real btrfs over two loop devices: what the programs say of it and what the kernel's files say. Skipped where loop devices, btrfs or
/// the right to mount are missing. LVM, md, ZFS and Ceph are proved from recordings: few kernels that run tests have them.
/// </summary>
public sealed class RealBtrfsTests : IDisposable
{
    private const string Label = "proxima-test";
    private readonly ProgramRunner _runner = new(TimeProvider.System, new CostMeter(), new ProgramLimits());
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _runner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_btrfs_on_two_devices_is_the_same_from_its_programs_and_from_the_kernel()
    {
        List<string> loops = [];
        var mount = Directory.CreateDirectory(_folder.Of("mnt")).FullName;
        try
        {
            foreach (var image in (string[])["one.img", "two.img"]) loops.Add(await LoopAsync(_folder.Of(image)));
            await MustAsync("mkfs.btrfs", ["-q", "-f", "-L", Label, "-d", "raid1", "-m", "raid1", .. loops]);
            await MustAsync("mount", loops[0], mount);

            var shown = (await SayAsync(BtrfsText.Show, "filesystem", "show", mount)).Filesystems.Single();
            (shown.Label, shown.WantedDevices).ShouldBe((Label, 2));
            shown.Devices.Select(device => device.Path).ShouldBe(loops, ignoreOrder: true);
            var errors = (await SayAsync(BtrfsText.Stats, "device", "stats", mount)).Filesystems.Single().Devices;
            errors.Select(device => device.CorruptionErrors + device.ReadErrors + device.WriteErrors).ShouldBe([0, 0]);
            var usage = await SayAsync(BtrfsUsageText.Usage, "filesystem", "usage", "-b", mount);
            usage.Spaces.ShouldContain(space => space.Kind == "data" && space.Profile == "RAID1");
            (await SayAsync(BtrfsUsageText.Scrub, "scrub", "start", "-B", mount)).State.ShouldNotBeNullOrEmpty();

            var kernel = await new BtrfsCollector().CollectAsync(new LocalHost(), TestContext.Current.CancellationToken);
            var seen = kernel.Value.ShouldNotBeNull().Filesystems.Single(one => one.Uuid == shown.Uuid);
            (seen.Label, seen.WantedDevices).ShouldBe((Label, 2));
            seen.Spaces.ShouldContain(space => space.Kind == "data" && space.TotalBytes > 0);
        }
        finally
        {
            await RunAsync("umount", mount);
            foreach (var loop in loops) await RunAsync("losetup", "-d", loop);
        }
    }

    private async Task<string> LoopAsync(string image)
    {
        await using (var file = File.Create(image)) file.SetLength(256L << 20);
        return (await MustAsync("losetup", "-f", "--show", image)).Output.Trim();
    }

    private async Task<T> SayAsync<T>(Func<string, Reading<T>> parse, params string[] words)
        where T : class
        => (await RunAsync("btrfs", words)).ReadSuccess(parse).Value.ShouldNotBeNull(string.Join(' ', words));

    /// <summary>A step of the set-up: where it cannot be done there is nothing to test.</summary>
    private async Task<ProgramRun> MustAsync(string program, params string[] arguments)
    {
        var run = await RunAsync(program, arguments);
        return run is { End: ProgramEnd.Exited, ExitCode: 0 } ? run : throw Skip.Because($"{program}: {run.Problem}{run.Complaint()}");
    }

    private Task<ProgramRun> RunAsync(string program, params string[] arguments)
        => _runner.RunAsync(ProgramCommand.Of(program, arguments), TestContext.Current.CancellationToken);
}
