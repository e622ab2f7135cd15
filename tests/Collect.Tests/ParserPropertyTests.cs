using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Collect.Linux.Cgroup;
using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Facts;
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

namespace Proxima.Collect.Tests;

/// <summary>Whatever a file holds: every parser answers with exactly one of value, absent and failed, and none throws.</summary>
public sealed class ParserPropertyTests
{
    private static readonly string[] FileNames =
        ["temp1_input", "w1_slave", "uevent", "cmdline", "stat", "loadavg", "meminfo", "cpuinfo", "cpu.max", "cpu.pressure",
            "memory.stat", "cpuacct.usage_percpu", "x"];

    private static readonly string[] Good =
    [
        Samples.Stat, Samples.MemInfo, Samples.ArcStats, Samples.DiskStats, Samples.NetDev, Samples.MountInfo, Samples.PidStat,
            Samples.PidStatus, Samples.CpuInfo,
        NetSamples.IpAddress, NetSamples.IpOneLine, NetSamples.IpBrief, NetSamples.IpJson, NetSamples.Ifconfig,
            NetSamples.IfconfigBefore, NetSamples.IpRoute,
        NetSamples.IpRouteHops, NetSamples.Route, NetSamples.RouteV6, NetSamples.KernelRoute, NetSamples.KernelRouteV6,
            "259:8 rbytes=74 wbytes=37\n", KindsTests.OneWire,
        Samples.VmStat, Samples.Pressure, Samples.InetSix, Samples.Vlans, Samples.Swaps, Samples.Bond,
            "0.02 0.04 0.05 1/497 11947\n", "350735.47 234388.90\n", "250000 100000\n",
    ];

    [Fact]
    public void No_parser_throws_on_any_text() => Prop.ForAll<string?>(text => Answers(text ?? string.Empty)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_parser_throws_on_a_damaged_sample()
        => Prop.ForAll(Damaged().ToArbitrary(), Answers).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_kind_throws_on_a_damaged_sample()
        => Prop.ForAll(Damaged().ToArbitrary(), text => Kinds.Names.All(kind => IsOneOfThree(Kinds.Parse(kind, text, null))
            && FileNames.All(name => IsOneOfThree(Kinds.Parse(kind, text, name)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>What was cut off may be missing, but no record may come out that the whole sample would not give.</summary>
    [Fact]
    public void A_sample_and_its_beginning_are_never_two_different_records()
        => Prop.ForAll(Beginning().ToArbitrary(), cut =>
        {
            var whole = Shape(Kinds.Parse(cut.Kind, cut.Sample, null));
            var part = Shape(Kinds.Parse(cut.Kind, cut.Sample[..cut.Length], null));
            return part is null || part.IsSubsetOf(whole ?? []);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_parsed_counter_is_never_negative()
        => Prop.ForAll(Damaged().ToArbitrary(), text =>
        {
            var cpu = CpuText.Parse(text).Value?.Total;
            var disks = DisksText.Parse(text, []).Value?.Disks ?? [];
            var cards = NetDevText.Parse(text).Value?.Interfaces ?? [];
            return (cpu is null || Math.Min(cpu.User, cpu.Idle) >= 0)
                && disks.All(disk => Math.Min(disk.ReadBytes, disk.WrittenBytes) >= 0)
                && cards.All(card => Math.Min(card.ReceivedBytes, card.SentBytes) >= 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Names of the record's fields, told apart from a reading that is no value.</summary>
    private static HashSet<string>? Shape(KindResult result)
        => result.Json is { } json ? [.. JsonDocument.Parse(json).RootElement.EnumerateObject().Select(member => member.Name)] : null;

    private static Gen<(string Kind, string Sample, int Length)> Beginning()
        => from kind in Gen.Elements("proc", "net")
           from sample in Gen.Elements(Good)
           from length in Gen.Choose(0, sample.Length)
           select (kind, sample, length);

    /// <summary>A good sample with one stretch replaced, doubled or cut out.</summary>
    private static Gen<string> Damaged()
        => from sample in Gen.Elements(Good)
           from start in Gen.Choose(0, sample.Length)
           from length in Gen.Choose(0, 40)
           from patch in Gen.Elements(string.Empty, "\0", "-", "99999999999999999999999", "(", ")", ":", "\n", " ", "NaN",
               "\ud800", "1e9", "\\777", "x", sample)
           select string.Concat(sample.AsSpan(0, start), patch, sample.AsSpan(Math.Min(sample.Length, start + length)));

    private static bool Answers(string text)
    {
        _ = CommandLine.Shown(text);
        _ = OsText.Parse(text);
        _ = PasswdText.Parse(text);
        _ = GuestOf.Cgroup(text);
        _ = ZoneText.Parse(text, text);
        return IsOne(CpuText.Parse(text)) && IsOne(LoadText.Parse(text)) && IsOne(UptimeText.Parse(text))
            && IsOne(PressureText.Parse(text, "x"))
            && IsOne(MemoryText.Parse(text)) && IsOne(ArcText.Parse(text)) && IsOne(SwapText.Parse(text, null, 4096))
                && IsOne(SwapsText.Parse(text)) && IsOne(VmStatText.Parse(text))
            && IsOne(DisksText.Parse(text, [])) && IsOne(MountText.Parse(text)) && IsOne(NetDevText.Parse(text))
                && IsOne(AddressText.Parse(text)) && IsOne(VlanText.Parse(text))
            && IsOne(BondText.Parse(text)) && IsOne(SensorText.Parse(text, SensorKind.Temperature,
                SensorText.Limits(SensorKind.Temperature, text, text, text), "x"))
            && IsOne(CgroupText.Parse(new CgroupFiles { CpuMax = text, MemoryMax = text, CpuStat = text, MemoryStat = text }))
            && IsOne(CgroupText.Parse(new CgroupFiles { CpuQuota = text, CpuPeriod = text, CpuUsage = text, MemoryMax = "5",
                MemoryCurrent = text }))
            && IsOne(PidStatText.Parse(text)) && IsOne(PidStatusText.Parse(text)) && IsOne(PidIoText.Parse(text))
                && IsOne(CpuInfoText.Parse(text));
    }

    private static bool IsOne<T>(Reading<T> reading)
        where T : class
        => new[] { reading.HasValue, reading.Absent is not null, reading.Failed is not null }.Count(is_ => is_) == 1;

    private static bool IsOneOfThree(KindResult result)
        => new[] { result.Json, result.Absent, result.Failed }.Count(text => text is not null) == 1;
}
