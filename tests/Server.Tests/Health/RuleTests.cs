using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Health;
using static Proxima.Server.Tests.Health.Patient;

namespace Proxima.Server.Tests.Health;

/// <summary>Each rule: when it fires and with which words, when it stays quiet, and that it clears.</summary>
public sealed class RuleTests
{
    private sealed record Case(string Rule, Severity Severity, string? Part, string Text, Func<HealthInput, HealthInput> Ill);

    private static readonly Dictionary<string, Case> Firing = new()
    {
        ["cpu busy and overloaded"] = new(
            "cpu-busy", Severity.Warning, null, "CPU is 99.5 % busy and 8.1 tasks compete for 4 threads, rule allows 95 %",
            With(f => f with { Cpu = Cpu(99.5), Load = Load(8.1) })),
        ["cpu busy and loaded"] = new(
            "cpu-busy", Severity.Info, null, "CPU is 90 % busy and 5 tasks compete for 4 threads, rule allows 85 %",
            With(f => f with { Cpu = Cpu(90), Load = Load(5) })),
        ["memory nearly full"] = new(
            "memory-full", Severity.Warning, null, "90 % of memory is in use, rule allows 85", With(f => f with { Memory = Memory(90) })),
        ["memory full"] = new(
            "memory-full", Severity.Critical, null, "95.1 % of memory is in use, rule allows 95",
            With(f => f with { Memory = Memory(95.02) })),
        ["container at its limit"] = new(
            "container-memory-full", Severity.Critical, null, "99 % of the container's memory limit is in use, rule allows 95",
            With(f => f with { Cgroup = Reading.Of(new CgroupFigures(null, null, 100, 99, 99)) })),
        ["swap full under pressure"] = new(
            "swap-full", Severity.Warning, null, "Swap is 90 % full and tasks waited for memory 6 % of the time, rule allows 80 %",
            With(f => f with { Swap = Reading.Of(new SwapFigures(1000, 900, 90, 1, 1)), Pressure = Pressure(memorySome: 6) })),
        ["all wait for memory"] = new(
            "pressure-memory", Severity.Warning, null, "All tasks waited for memory 12.5 % of the time, rule allows 10",
            With(f => f with { Pressure = Pressure(memoryFull: 12.5) })),
        ["all wait for io"] = new(
            "pressure-io", Severity.Warning, null, "All tasks waited for I/O 41 % of the time, rule allows 40",
            With(f => f with { Pressure = Pressure(ioFull: 41) })),
        ["file system nearly full"] = new(
            "filesystem-full", Severity.Warning, "/var", "/var is 90 % full, rule allows 85",
            With(f => f with { Filesystems = Mounts(Mount("/var", 90)) })),
        ["file system full"] = new(
            "filesystem-full", Severity.Critical, "/var", "/var is 96 % full, rule allows 95",
            With(f => f with { Filesystems = Mounts(Mount("/var", 96)) })),
        ["inodes nearly used"] = new(
            "filesystem-inodes", Severity.Warning, "/", "/ has used 90 % of its inodes, rule allows 85",
            With(f => f with { Filesystems = Mounts(Mount("/", 10, inodes: 1000, usedInodes: 900)) })),
        ["inodes used"] = new(
            "filesystem-inodes", Severity.Critical, "/", "/ has used 100 % of its inodes, rule allows 95",
            With(f => f with { Filesystems = Mounts(Mount("/", 10, inodes: 1000, usedInodes: 1000)) })),
        ["dead mount"] = new(
            "filesystem-not-answering", Severity.Unknown, "/mnt/nas", "/mnt/nas gives no answer: nas:/x did not answer in 2 s",
            With(f => f with
            {
                Filesystems = Mounts(Mount("/mnt/nas", 1, "nfs4") with
                {
                    Space = Reading.Failed<FilesystemSpace>("nas:/x did not answer in 2 s"),
                }),
            })),
        ["read-only root"] = new(
            "filesystem-read-only", Severity.Warning, "/", "/ (ext4) is mounted read-only",
            With(f => f with { Filesystems = Mounts(Mount("/", 10) with { IsReadOnly = true }) })),
        ["sensor over its own high"] = new(
            "temperature-high", Severity.Warning, "nvme/temp1", "nvme Package id 0 is at 72 °C, its limit is 70 °C",
            With(f => f with { Sensors = Sensors(Sensor(72, 70, 80, "nvme")) })),
        ["sensor over its own critical"] = new(
            "temperature-high", Severity.Critical, "nvme/temp1", "nvme Package id 0 is at 80 °C, its limit is 80 °C",
            With(f => f with { Sensors = Sensors(Sensor(80, 70, 80, "nvme")) })),
        ["cpu without limits is hot"] = new(
            "temperature-high", Severity.Warning, "coretemp/temp1", "coretemp Package id 0 is at 86 °C, its limit is 85 °C",
            With(f => f with { Sensors = Sensors(Sensor(86)) })),
        ["cpu without limits is too hot"] = new(
            "temperature-high", Severity.Critical, "coretemp/temp1", "coretemp Package id 0 is at 95.5 °C, its limit is 95 °C",
            With(f => f with { Sensors = Sensors(Sensor(95.5)) })),
        ["interface errors"] = new(
            "interface-errors", Severity.Info, "eno1", "eno1 has 3.4 errors a second",
            With(f => f with { Interfaces = Interfaces(3.333) })),
        ["reading failed"] = new(
            "reading-failed", Severity.Unknown, "memory", "memory cannot be read: /proc/meminfo: permission denied",
            With(f => f with { Memory = Reading.Failed<MemoryFigures>("/proc/meminfo: permission denied") })),
        ["sensor failed"] = new(
            "reading-failed", Severity.Unknown, "sensors/coretemp/temp1", "sensors/coretemp/temp1 cannot be read: EIO",
            With(f => f with { Sensors = Sensors(Sensor(1) with { Value = Reading.Failed<SensorValue>("EIO") }) })),
        ["no memory told"] = new(
            "reading-missing", Severity.Unknown, "memory", "memory is not known: no such file",
            With(f => f with { Memory = Reading.Absent<MemoryFigures>("no such file") })),
        ["no cpu told in spite of two samples"] = new(
            "reading-missing", Severity.Unknown, "cpu", "cpu is not known: counters were reset",
            With(f => f with { Cpu = Reading.Absent<CpuFigures>("counters were reset") })),
        ["silence"] = new(
            "sample-stale", Severity.Unknown, null, "No sample since 2025-06-01T11:59:30Z",
            input => input with { Age = TimeSpan.FromSeconds(30), SampledAt = Noon.AddSeconds(-30) }),
        ["never heard"] = new("never-reported", Severity.Unknown, null, "No sample since this program started", _ => Input(null)),
        ["clock off"] = new(
            "clock-off", Severity.Warning, null,
            "The clock of this host is off by -7200 s (minus: it is behind); its samples carry the time of their arrival",
            input => input with { ClockAhead = TimeSpan.FromHours(-2) }),
        ["history not written"] = new(
            "history-not-written", Severity.Critical, null, "Figures are shown but not kept: disk full",
            input => input with { HistoryError = "disk full" }),
        ["database set aside"] = new(
            "database-set-aside", Severity.Warning, "proxima.db.corrupt-1",
            "A damaged database was set aside and a fresh one begun: proxima.db.corrupt-1",
            input => input with { DatabasesSetAside = ["proxima.db.corrupt-1"] }),
        ["audit log altered"] = new(
            "audit-flawed", Severity.Critical, null, "The audit log does not hold: Entry 3 was altered",
            input => input with { AuditFlaw = "Entry 3 was altered" }),
        ["audit log not anchored"] = new(
            "audit-not-anchored", Severity.Info, null, "The audit log is anchored nowhere: journal: it is not there",
            input => input with { AuditNotAnchored = "journal: it is not there" }),
    };

