namespace Proxima.Collect.Tests;

public sealed class CgroupKindTests
{
    [Theory]
    [InlineData("io.stat", "259:8 rbytes=74 wbytes=37\n8:0 rbytes=1\n",
        """{"groups":{"259:8":{"rbytes":74,"wbytes":37},"8:0":{"rbytes":1}}}""")]
    [InlineData("blkio.throttle.io_serviced", "8:0 Read 4\n8:0 Write 5\nTotal 9\n",
        """{"groups":{"8:0":{"Read":4,"Write":5},"Total":{"Total":9}}}""")]
    [InlineData("memory.numa_stat", "total=85 N0=80 N1=5\n", """{"groups":{"total":{"N0":80,"N1":5,"total":85}}}""")]
    [InlineData("memory.numa_stat", "anon N0=80 N1=5\n", """{"groups":{"anon":{"N0":80,"N1":5}}}""")]
    [InlineData("io.max", "8:16 rbps=2097152 wbps=max riops=max wiops=120\n", """{"groups":{"8:16":{"rbps":2097152,"wiops":120}}}""")]
    public void Figures_below_a_name_or_device_are_grouped(string file, string text, string expected)
        => Kinds.Parse("cgroup", text, file).Json.ShouldBe(expected);

    [Theory]
    [InlineData("cpuacct.usage_percpu", "14435125546 12701787105 \n",
        """{"cores":[{"core":0,"usageNanoseconds":14435125546},{"core":1,"usageNanoseconds":12701787105}]}""")]
    [InlineData("cpuacct.usage_all", "cpu user system\n0 5 6\n3 7 8\n",
        """{"cores":[{"core":0,"userNanoseconds":5,"systemNanoseconds":6},{"core":3,"userNanoseconds":7,"systemNanoseconds":8}]}""")]
    [InlineData("cpuacct.stat", "user 8\nsystem 1\n", """{"values":{"system":1,"user":8}}""")]
    public void Cpu_time_comes_by_core_or_by_kind(string file, string text, string expected)
        => Kinds.Parse("cgroup", text, file).Json.ShouldBe(expected);

    [Theory]
    [InlineData("memory.limit_in_bytes", "9223372036854771712\n")]
    [InlineData("memory.limit_in_bytes", "18446744073709551615\n")]
    [InlineData("memory.kmem.limit_in_bytes", "9223372036854771712\n")]
    [InlineData("cpu.cfs_quota_us", "-1\n")]
    [InlineData("pids.max", "max\n")]
    public void No_limit_is_no_number_however_it_is_written(string file, string text)
        => Kinds.Parse("cgroup", text, $"group__{file}").Json.ShouldBe($$"""{"attribute":"{{file}}","isUnlimited":true}""");

    [Fact]
    public void A_sum_that_fell_a_little_below_zero_is_kept_as_it_is()
        => Kinds.Parse("cgroup", "rss 5\ndirty -307200\n", "memory.stat").Json.ShouldBe("""{"values":{"dirty":-307200,"rss":5}}""");

    [Theory]
    [InlineData("memory.current", "much\n")]
    [InlineData("memory.current", "-5\n")]
    [InlineData("memory.max_usage_in_bytes", "0\n-1\n2\n")]
    [InlineData("memory.stat", "rss five\n")]
    [InlineData("memory.stat", "rss 99999999999999999999999\n")]
    [InlineData("cpu.stat", "usage_usec\n")]
    [InlineData("cpu.max", "half 100000\n")]
    [InlineData("io.pressure", "some avg10=x\n")]
    [InlineData("io.pressure", "none\n")]
    public void A_file_that_is_not_what_its_name_says_fails(string file, string text)
        => Kinds.Parse("cgroup", text, $"v2__{file}").Failed.ShouldNotBeNull().ShouldContain(file.Split('.')[0]);

    [Theory]
    [InlineData("io.stat", "259:8 rbytes\n")]
    [InlineData("io.stat", "259:x rbytes=1\n")]
    [InlineData("cpuset.cpus", "0-3,8\n")]
    [InlineData("devices.list", "a *:* rwm\n")]
    public void What_no_figure_is_taken_from_is_absent(string file, string text)
        => Kinds.Parse("cgroup", text, file).Absent.ShouldNotBeNull();
}
