using System.Text.Json;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

public sealed class KindsTests
{
    internal const string OneWire = "17 01 4b 46 7f ff 0c 10 71 : crc=71 YES\n17 01 4b 46 7f ff 0c 10 71 t=29960";

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
    [InlineData("proc", "0\n")]
    [InlineData("proc", "0.02 0.04")]
    [InlineData("proc", "\0\0\0")]
    [InlineData("proc", "cpu\t\t\n")]
    [InlineData("net", "Settings for eno1:\n\tSpeed: 1000Mb/s\n")]
    [InlineData("net", "{\"json\": 1}")]
    [InlineData("net", NetSamples.Neighbours)]
    [InlineData("cgroup", "some words here\n")]
    [InlineData("sysfs", "two\nlines\n")]
    [InlineData("hwmon-sysfs", "some words\n")]
    public void What_is_not_recognised_is_absent_and_never_guessed(string kind, string text)
        => Kinds.Parse(kind, text, null).Absent.ShouldNotBeNullOrEmpty();

    [Fact]
    public void What_is_recognised_and_broken_fails_with_the_line()
        => Kinds.Parse("proc", "cpu 1 2 3 4\ncpu0 1 2 3 x\n", null).Failed.ShouldNotBeNull().ShouldContain("cpu0");

    [Theory]
    [InlineData("hwmon0__temp1_input", "33250\n", """{"attribute":"temp1_input","kind":"temperature","value":33.25,"unit":"celsius"}""")]
    [InlineData("/sys/class/hwmon/hwmon0/fan1_input", "900\n", """{"attribute":"fan1_input","kind":"fan","value":900,"unit":"rpm"}""")]
    [InlineData("temp1_max", "81850\n", """{"attribute":"temp1_max","kind":"temperature","value":81.85,"unit":"celsius"}""")]
    [InlineData("curr1_input", "1500\n", """{"attribute":"curr1_input","kind":"current","value":1.5,"unit":"ampere"}""")]
    [InlineData("power1_average", "65000000\n", """{"attribute":"power1_average","kind":"power","value":65,"unit":"watt"}""")]
    [InlineData("energy1_input", "2500000\n", """{"attribute":"energy1_input","kind":"energy","value":2.5,"unit":"joule"}""")]
    [InlineData("humidity1_input", "45000\n", """{"attribute":"humidity1_input","kind":"humidity","value":45,"unit":"percent"}""")]
    [InlineData("pwm2", "128\n", """{"attribute":"pwm2","kind":"pwm","value":128,"unit":"of255"}""")]
    [InlineData("pwm2_enable", "2\n", """{"attribute":"pwm2_enable","kind":"pwm","value":2}""")]
    [InlineData("temp1_input", "-5000\n", """{"attribute":"temp1_input","kind":"temperature","value":-5,"unit":"celsius"}""")]
    [InlineData("28-0120__w1_slave", OneWire, """{"attribute":"w1_slave","kind":"temperature","value":29.96,"unit":"celsius"}""")]
    [InlineData("temp1_alarm", "0\n", """{"attribute":"temp1_alarm","kind":"temperature","value":0}""")]
    [InlineData("in0_input", "1100\n", """{"attribute":"in0_input","kind":"voltage","value":1.1,"unit":"volt"}""")]
    [InlineData("temp1_label", "Tctl\n", """{"attribute":"temp1_label","text":"Tctl"}""")]
    [InlineData("name", "k10temp\n", """{"attribute":"name","text":"k10temp"}""")]
    [InlineData(null, "33250\n", """{"value":33250}""")]
    public void A_hwmon_file_is_understood_by_its_name(string? file, string text, string expected)
        => Kinds.Parse("hwmon-sysfs", text, file).Json.ShouldBe(expected);

    [Theory]
    [InlineData("temp1_input", "hot\n")]
    [InlineData("temp1_input", "65261850\n")]
    [InlineData("temp1_input", "33\n250\n")]
    [InlineData("temp1_input", "99999999999999999999999\n")]
    [InlineData("fan1_input", "-1\n")]
    [InlineData("name", "two\nlines\n")]
    [InlineData("w1_slave", "17 01 4b 46 7f ff 0c 10 71 : crc=72 NO\n17 01 4b 46 7f ff 0c 10 71 t=29960")]
    [InlineData("w1_slave", "17 01 4b 46 7f ff 0c 10 71 : crc=71 YES\n17 01 4b 46 7f ff 0c 10 71 t=")]
    public void A_hwmon_file_that_cannot_be_right_fails(string file, string text)
        => Kinds.Parse("hwmon-sysfs", text, file).Failed.ShouldNotBeNull();

    [Fact]
    public void What_hddtemp_says_of_drives_is_not_of_a_chip()
        => Kinds.Parse("hwmon-sysfs", "|/dev/sda|WDC WD181KRYZ|SLP|*|", null).Absent.ShouldNotBeNull().ShouldContain("hddtemp");

    [Theory]
    [InlineData("cpu.max", "4800000 100000\n", """{"limitCores":48,"isUnlimited":false}""")]
    [InlineData(null, "max 100000\n", """{"isUnlimited":true}""")]
    [InlineData("memory.max", "max\n", """{"attribute":"memory.max","isUnlimited":true}""")]
    [InlineData("memory.current", "5\n", """{"attribute":"memory.current","value":5,"isUnlimited":false}""")]
    [InlineData("cpu.stat", "usage_usec 5\nuser_usec 3\n", """{"values":{"usage_usec":5,"user_usec":3}}""")]
    public void A_cgroup_file_is_understood_by_shape_or_name(string? file, string text, string expected)
        => Kinds.Parse("cgroup", text, file).Json.ShouldBe(expected);