    private static readonly Dictionary<string, Func<HealthInput, HealthInput>> Quiet = new()
    {
        ["healthy"] = input => input,
        ["cpu busy with nothing waiting"] = With(f => f with { Cpu = Cpu(100), Load = Load(3.9) }),
        ["loaded but idle: waiting for disks"] = With(f => f with { Cpu = Cpu(10), Load = Load(50) }),
        ["cpu busy, load not known but absent"] = With(f => f with { Cpu = Cpu(100), Load = Reading.Absent<LoadAverage>("none") }),
        ["memory at the limit"] = With(f => f with { Memory = Memory(85) }),
        ["swap full without pressure"] = With(f => f with { Swap = Reading.Of(new SwapFigures(1000, 999, 99.9, 0, 0)) }),
        ["swap full, no pressure told"] = With(f => f with
        {
            Swap = Reading.Of(new SwapFigures(1000, 999, 99.9, 0, 0)), Pressure = Reading.Absent<PressureFigures>("kernel has no PSI"),
        }),
        ["no swap"] = With(f => f with { Swap = Reading.Absent<SwapFigures>("none"), Pressure = Pressure(memorySome: 50) }),
        ["pressure not offered line by line"] = With(f => f with
        {
            Pressure = Reading.Of(new PressureFigures(null, null, null, null, null, null)),
        }),
        ["images are full by nature"] = With(f => f with
        {
            Filesystems = Mounts(
                Mount("/snap/x", 100, "squashfs") with { IsReadOnly = true },
                Mount("/media/cdrom", 100, "iso9660") with { IsReadOnly = true }),
        }),
        ["an empty file system"] = With(f => f with
        {
            Filesystems = Mounts(Mount("/x", 0) with { Space = Reading.Of(new FilesystemSpace(0, 0, 0, 0, 0)) }),
        }),
        ["space reserved for root is neither used nor free"] = With(f => f with { Filesystems = Mounts(Mount("/", 84)) }),
        ["a type without inodes"] = With(f => f with { Filesystems = Mounts(Mount("/", 10, "btrfs", inodes: 0, usedInodes: 0)) }),
        ["space that is absent"] = With(f => f with
        {
            Filesystems = Mounts(Mount("/x", 0) with { Space = Reading.Absent<FilesystemSpace>("not asked: automount") }),
        }),
        ["a disk hotter than a cpu may be, without limits"] = With(f => f with { Sensors = Sensors(Sensor(99, chip: "acpitz")) }),
        ["a cpu within its own limits"] = With(f => f with { Sensors = Sensors(Sensor(97, 100, 105)) }),
        ["a fast fan"] = With(f => f with { Sensors = Sensors(Sensor(5000, kind: SensorKind.Fan)) }),
        ["a sensor that is absent"] = With(f => f with
        {
            Sensors = Sensors(Sensor(1) with { Value = Reading.Absent<SensorValue>("later") }),
        }),
        ["few errors"] = With(f => f with { Interfaces = Interfaces(1) }),
        ["errors not known"] = With(f => f with { Interfaces = Interfaces(null) }),
        ["the first sample has no cpu yet"] = With(f => f with
        {
            WindowSeconds = null, Cpu = Reading.Absent<CpuFigures>("needs two samples"),
        }),
        ["almost silent"] = input => input with { Age = TimeSpan.FromSeconds(29.9) },
    };

