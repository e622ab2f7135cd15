using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Swap;
using Proxima.Collect.Sources;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

public sealed class MemoryTextTests
{
    [Fact]
    public void Kibibytes_become_bytes_and_shared_memory_is_no_cache()
    {
        var memory = MemoryText.Parse(Samples.MemInfo).Value.ShouldNotBeNull();

        memory.TotalBytes.ShouldBe(16000000L * 1024);
        memory.AvailableBytes.ShouldBe(6000000L * 1024);
        memory.CachedBytes.ShouldBe(3500000L * 1024);
        memory.SharedBytes.ShouldBe(500000L * 1024);
        memory.SlabReclaimableBytes.ShouldBe(400000L * 1024);
        memory.CommittedBytes.ShouldBe(9000000L * 1024);
        memory.HugePagesTotal.ShouldBe(12);
        memory.HugePagesFree.ShouldBe(3);
        memory.HugePageSizeBytes.ShouldBe(2048L * 1024);
        memory.ArcBytes.ShouldBeNull();
    }

    [Fact]
    public void Before_MemAvailable_it_is_estimated_from_free_buffers_and_cache()
        => MemoryText.Parse("MemTotal: 100 kB\nMemFree: 10 kB\nBuffers: 5 kB\nCached: 20 kB\nShmem: 3 kB\n").Value.ShouldNotBeNull()
            .AvailableBytes.ShouldBe((10 + 5 + 17) * 1024);

    [Theory]
    [InlineData("", "no line 'MemTotal'")]
    [InlineData("MemTotal: 5 kB\n", "no line 'MemFree'")]
    [InlineData("MemTotal: five kB\nMemFree: 5 kB\n", "line 'MemTotal'")]
    [InlineData("MemTotal: 5\nMemFree: 5 kB\n", "line 'MemTotal'")]
    [InlineData("MemTotal: 9223372036854775807 kB\nMemFree: 5 kB\n", "line 'MemTotal'")]
    [InlineData("MemTotal: 5 kB\nMemFree: 5 kB\nHugePages_Total: x\n", "line 'HugePages_Total'")]
    public void A_meminfo_that_does_not_parse_fails_and_names_the_line(string text, string error)
        => MemoryText.Parse(text).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void The_arc_has_a_size_and_a_floor() => ArcText.Parse(Samples.ArcStats).Value.ShouldBe(new ArcGauges(4294967296, 1073741824));

    [Theory]
    [InlineData("", "size")]
    [InlineData("size 4 100\n", "c_min")]
    [InlineData("size 4\nc_min 4 5\n", "size")]
    [InlineData("size 4 100\nc_min 4 -5\n", "c_min")]
    public void An_arc_that_does_not_parse_fails(string text, string error) => ArcText.Parse(text).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void With_zfs_the_arc_is_part_of_the_memory_gauges()
    {
        var host = Host((MemoryPath, Samples.MemInfo), (ArcPath, Samples.ArcStats));

        var memory = new MemoryCollector().Collect(host).Value.ShouldNotBeNull();

        memory.ArcBytes.ShouldBe(4294967296);
        memory.ArcMinimumBytes.ShouldBe(1073741824);
    }

    [Fact]
    public void With_zfs_and_an_unreadable_arc_memory_is_unknown_and_not_overstated()
        => new MemoryCollector().Collect(Host((MemoryPath, Samples.MemInfo)).With(ArcPath, FileText.Denied(ArcPath))).Failed.ShouldNotBeNull().ShouldContain(ArcPath);

    [Fact]
    public void A_host_without_meminfo_has_failed_memory_and_names_the_file()
        => new MemoryCollector().Collect(Host()).Failed.ShouldBe("/proc/meminfo: no such file");

    [Fact]
    public void Swap_has_space_and_pages_moved()
        => new SwapCollector(new RecordedKernel { PageBytes = 16384 }).Collect(Host((MemoryPath, Samples.MemInfo), ("/proc/vmstat", Samples.VmStat))).Value
            .ShouldBe(new SwapCounters(8000000L * 1024, 7000000L * 1024, 1000, 2000, 16384));

    [Fact]
    public void Swap_without_vmstat_has_space_and_unknown_pages()
        => new SwapCollector(new RecordedKernel()).Collect(Host((MemoryPath, Samples.MemInfo))).Value.ShouldNotBeNull().PagesIn.ShouldBeNull();

    [Theory]
    [InlineData("SwapTotal: 0 kB\nSwapFree: 0 kB\n", "no swap configured")]
    public void A_host_without_swap_says_so(string text, string reason) => SwapText.Parse(text, null, 4096).Absent.ShouldBe(reason);

    [Theory]
    [InlineData("", "no line 'SwapTotal'")]
    [InlineData("SwapTotal: 5 kB\n", "no line 'SwapFree'")]
    [InlineData("SwapTotal: 5 kB\nSwapFree: much kB\n", "line 'SwapFree'")]
    public void A_swap_that_does_not_parse_fails(string text, string error)
        => SwapText.Parse(text, null, 4096).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void Swap_devices_are_listed_with_bytes_and_priority()
        => SwapsText.Parse(Samples.Swaps).Value.ShouldNotBeNull().Devices.ShouldBe([new SwapDevice("/dev/dm-0", "partition", 131068 * 1024, 176 * 1024, -2)]);

    [Fact]
    public void Swap_devices_of_a_host_without_are_absent()
        => SwapsText.Parse("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n").Absent.ShouldBe("no swap configured");

    [Fact]
    public void Vmstat_without_any_counter_we_know_fails() => VmStatText.Parse("nr_free_pages 5\n").Failed.ShouldNotBeNull();

    private const string MemoryPath = "/proc/meminfo";
    private const string ArcPath = "/proc/spl/kstat/zfs/arcstats";

    private static RecordedHost Host(params (string Path, string Text)[] files) => new(files.ToDictionary(file => file.Path, file => file.Text));
}
