using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Processes;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

/// <summary>Values checked by hand against samples of real hosts.</summary>
public sealed class RealSampleTests
{
    [Fact]
    public void A_meminfo_of_a_storage_node()
    {
        var text = Fixtures.Text("proc", "canonical_hotsos/storage__ceph-mon__proc__meminfo");

        var memory = MemoryText.Parse(text).Value.ShouldNotBeNull();

        memory.TotalBytes.ShouldBe(Kibibytes(text, "MemTotal") * 1024);
        memory.AvailableBytes.ShouldBe(Kibibytes(text, "MemAvailable") * 1024);
        memory.AvailableBytes.ShouldBeLessThan(memory.TotalBytes);
    }

    [Fact]
    public void A_diskstats_with_loops_a_drive_and_a_volume()
    {
        var disks = DisksText.Parse(Fixtures.Text("proc", "kellyjonbrazil_jc/diskstats"), []).Value.ShouldNotBeNull().Disks;

        disks.Select(disk => disk.Name).ShouldBe(["sda", "dm-0"]);
        disks[0].ReadBytes.ShouldBe(892828 * 512);
        disks[0].BusyMilliseconds.ShouldBe(24940);
    }

    [Fact]
    public void A_stat_of_one_core_and_extra_lines()
    {
        var cpu = CpuText.Parse(Fixtures.Text("proc", "influxdata_telegraf/kernel__testdata__stat_file_invalid2")).Value.ShouldNotBeNull();

        cpu.Total.User.ShouldBe(6796);
        cpu.Forks.ShouldBe(10673);
        cpu.Cores.Count.ShouldBe(1);
    }

    [Fact]
    public void A_process_with_blank_and_line_end_in_its_name()
        => PidStatText.Parse(Fixtures.Text("proc", "kellyjonbrazil_jc/pid_stat_w_space_and_nl_in_comm")).Value.ShouldNotBeNull().ResidentPages.ShouldBe(297);

    [Fact]
    public void The_first_process_of_a_host() => PidStatText.Parse(Fixtures.Text("proc", "samr037_node-debug-dashboard/proc-pid-stat.txt")).Value
        .ShouldBe(new PidStat(1, "init", 'S', 0, 231992, 208122, 0, 17, 20, 1540800512, 74373));

    [Fact]
    public void A_mountinfo_with_two_network_mounts_at_one_place()
    {
        var mounts = MountText.Parse(Fixtures.Text("proc", "prometheus_procfs/proc__26231__mountinfo")).Value.ShouldNotBeNull().Mounts;

        MountChoice.Choose(mounts).Select(mount => mount.MountPoint).ShouldBe(["/", "/mnt/nfs/test", "/var/lib/containers/storage/overlay"]);
    }

    [Theory]
    [InlineData("cpuinfo__esx", "Quad-Core AMD Opteron(tm) Processor 2376", 1)]
    [InlineData("cpuinfo__linux-armel-1", "XScale-80219 rev 0 (v5l)", 1)]
    [InlineData("cpuinfo__linux-ppc-3", "PPC970FX, altivec supported", 2)]
    [InlineData("cpuinfo__linux-mips-1", "R4400SC V5.0  FPU V0.0", 1)]
    [InlineData("cpuinfo__linux-sparc-1", "TI UltraSparc IIIi (Jalapeno)", 2)]
    [InlineData("cpuinfo__linux-ia64-1", "GenuineIntel Itanium 2", 2)]
    public void Processors_of_many_architectures(string file, string model, int threads)
    {
        var cpu = CpuInfoText.Parse(Fixtures.Text("proc", $"glpi-project_glpi-agent/{file}")).Value.ShouldNotBeNull();

        cpu.Model.ShouldBe(model);
        cpu.Threads.ShouldBe(threads);
    }

    [Fact]
    public void The_arc_of_a_large_pool() => ArcText.Parse(Fixtures.Text("zfs-kstat", "influxdata_telegraf/issue_17578__zfs__arcstats")).HasValue.ShouldBeTrue();

    private static long Kibibytes(string text, string name)
        => long.Parse(text.Split('\n').Single(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);
}