    [Fact]
    public void A_cgroup_limit_that_does_not_parse_fails() => Kinds.Parse("cgroup", "some\n", "v2__cpu.max").Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("a\nb\n", """{"attribute":"trans_table","lines":["a","b"]}""")]
    [InlineData("DEVTYPE=bridge\nINTERFACE=vmbr0\n", """{"attribute":"trans_table","values":{"DEVTYPE":"bridge","INTERFACE":"vmbr0"}}""")]
    [InlineData("18446744073709551616\n", """{"attribute":"trans_table","text":"18446744073709551616"}""")]
    [InlineData("raspberrypi,3\0", """{"attribute":"trans_table","text":"raspberrypi,3"}""")]
    public void An_attribute_of_sysfs_may_be_several_lines_pairs_or_a_number_too_large(string text, string expected)
        => Kinds.Parse("sysfs", text, "sys__trans_table").Json.ShouldBe(expected);

    [Theory]
    [InlineData("\u0001\u0002edid\u0003")]
    [InlineData("a\uFFFDb")]
    [InlineData("\0\n")]
    public void A_binary_attribute_of_sysfs_is_absent(string text) => Kinds.Parse("sysfs", text, "edid").Absent.ShouldNotBeNull();

    [Fact]
    public void An_endless_attribute_of_sysfs_is_absent() => Kinds.Parse("sysfs", new string('x', 100_000), "x").Absent.ShouldNotBeNull();

    [Theory]
    [InlineData("1000\n", """{"attribute":"speed","number":1000}""")]
    [InlineData("in-sync\n", """{"attribute":"speed","text":"in-sync"}""")]
    public void An_attribute_of_sysfs_is_a_number_or_a_word(string text, string expected)
        => Kinds.Parse("sysfs", text, "net__eth0__speed").Json.ShouldBe(expected);

    [Fact]
    public void A_command_line_is_shown_without_its_secrets()
        => Kinds.Parse("proc", "vim\0--token=hunter2\0", "26231__cmdline").Json.ShouldBe("""{"commandLine":"vim --token=***"}""");

    [Fact]
    public void A_kind_that_does_not_exist_is_refused_with_the_list_of_those_that_do()
        => Should.Throw<ArgumentException>(() => Kinds.Parse("floppy", "x",
            null)).Message.ShouldContain(string.Join(", ", Kinds.Names));

    [Theory]
    [InlineData("meminfo", "\u0001garbage\n")]
    [InlineData("loadavg", "0.00 0.01 x 2/111 2039\n")]
    [InlineData("loadavg", "0.00 0.01 0.03\n")]
    [InlineData("uptime", "350735.4")]
    [InlineData("diskstats", "   8 0 sda 1 2 x\n")]
    [InlineData("swaps", "/dev/sda2 partition 5 5 -2\n")]
    [InlineData("mountinfo", "36 35 98:0 / /mnt rw\n")]
    [InlineData("cpuinfo", "no key at all\n")]
    [InlineData("if_inet6", "fe80 04 40 20 80 eno1\n")]
    [InlineData("net_dev", "eno1 1 2 3\n")]
    [InlineData("arcstats", "13 1 0x01 147 39984\n")]
    public void A_file_that_is_not_what_its_name_says_fails(string name, string text)
        => Kinds.Parse("proc", text, $"host__proc__{name}").Failed.ShouldNotBeNull();

    [Fact]
    public void A_sample_that_went_through_an_editor_is_read_as_it_was()
    {
        var edited = "\uFEFF" + Samples.Stat.ReplaceLineEndings("\r\n");

        Kinds.Parse("proc", edited, null).Json.ShouldBe(Kinds.Parse("proc", Samples.Stat, null).Json);
    }

    [Fact]
    public void A_name_with_a_return_in_it_is_left_alone()
        => Kinds.Parse("proc", Samples.PidStat.Replace("my file", "my\r\nfile", StringComparison.Ordinal) + "\n",
            null).Json.ShouldNotBeNull().ShouldContain(@"my\r\nfile");

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
            .Where(sample => sample.Result.Failed is not null && !IsBrokenOnPurpose(sample.Path))
            .Select(sample => $"{Path.GetRelativePath(folder, sample.Path)}: {sample.Result.Failed}");

        failed.ShouldBeEmpty();
    }

    /// <summary>Three lines where the kernel prints one: what a test of another project feeds its parser with.</summary>
    private static bool IsBrokenOnPurpose(string path)
        => path.EndsWith("influxdata_telegraf/memory__memory.max_usage_in_bytes", StringComparison.Ordinal);

    /// <summary>The last part of a name says which file of /proc it was; those we read must be values.</summary>
    [Fact]
    public void Every_real_sample_of_a_file_we_read_is_a_value()
    {
        var folder = Fixtures.Folder("proc");
        string[] read = ["stat", "stat2", "meminfo", "loadavg", "diskstats", "vmstat", "swaps", "cpuinfo", "mountinfo", "io",
            "cpu", "status", "net_if_inet6"];
        var samples = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Array.Exists(read, name => Path.GetFileName(path).Split("__")[^1] == name
                || Path.GetFileName(path).StartsWith("cpuinfo__", StringComparison.Ordinal)))
            .ToList();

        samples.Count.ShouldBeGreaterThan(40);
        samples.Where(path => Kinds.Parse("proc", File.ReadAllText(path),
            path).Json is null).Select(path => Path.GetRelativePath(folder, path)).ShouldBeEmpty();
    }
}
