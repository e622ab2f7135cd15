using Proxima.Collect.Linux.Disks;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

public sealed class DisksTextTests
{
    [Fact]
    public void Whole_devices_are_listed_and_loops_memory_drives_and_partitions_are_not()
        => Names(Samples.DiskStats, []).ShouldBe(["sda", "nvme0n1", "dm-0"]);

    [Fact]
    public void Where_the_kernel_lists_its_devices_that_list_decides()
        => Names(Samples.DiskStats, ["sda1", "dm-0", "loop0"]).ShouldBe(["sda1", "dm-0"]);

    [Fact]
    public void Sectors_become_bytes()
        => DisksText.Parse(Samples.DiskStats, []).Value.ShouldNotBeNull().Disks[0].ShouldBe(new DiskCounters
        {
            Name = "sda",
            Reads = 100,
            ReadsMerged = 5,
            ReadBytes = 2000 * 512,
            ReadMilliseconds = 50,
            Writes = 200,
            WritesMerged = 6,
            WrittenBytes = 4000 * 512,
            WriteMilliseconds = 90,
            InFlight = 3,
            BusyMilliseconds = 120,
            WeightedMilliseconds = 140,
        });

    [Theory]
    [InlineData("")]
    [InlineData("   7       0 loop0 48 0 718 19 0 0 0 0 0 36 19\n")]
    public void A_host_without_block_devices_says_so(string text) => DisksText.Parse(text, []).Absent.ShouldBe("no block devices");

    [Theory]
    [InlineData("   8       0 sda 100 5 2000 50 200\n", "'sda'")]
    [InlineData("   8       0 sda 100 5 x 50 200 6 4000 90 3 120 140\n", "'sda'")]
    [InlineData("   8       0 sda 100 5 9223372036854775807 50 200 6 4000 90 3 120 140\n", "'sda'")]
    [InlineData("nonsense\n", "nonsense")]
    public void A_line_that_does_not_parse_fails_and_is_named(string text, string error)
        => DisksText.Parse(text, []).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void Sixteen_unconnected_network_disks_are_not_listed()
        => Names("43 0 nbd0 0 0 0 0 0 0 0 0 0 0 0\n43 1 nbd1 5 0 8 0 0 0 0 0 0 0 0\n", ["nbd0", "nbd1"]).ShouldBe(["nbd1"]);

    [Theory]
    [InlineData("sda1", true)]
    [InlineData("sda", false)]
    [InlineData("sdaa", false)]
    [InlineData("sdaa12", true)]
    [InlineData("vda2", true)]
    [InlineData("xvda1", true)]
    [InlineData("nvme0n1", false)]
    [InlineData("nvme0n1p3", true)]
    [InlineData("mmcblk0", false)]
    [InlineData("mmcblk0p2", true)]
    [InlineData("md127", false)]
    [InlineData("md127p1", true)]
    [InlineData("zd16", false)]
    [InlineData("zd16p1", true)]
    [InlineData("dm-3", false)]
    [InlineData("pmem0", false)]
    [InlineData("pmem0p1", true)]
    public void A_partition_is_known_by_its_name(string name, bool isPartition) => DiskName.IsPartition(name).ShouldBe(isPartition);

    [Theory]
    [InlineData("loop12", true)]
    [InlineData("zram0", true)]
    [InlineData("sr0", true)]
    [InlineData("nvme0c1n1", true)]
    [InlineData("mmcblk0boot0", true)]
    [InlineData("nvme0n1", false)]
    [InlineData("sdr", false)]
    [InlineData("rbd0", false)]
    public void What_does_no_io_of_its_own_is_left_out(string name, bool isLeftOut) => DiskName.IsLeftOut(name).ShouldBe(isLeftOut);

    private static IEnumerable<string> Names(string text, string[] devices)
        => DisksText.Parse(text, devices).Value.ShouldNotBeNull().Disks.Select(disk => disk.Name);
}