    public static TheoryData<string> FiringCases => [.. Firing.Keys];

    public static TheoryData<string> QuietCases => [.. Quiet.Keys];

    [Theory]
    [MemberData(nameof(FiringCases))]
    public void It_fires_with_cause_advice_and_source(string name)
    {
        var wanted = Firing[name];

        var finding = Examine(wanted.Ill(Input(Healthy()))).ShouldHaveSingleItem();

        finding.Rule.ShouldBe(wanted.Rule);
        finding.Severity.ShouldBe(wanted.Severity);
        finding.Part.ShouldBe(wanted.Part);
        finding.Text.ShouldBe(wanted.Text);
        finding.Key.ShouldBe(wanted.Part is null ? $"{wanted.Rule}:node:{Node}" : $"{wanted.Rule}:node:{Node}:{wanted.Part}");
        finding.Node.ShouldBe(Node);
        finding.Source.ShouldNotBeNullOrWhiteSpace();
        (finding.Advice ?? "").ShouldNotContain("{");
        finding.FirstSeen.ShouldBe(Noon);
        finding.LastSeen.ShouldBe(Noon);
    }

    [Theory]
    [MemberData(nameof(QuietCases))]
    public void It_stays_quiet(string name) => Examine(Quiet[name](Input(Healthy()))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(FiringCases))]
    public void It_keeps_its_first_seen_time_and_clears(string name)
    {
        var wanted = Firing[name];
        var first = Examine(wanted.Ill(Input(Healthy())));
        var later = wanted.Ill(Input(Healthy())) with { Now = Noon.AddMinutes(5), Open = first };

        var still = Examine(later).ShouldHaveSingleItem();
        still.FirstSeen.ShouldBe(Noon);
        still.LastSeen.ShouldBe(Noon.AddMinutes(5));

        Examine(Input(Healthy()) with { Now = Noon.AddMinutes(6), Open = [still] }).ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_has_words_a_case_that_fires_and_an_id_of_its_own()
    {
        var ids = RuleBook.All.Select(rule => rule.Id).ToList();

        ids.ShouldBeUnique();
        Messages.All.Keys.ShouldBe(ids, ignoreOrder: true);
        Firing.Values.Select(wanted => wanted.Rule).Distinct().ShouldBe(ids, ignoreOrder: true);
    }

    private static Func<HealthInput, HealthInput> With(Func<HostFigures, HostFigures> change)
        => input => input with { Figures = input.Figures is null ? null : change(input.Figures) };

    private static Reading<PressureFigures> Pressure(double memorySome = 0, double memoryFull = 0, double ioFull = 0)
        => Reading.Of(new PressureFigures(0, 0, memorySome, memoryFull, 0, ioFull));
}
