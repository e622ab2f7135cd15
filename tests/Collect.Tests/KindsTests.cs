using System.Text.Json;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

public sealed class KindsTests
{
    [Theory]
    [InlineData("stat", Samples.Stat, "contextSwitches")]
    [InlineData("meminfo", Samples.MemInfo, "totalBytes")]
    [InlineData("arcstats", Samples.ArcStats, "sizeBytes")]
    [InlineData("diskstats", Samples.DiskStats, "disks")]
    [InlineData("net/dev", Samples.NetDev, "interfaces")]
    [InlineData("mountinfo", Samples.MountInfo, "mounts")]
    [InlineData("pid stat", Samples.PidStat, "residentPages")]
    [InlineData("pid status", Samples.PidStatus, "swapBytes")]
    [InlineData("cpuinfo", Samples.CpuInfo, "model")]
    [InlineData("vmstat", Samples.VmStat, "swapPagesIn")]
    [InlineData("pressure", Samples.Pressure, "some")]
    [InlineData("if_inet6", Samples.InetSix, "addresses")]
    [InlineData("vlan", Samples.Vlans, "vlans")]
    [InlineData("swaps", Samples.Swaps, "devices")]
    [InlineData("bond", Samples.Bond, "slaves")]
    [InlineData("loadavg", "0.02 0.04 0.05 1/497 11947\n", "oneMinute")]
    [InlineData("uptime", "350735.47 234388.90\n", "uptimeSeconds")]
    [InlineData("pid io", "rchar: 1\nread_bytes: 2\nwrite_bytes: 3\n", "writtenBytes")]
    public void A_file_of_proc_is_known_by_what_stands_in_it(string what, string text, string field)
    {
        var json = Kinds.Parse("proc", text, null).Json.ShouldNotBeNull(what);

        JsonDocument.Parse(json).RootElement.TryGetProperty(field, out _).ShouldBeTrue(json);
    }

    [Theory]
    [InlineData("proc", "some words\n")]
    [InlineData("proc", "{\"json\": 1}")]
    [InlineData("proc", "49 8 6 0 1\n")]
    [InlineData("proc", "")]
    [InlineData("net", "1: lo: <LOOPBACK,UP> mtu 65536\n")]
    [InlineData("cgroup", "8:0 rbytes=1 wbytes=2\n")]
    [InlineData("sysfs", "two\nlines\n")]
    [InlineData("hwmon-sysfs", "some words\n")]
    public void What_is_not_recognised_is_absent_and_never_guessed(string kind, string text) => Kinds.Parse(kind, text, null).Absent.ShouldNotBeNullOrEmpty();

    [Fact]
    public void What_is_recognised_and_broken_fails_with_the_line()
        => Kinds.Parse("proc", "cpu 1 2 3 4\ncpu0 1 2 3 x\n", null).Failed.ShouldNotBeNull().ShouldContain("cpu0");

    [Theory]
    [InlineData("hwmon0__temp1_input", "33250\n", """{"attribute":"temp1_input","kind":"temperature","value":33.25}""")]
    [InlineData("/sys/class/hwmon/hwmon0/fan1_input", "900\n", """{"attribute":"fan1_input","kind":"fan","value":900}""")]
    [InlineData("temp1_max", "81850\n", """{"attribute":"temp1_max","kind":"temperature","value":81.85}""")]
    [InlineData("temp1_alarm", "0\n", """{"attribute":"temp1_alarm","kind":"temperature","value":0}""")]
    [InlineData("in0_input", "1100\n", """{"attribute":"in0_input","kind":"voltage","value":1.1}""")]
    [InlineData("temp1_label", "Tctl\n", """{"attribute":"temp1_label","text":"Tctl"}""")]
    [InlineData("name", "k10temp\n", """{"attribute":"name","text":"k10temp"}""")]
    [InlineData(null, "33250\n", """{"value":33250}""")]
    public void A_hwmon_file_is_understood_by_its_name(string? file, string text, string expected) => Kinds.Parse("hwmon-sysfs", text, file).Json.ShouldBe(expected);

    [Fact]
    public void A_hwmon_number_that_is_none_fails() => Kinds.Parse("hwmon-sysfs", "hot\n", "temp1_input").Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("cpu.max", "4800000 100000\n", """{"limitCores":48,"isUnlimited":false}""")]
    [InlineData(null, "max 100000\n", """{"isUnlimited":true}""")]
    [InlineData("memory.max", "max\n", """{"attribute":"memory.max","isUnlimited":true}""")]
    [InlineData("memory.current", "5\n", """{"attribute":"memory.current","value":5,"isUnlimited":false}""")]
    [InlineData("cpu.stat", "usage_usec 5\nuser_usec 3\n", """{"values":{"usage_usec":5,"user_usec":3}}""")]
    public void A_cgroup_file_is_understood_by_shape_or_name(string? file, string text, string expected) => Kinds.Parse("cgroup", text, file).Json.ShouldBe(expected);

    [Fact]
    public void A_cgroup_limit_that_does_not_parse_fails() => Kinds.Parse("cgroup", "some\n", "v2__cpu.max").Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("1000\n", """{"attribute":"speed","number":1000}""")]
    [InlineData("in-sync\n", """{"attribute":"speed","text":"in-sync"}""")]
    public void An_attribute_of_sysfs_is_a_number_or_a_word(string text, string expected) => Kinds.Parse("sysfs", text, "net__eth0__speed").Json.ShouldBe(expected);

    [Fact]
    public void A_command_line_is_shown_without_its_secrets()
        => Kinds.Parse("proc", "vim\0--token=hunter2\0", "26231__cmdline").Json.ShouldBe("""{"commandLine":"vim --token=***"}""");

    [Fact]
    public void A_kind_that_does_not_exist_is_refused_with_the_list_of_those_that_do()
        => Should.Throw<ArgumentException>(() => Kinds.Parse("floppy", "x", null)).Message.ShouldContain("cgroup, hwmon-sysfs, net, proc, sysfs");

    [Theory]
    [InlineData("proc")]
    [InlineData("net")]
    [InlineData("cgroup")]
    [InlineData("hwmon-sysfs")]
    [InlineData("sysfs")]
    public void No_real_sample_fails(string kind)
    {
        var folder = Fixtures.Folder(kind);
        var failed = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Result: Kinds.Parse(kind, File.ReadAllText(path), path)))
            .Where(sample => sample.Result.Failed is not null)
            .Select(sample => $"{Path.GetRelativePath(folder, sample.Path)}: {sample.Result.Failed}");

        failed.ShouldBeEmpty();
    }

    /// <summary>The last part of a name says which file of /proc it was; those we read must be values.</summary>
    [Fact]
    public void Every_real_sample_of_a_file_we_read_is_a_value()
    {
        var folder = Fixtures.Folder("proc");
        string[] read = ["stat", "stat2", "meminfo", "loadavg", "diskstats", "vmstat", "swaps", "cpuinfo", "mountinfo", "io", "cpu", "status", "net_if_inet6"];
        var samples = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Array.Exists(read, name => Path.GetFileName(path).Split("__")[^1] == name || Path.GetFileName(path).StartsWith("cpuinfo__", StringComparison.Ordinal)))
            .ToList();

        samples.Count.ShouldBeGreaterThan(40);
        samples.Where(path => Kinds.Parse("proc", File.ReadAllText(path), path).Json is null).Select(path => Path.GetRelativePath(folder, path)).ShouldBeEmpty();
    }
}
