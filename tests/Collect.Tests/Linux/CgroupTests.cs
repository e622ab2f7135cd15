using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

public sealed class CgroupTests
{
    private const string Root = "/sys/fs/cgroup";

    [Fact]
    public void Limits_and_use_of_version_two()
        => Collect(
            ("cpu.max", "250000 100000\n"), ("cpu.stat", "usage_usec 98701\nuser_usec 5\n"), ("memory.max", "1073741824\n"), ("memory.current", "536870912\n"),
            ("memory.stat", "anon 5\ninactive_file 4096\n")).Value.ShouldBe(new CgroupCounters
            {
                CpuLimitCores = 2.5,
                CpuUsageMicroseconds = 98701,
                MemoryLimitBytes = 1073741824,
                MemoryUsedBytes = 536870912,
                MemoryInactiveFileBytes = 4096,
            });

    [Fact]
    public void Limits_and_use_of_version_one()
        => Collect(
            ("cpu/cpu.cfs_quota_us", "150000\n"), ("cpu/cpu.cfs_period_us", "100000\n"), ("cpuacct/cpuacct.usage", "5000999\n"),
            ("memory/memory.limit_in_bytes", "2147483648\n"), ("memory/memory.usage_in_bytes", "1000\n"),
            ("memory/memory.stat", "inactive_file 1\ntotal_inactive_file 77\n")).Value.ShouldBe(new CgroupCounters
            {
                CpuLimitCores = 1.5,
                CpuUsageMicroseconds = 5000,
                MemoryLimitBytes = 2147483648,
                MemoryUsedBytes = 1000,
                MemoryInactiveFileBytes = 77,
            });

    [Fact]
    public void On_a_host_there_are_no_limits() => Collect(("cpu.stat", "usage_usec 5\n")).Absent.ShouldBe("not in a container with limits");

    [Fact]
    public void No_limit_is_written_as_max_or_as_the_largest_number()
    {
        Collect(("cpu.max", "max 100000\n"), ("memory.max", "max\n")).Absent.ShouldNotBeNull();
        Collect(("cpu/cpu.cfs_quota_us", "-1\n"), ("cpu/cpu.cfs_period_us", "100000\n"), ("memory/memory.limit_in_bytes", "9223372036854771712\n")).Absent.ShouldNotBeNull();
        Collect(("memory/memory.limit_in_bytes", "18446744073709551615\n")).Absent.ShouldNotBeNull();
    }

    [Fact]
    public void A_limit_of_one_kind_leaves_the_other_unknown()
    {
        var group = Collect(("cpu.max", "max 100000\n"), ("memory.max", "4096\n")).Value.ShouldNotBeNull();

        group.CpuLimitCores.ShouldBeNull();
        group.MemoryUsedBytes.ShouldBeNull();
    }

    [Theory]
    [InlineData("cpu.max", "some 100000\n", "cpu.max")]
    [InlineData("cpu.max", "5 0\n", "cpu.max")]
    [InlineData("memory.max", "lots\n", "memory limit")]
    [InlineData("memory/memory.limit_in_bytes", "-5\n", "memory limit")]
    public void A_limit_that_does_not_parse_fails(string file, string text, string error) => Collect((file, text)).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void Use_that_does_not_parse_fails() => Collect(("memory.max", "4096\n"), ("memory.current", "some\n")).Failed.ShouldNotBeNull().ShouldContain("memory use");

    private static Reading<CgroupCounters> Collect(params (string File, string Text)[] files)
        => new CgroupCollector().Collect(new RecordedHost(files.ToDictionary(file => $"{Root}/{file.File}", file => file.Text)));
}
