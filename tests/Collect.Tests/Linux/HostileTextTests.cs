using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Sensors;
using Proxima.Collect.Linux.Swap;
using Proxima.Collect.Linux.Uptime;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

/// <summary>Names somebody chose to be awkward, and files that hold nothing, NUL bytes or too much.</summary>
public sealed class HostileTextTests
{
    private static readonly (string Name, Func<string, string?> Failed)[] Parsers =
    [
        Of("stat", text => CpuText.Parse(text)), Of("meminfo", text => MemoryText.Parse(text)), Of("swap",
            text => SwapText.Parse(text, null, 4096)),
        Of("vmstat", text => VmStatText.Parse(text)), Of("swaps", text => SwapsText.Parse(text)), Of("arcstats",
            text => ArcText.Parse(text)),
        Of("loadavg", text => LoadText.Parse(text)), Of("uptime", text => UptimeText.Parse(text)), Of("pressure",
            text => PressureText.Parse(text, "pressure")),
        Of("mountinfo", text => MountText.Parse(text)), Of("mounts", text => MountLineText.Parse(text)), Of("net/dev",
            text => NetDevText.Parse(text)),
        Of("bonding", text => BondText.Parse(text)), Of("pid stat", text => PidStatText.Parse(text)), Of("pid status",
            text => PidStatusText.Parse(text)),
        Of("pid io", text => PidIoText.Parse(text)), Of("hwmon", text => SensorText.Parse(text, SensorKind.Fan, default, "fan1_input")),
    ];

