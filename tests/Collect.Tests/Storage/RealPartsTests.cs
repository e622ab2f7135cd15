using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Disks;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>smartmontools, hdparm, file systems on loop devices: the real ones of this machine, skipped with the reason where they are not.</summary>
public sealed class RealPartsTests : IDisposable
{
    private readonly CostMeter _meter = new();
    private readonly ProgramRunner _programs;

    public RealPartsTests() => _programs = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task A_virtual_disk_of_this_machine_says_that_it_has_no_smart()
    {
        if (!File.Exists("/usr/sbin/smartctl") || !File.Exists("/dev/vda")) throw Skip.Because("no smartctl or no virtual disk /dev/vda here");

        var answer = await new SmartAsk(_programs).AskAsync("/dev/vda", null, isUsb: false, Stop);

        (answer.Report.Absent ?? answer.Report.Failed).ShouldNotBeNull().ShouldContain("/dev/vda");
        answer.IsStandby.ShouldBeFalse();
        _meter.ProgramsStarted.ShouldBe(1);
    }

    [Fact]
    public async Task The_virtual_disks_of_this_machine_are_never_asked()
    {
        var host = new LocalHost();
        var judged = BlockDevices.List(host).Count(device => device.Kind is not (DiskKind.Virtual or DiskKind.RaidVolume));
        if (judged > 0) throw Skip.Because("this machine has disks of its own, and tests do not ask them");
        using var gate = new DiskGate(host, _programs, TimeProvider.System, new DiskGateOptions(), new DiskMemory(null), _meter);

        var look = await gate.LookAsync(Stop);

        _meter.ProgramsStarted.ShouldBe(0);
        look.Disks.ShouldAllBe(disk => disk.Smart.Absent != null);
        look.Wakes.ShouldBe(0);
    }

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    public async Task A_file_system_on_a_loop_device_has_its_space_and_the_device_is_no_disk(string type)
    {
        if (Environment.UserName != "root" || !File.Exists("/dev/loop-control")) throw Skip.Because("loop devices need root");
        if (!File.Exists($"/usr/sbin/mkfs.{type}") && !File.Exists($"/sbin/mkfs.{type}")) throw Skip.Because($"mkfs.{type} is not installed");
        using var folder = new TestFolder();
        using (var image = File.Create(folder.Of("image"))) image.SetLength(400L * 1024 * 1024);
        Directory.CreateDirectory(folder.Of("mounted"));
        var loop = await RunAsync("losetup", "-f", "--show", folder.Of("image"));
        if (loop.ExitCode != 0) throw Skip.Because($"no loop device: {loop.ErrorOutput}");
        var device = loop.Output.Trim();
        try
        {
            (await RunAsync($"mkfs.{type}", device)).ExitCode.ShouldBe(0);
            var mount = await RunAsync("mount", device, folder.Of("mounted"));
            if (mount.ExitCode != 0) throw Skip.Because($"this kernel does not mount {type}: {mount.ErrorOutput.Trim()}");
            Check(type, device, folder.Of("mounted"));
        }
        finally
        {
            await RunAsync("umount", folder.Of("mounted"));
            await RunAsync("losetup", "-d", device);
        }
    }

    private static void Check(string type, string device, string at)
    {
        var host = new LocalHost();
        var mounted = MountText.Parse(host.Read("/proc/self/mountinfo").Text).Value.ShouldNotBeNull().Mounts.Single(mount => mount.MountPoint == at);

        (mounted.Type, mounted.Source).ShouldBe((type, device));
        var space = new LocalKernel().Space(at).Value.ShouldNotBeNull();
        space.TotalBytes.ShouldBeInRange(200_000_000, 420_000_000);
        space.UsedBytes.ShouldBeLessThan(space.TotalBytes);
        BlockDevices.List(host).ShouldNotContain(one => one.Path == device);
    }

    private Task<ProgramRun> RunAsync(string program, params string[] arguments)
        => _programs.RunAsync(ProgramCommand.Of(program, arguments), Stop);
}
