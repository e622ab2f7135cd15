using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Uptime;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

public sealed class ProcTextTests
{
    [Fact]
    public void Cpu_times_come_by_column_and_cores_by_their_own_number()
    {
        var cpu = CpuText.Parse(Samples.Stat).Value.ShouldNotBeNull();

        cpu.Total.ShouldBe(new CpuTimes(100, 20, 300, 4000, 50, 6, 7, 8, 9, 1));
        cpu.Cores.Select(core => core.Core).ShouldBe([0, 2]);
        cpu.Cores[1].Times.User.ShouldBe(40);
        cpu.ContextSwitches.ShouldBe(2626618);
        cpu.Forks.ShouldBe(10673);
        cpu.Running.ShouldBe(2);
        cpu.Blocked.ShouldBe(1);
    }

    [Fact]
    public void An_old_kernel_with_four_columns_is_read()
        => CpuText.Parse("cpu 1 2 3 4\nctxt 5\nprocesses 6\n").Value.ShouldNotBeNull().Total.ShouldBe(new CpuTimes(1, 2, 3, 4, 0, 0, 0, 0, 0, 0));

    [Fact]
    public void A_kernel_that_does_not_count_running_tasks_leaves_them_unknown()
        => CpuText.Parse("cpu 1 2 3 4\nctxt 5\nprocesses 6\n").Value.ShouldNotBeNull().Running.ShouldBeNull();

    [Theory]
    [InlineData("", "no line 'cpu'")]
    [InlineData("cpu 1 2 3 4\nprocesses 6\n", "no line 'ctxt'")]
    [InlineData("cpu 1 2 3 4\nctxt 6\n", "no line 'processes'")]
    [InlineData("cpu 1 2 3\nctxt 5\nprocesses 6\n", "line 'cpu'")]
    [InlineData("cpu 1 2 3 4\ncpu7 1 x 3 4\nctxt 5\nprocesses 6\n", "line 'cpu7'")]
    [InlineData("cpu 1 2 3 -4\nctxt 5\nprocesses 6\n", "line 'cpu'")]
    [InlineData("cpu 1 2 3 4\nctxt 99999999999999999999\nprocesses 6\n", "line 'ctxt'")]
    [InlineData("cpu 1 2 3 4\nctxt 5\nprocesses 6\nprocs_running many\n", "line 'procs_running'")]
    public void A_stat_file_that_does_not_parse_fails_and_names_the_line(string text, string error)
        => CpuText.Parse(text).Failed.ShouldNotBeNull().ShouldContain(error);

    [Fact]
    public void Load_has_three_averages_and_two_counts_of_tasks()
        => LoadText.Parse("0.02 1.04 12.05 1/497 11947\n").Value.ShouldBe(new LoadAverage(0.02, 1.04, 12.05, 1, 497));

    [Theory]
    [InlineData("")]
    [InlineData("0.02 0.04\n")]
    [InlineData("0.02 0.04 0.05 1 11947\n")]
    [InlineData("0.02 NaN 0.05 1/2 3\n")]
    [InlineData("0,02 0,04 0,05 1/2 3\n")]
    [InlineData("-0.02 0.04 0.05 1/2 3\n")]
    public void A_load_that_does_not_parse_fails(string text) => LoadText.Parse(text).Failed.ShouldNotBeNull().ShouldContain("/proc/loadavg");

    [Fact]
    public void Uptime_is_the_first_number() => UptimeText.Parse("350735.47 234388.90\n").Value.ShouldBe(new UptimeGauges(350735.47));

    [Theory]
    [InlineData("")]
    [InlineData("long\n")]
    [InlineData("-1 2\n")]
    public void An_uptime_that_does_not_parse_fails(string text) => UptimeText.Parse(text).Failed.ShouldNotBeNull().ShouldContain("/proc/uptime");

    [Fact]
    public void Pressure_has_averages_and_a_total_in_microseconds()
    {
        var file = PressureText.Parse(Samples.Pressure, "/proc/pressure/io").Value.ShouldNotBeNull();

        file.Some.ShouldBe(new PressureLine(1.5, 2.25, 3, 36436332));
        file.Full.ShouldBe(new PressureLine(0, 0.1, 0.2, 77));
    }

    [Fact]
    public void Pressure_of_cpu_before_kernel_5_13_has_no_full_line()
        => PressureText.Parse("some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n", "cpu").Value.ShouldNotBeNull().Full.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("some avg10=0.00 avg60=0.00 total=5\n")]
    [InlineData("some avg10=x avg60=0.00 avg300=0.00 total=5\n")]
    [InlineData("some avg10=0.00 avg60=0.00 avg300=0.00 total=-5\n")]
    [InlineData("none avg10=0.00 avg60=0.00 avg300=0.00 total=5\n")]
    public void A_pressure_file_that_does_not_parse_fails_and_names_the_file(string text)
        => PressureText.Parse(text, "/proc/pressure/io").Failed.ShouldNotBeNull().ShouldContain("/proc/pressure/io");
}
