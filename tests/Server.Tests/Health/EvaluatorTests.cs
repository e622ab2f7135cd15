using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Server.Features.Health;
using static Proxima.Server.Tests.Health.Patient;

namespace Proxima.Server.Tests.Health;

public sealed class EvaluatorTests
{
    [Fact]
    public void Old_figures_are_not_judged()
    {
        var full = Healthy() with { Memory = Memory(99) };

        var findings = Examine(Input(full, ageSeconds: 31));

        findings.ShouldHaveSingleItem().Rule.ShouldBe("sample-stale");
    }

    [Fact]
    public void What_stands_beside_the_figures_is_told_even_when_they_are_old()
        => Examine(Input(Healthy(), ageSeconds: 100) with { HistoryError = "disk full" }).Select(finding => finding.Rule)
            .ShouldBe(["history-not-written", "sample-stale"]);

    [Fact]
    public void Every_failed_reading_is_unknown()
    {
        var failed = new HostFigures
        {
            WindowSeconds = 10,
            Cpu = Reading.Failed<CpuFigures>("a"),
            Load = Reading.Failed<LoadAverage>("b"),
            Pressure = Reading.Failed<PressureFigures>("c"),
            Memory = Reading.Failed<MemoryFigures>("d"),
            Swap = Reading.Failed<SwapFigures>("e"),
            Disks = Reading.Failed<DiskFiguresList>("f"),
            Filesystems = Reading.Failed<FilesystemList>("g"),
            Interfaces = Reading.Failed<InterfaceFiguresList>("h"),
            Sensors = Reading.Failed<SensorList>("i"),
            Cgroup = Reading.Failed<CgroupFigures>("j"),
            Uptime = Reading.Failed<UptimeGauges>("k"),
        };

        var findings = Examine(failed);

        findings.Count.ShouldBe(11);
        findings.ShouldAllBe(finding => finding.Severity == Severity.Unknown && finding.Rule == "reading-failed");
        string.Concat(findings.Select(finding => finding.Arguments["error"]).Order()).ShouldBe("abcdefghijk");
    }

    [Fact]
    public void The_worst_come_first_and_of_equals_the_oldest()
    {
        var figures = Healthy() with { Filesystems = Mounts(Mount("/a", 90), Mount("/b", 97), Mount("/c", 90)) };
        var open = Examine(figures)
            .Where(finding => finding.Part == "/c")
            .Select(finding => finding with { FirstSeen = Noon.AddHours(-1) })
            .ToList();

        Examine(Input(figures) with { Open = open }).Select(finding => finding.Part).ShouldBe(["/b", "/c", "/a"]);
    }

    [Fact]
    public void Of_two_findings_with_one_key_the_worse_stays()
    {
        var findings = Examine(Healthy() with { Filesystems = Mounts(Mount("/", 90), Mount("/", 97), Mount("/", 86)) });

        findings.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void Findings_of_one_node_are_bounded_and_the_worst_are_kept()
    {
        var mounts = Enumerable.Range(0, 1000).Select(i => Mount($"/{i}", i == 777 ? 97 : 90)).ToArray();

        var findings = Examine(Healthy() with { Filesystems = Mounts(mounts) });

        findings.Count.ShouldBe(Evaluator.MostFindings);
        findings[0].Part.ShouldBe("/777");
    }

    [Fact]
    public void Limits_are_settings()
    {
        var figures = Healthy() with { Memory = Memory(60) };

        Examine(Input(figures), new HealthOptions { MemoryWarningPercent = 55 }).ShouldHaveSingleItem().Text.ShouldContain("allows 55");
    }

    [Fact]
    public void Words_of_a_host_are_only_words()
    {
        const string Hostile = "/{limit}/<b>{mount}\n{";

        var finding = Examine(Healthy() with { Filesystems = Mounts(Mount(Hostile, 96)) }).ShouldHaveSingleItem();

        finding.Text.ShouldBe($"{Hostile} is 96 % full, rule allows 95");
        finding.Advice.ShouldBe($"Free space on {Hostile} or grow it");
    }

    [Fact]
    public void A_value_over_its_limit_never_reads_as_equal_to_it()
        => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), step =>
        {
            var percent = step / 10_000.0;
            var finding = Examine(Healthy() with { Memory = Memory(percent) }).SingleOrDefault();
            return percent <= 85 ? finding is null : finding is not null && finding.Arguments["percent"] != finding.Arguments["limit"];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_number_makes_a_rule_fall()
        => Prop.ForAll<double, double>((first, second) =>
        {
            var figures = Healthy() with
            {
                Cpu = Cpu(first),
                Load = Load(second),
                Memory = Memory(double.IsFinite(first) ? Math.Clamp(first, -1e6, 1e6) : first),
                Sensors = Sensors(Sensor(first, second, first)),
                Interfaces = Interfaces(second),
            };
            return Examine(figures).All(finding => finding.Text.Length > 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Limits_in_the_wrong_order_are_refused_with_both_keys()
    {
        var result = new HealthOptionsOrder().Validate(null, new HealthOptions { MemoryWarningPercent = 96, CpuWarningCelsius = 99 });

        result.Failed.ShouldBeTrue();
        result.Failures.ShouldNotBeNull().Count().ShouldBe(2);
        result.FailureMessage.ShouldContain("Health:MemoryWarningPercent (96) is above Health:MemoryCriticalPercent (95)");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public void A_limit_out_of_range_is_refused_by_name(double percent)
        => new HealthOptionsValidator().Validate(null, new HealthOptions { FilesystemCriticalPercent = percent })
            .FailureMessage.ShouldNotBeNull().ShouldContain(nameof(HealthOptions.FilesystemCriticalPercent));

    [Fact]
    public void The_settings_as_delivered_are_valid()
    {
        new HealthOptionsValidator().Validate(Options.DefaultName, new HealthOptions()).Succeeded.ShouldBeTrue();
        new HealthOptionsOrder().Validate(Options.DefaultName, new HealthOptions()).Succeeded.ShouldBeTrue();
    }
}