    public static TheoryData<string> Names => [.. Parsers.Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_file_is_a_failure_that_names_the_file(string name)
        => Failed(name, string.Empty).ShouldNotBeNull().ShouldStartWith(name switch { "hwmon" => "fan1_input",
            "arcstats" or "pressure" => name, _ => "/proc" });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_nul_bytes_is_a_failure(string name) => Failed(name, new string('\0', 100)).ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_empty_lines_is_a_failure(string name) => Failed(name, "\n\n\n").ShouldNotBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_one_endless_line_is_a_failure_with_a_short_message(string name)
        => Failed(name, new string('9', 200_000)).ShouldNotBeNull().Length.ShouldBeLessThan(200);

    [Fact]
    public void Names_in_messages_are_short()
    {
        var name = new string('x', 100_000);

        CpuText.Parse($"cpu{name} 1 2 3 4\n").Failed.ShouldNotBeNull().Length.ShouldBeLessThan(200);
        DisksText.Parse($"8 0 {name} 1\n", []).Failed.ShouldNotBeNull().Length.ShouldBeLessThan(200);
        NetDevText.Parse($"{name}: 1\n").Failed.ShouldNotBeNull().Length.ShouldBeLessThan(200);
        SwapsText.Parse($"Filename Type Size Used Priority\n{name} file x\n").Failed.ShouldNotBeNull().Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("18446744073709551615", false)]
    [InlineData("99999999999999999999999999", false)]
    [InlineData("-1", false)]
    [InlineData("+1", false)]
    [InlineData("1.0", false)]
    [InlineData("0x10", false)]
    [InlineData("1e3", false)]
    [InlineData("1,000", false)]
    [InlineData("٣", false)]
    public void A_counter_is_a_whole_number_of_63_bits_or_a_failure(string number, bool isCounter)
    {
        var cpu = CpuText.Parse($"cpu {number} 2 3 4\nctxt 5\nprocesses 6\n");
        var card = NetDevText.Parse($"eno1: {number} 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");

        cpu.HasValue.ShouldBe(isCounter);
        card.HasValue.ShouldBe(isCounter);
        (cpu.Failed is null).ShouldBe(isCounter);
    }

    [Theory]
    [InlineData("wölfe0")]
    [InlineData("☃")]
    [InlineData("a|b")]
    [InlineData("veth1a2b3c4d")]
    [InlineData("-t")]
    [InlineData("<script>")]
    public void An_interface_may_have_any_name(string name)
    {
        var text = $"Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes    packets\n{name}: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";

        var table = NetDevText.Parse(text);

        table.Value.ShouldNotBeNull().Interfaces.Single().ShouldBe(new NetDevLine(name, 1, 2, 3, 4, 9, 10, 11, 12));
    }

    [Fact]
    public void Counters_may_touch_the_colon_of_the_name()
        => NetDevText.Parse("eth0:9999999999 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n").Value.ShouldNotBeNull().Interfaces[0].ReceivedBytes.ShouldBe(9999999999);

    [Theory]
    [InlineData("a)")]
    [InlineData("(a")]
    [InlineData("a) S 1 2 3")]
    [InlineData("a\nb")]
    [InlineData(") (")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("kworker/0:1H-kblockd")]
    [InlineData("\u0001\u007f")]
    public void A_process_may_have_any_name(string name)
        => PidStatText.Parse($"7 ({name}) S 1 7 7 0 -1 4194560 0 0 0 0 11 22 0 0 20 0 3 0 75513 115900416 297 18446744073709551615 1\n").Value
            .ShouldBe(new PidStat(7, name, 'S', 1, 11, 22, 0, 3, 75513, 115900416, 297));

    [Theory]
    [InlineData(@"/mnt/my\040disk", "/mnt/my disk")]
    [InlineData(@"/mnt/a\011b", "/mnt/a\tb")]
    [InlineData(@"/mnt/a\012b", "/mnt/a\nb")]
    [InlineData(@"/mnt/a\134040", @"/mnt/a\040")]
    [InlineData(@"/mnt/a\043b", "/mnt/a#b")]
    [InlineData(@"/mnt/a\9", @"/mnt/a\9")]
    [InlineData(@"/mnt/größe", "/mnt/größe")]
    [InlineData(@"/mnt/-", "/mnt/-")]
    public void A_mount_point_may_have_any_name(string written, string name)
    {
        MountText.Parse($"36 35 98:0 / {written} rw,noatime shared:1 - ext4 /dev/sda1 rw\n").Value.ShouldNotBeNull().Mounts[0].MountPoint.ShouldBe(name);
        MountLineText.Parse($"/dev/sda1 {written} ext4 rw 0 0\n").Value.ShouldNotBeNull().Mounts[0].MountPoint.ShouldBe(name);
    }

    [Theory]
    [InlineData("36 35 98:0 / /mnt rw - ext4 /dev/sda1\n")]
    [InlineData("36 35 98:0 / /mnt rw ext4 /dev/sda1 rw\n")]
    [InlineData("36 35 980 / /mnt rw - ext4 /dev/sda1 rw\n")]
    [InlineData("36 x 98:0 / /mnt rw - ext4 /dev/sda1 rw\n")]
    [InlineData("36 35 98:0 / mnt rw - ext4 /dev/sda1 rw\n")]
    public void A_mount_that_does_not_parse_fails_and_is_quoted(string line)
        => MountText.Parse(line).Failed.ShouldNotBeNull().ShouldContain("36 ");

    [Theory]
    [InlineData("/dev/sda1 /mnt ext4 rw 0\n")]
    [InlineData("/dev/sda1 mnt ext4 rw 0 0\n")]
    [InlineData("/dev/sda1\n")]
    public void A_line_of_mounts_that_does_not_parse_fails(string line) => MountLineText.Parse(line).Failed.ShouldNotBeNull();

    [Fact]
    public void Mounts_tell_read_only_ones()
        => MountLineText.Parse("/dev/sr0 /cdrom iso9660 ro,nosuid 0 0\n"
            + "nas:/x /x nfs4 rw,errors=remount-ro 0 0\n").Value.ShouldNotBeNull().Mounts
            .Select(mount => mount.IsReadOnly).ShouldBe([true, false]);

    [Theory]
    [InlineData("Uid:\t1000\t0\t1000\t1000\n", 1000)]
    [InlineData("Uid:\t4294967295\t0\t0\t0\n", null)]
    [InlineData("Uid:\tx\t0\t0\t0\n", null)]
    [InlineData("Uid:\t1000\n", null)]
    public void The_user_of_a_process_is_the_first_of_four(string line, int? user)
        => (PidStatusText.Parse($"Name:\tx\n{line}").Value?.UserId).ShouldBe(user);

    [Theory]
    [InlineData("max", null)]
    [InlineData("9223372036854771712", null)]
    [InlineData("18446744073709551615", null)]
    [InlineData("4096\n", 4096L)]
    public void A_limit_of_memory_may_be_none(string text, long? bytes)
    {
        CgroupText.TryBytesOrMax(text, out var limit).ShouldBeTrue();
        limit.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("lots")]
    [InlineData("99999999999999999999999")]
    public void A_limit_of_memory_that_does_not_parse_is_no_limit_of_none(string text)
        => CgroupText.TryBytesOrMax(text, out _).ShouldBeFalse();

    [Fact]
    public void Disks_with_the_same_name_twice_are_kept_apart_by_nobody_and_harm_nothing()
        => DisksText.Parse("8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n",
            []).Value.ShouldNotBeNull().Disks.Count.ShouldBe(2);

    private static string? Failed(string name, string text) => Parsers.Single(parser => parser.Name == name).Failed(text);

    private static (string Name, Func<string, string?> Failed) Of<T>(string name, Func<string, Reading<T>> parse)
        where T : class
        => (name, text => parse(text).Failed);
}
