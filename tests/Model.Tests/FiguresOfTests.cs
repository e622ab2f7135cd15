using Proxima.Model.Figures;
using Proxima.Model.Host;
using static Proxima.Model.Tests.Observations;

namespace Proxima.Model.Tests;

public sealed class FiguresOfTests
{
    private static readonly HostSample Before = Cpu(Times(user: 100, idle: 900));
    private static readonly HostSample After = Cpu(Times(user: 200, idle: 1800));

    [Fact]
    public void Two_samples_of_one_boot_make_a_window_and_rates()
    {
        var figures = FiguresOf.Host(At(100, Before), At(110, After));

        figures.WindowSeconds.ShouldBe(10);
        figures.Cpu.Value.ShouldNotBeNull().Total.Busy.ShouldBe(10);
    }

    [Fact]
    public void One_sample_makes_no_rate_and_says_why()
    {
        var figures = FiguresOf.Host(null, At(110, After));

        figures.WindowSeconds.ShouldBeNull();
        figures.Cpu.Absent.ShouldBe("needs two samples in a row");
    }

    [Fact]
    public void A_reboot_between_makes_no_rate() => FiguresOf.Host(At(100, Before, bootId: "a"), At(110, After, bootId: "b")).WindowSeconds.ShouldBeNull();

    [Fact]
    public void A_new_epoch_does_not_matter() => FiguresOf.Host(At(100, Before, epoch: "a"), At(110, After, epoch: "b")).WindowSeconds.ShouldBe(10);

    [Fact]
    public void Another_node_makes_no_rate()
        => FiguresOf.Host(At(100, Before) with { Node = NodeId.New() }, At(110, After)).WindowSeconds.ShouldBeNull();

    [Theory]
    [InlineData(300, true)]
    [InlineData(300.001, false)]
    [InlineData(0.001, true)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void A_gap_a_suspend_or_time_that_ran_backwards_starts_again(double seconds, bool hasWindow)
        => FiguresOf.Host(At(1000, Before), At(1000 + seconds, After)).WindowSeconds.HasValue.ShouldBe(hasWindow);

    [Fact]
    public void What_failed_or_is_absent_passes_through_with_its_reason()
    {
        var figures = FiguresOf.Host(At(1, Before), At(2, Empty with { Cpu = Reading.Failed<CpuCounters>("/proc/stat: broken"), Pressure = Reading.Absent<PressureCounters>("no PSI") }));

        figures.Cpu.Failed.ShouldBe("/proc/stat: broken");
        figures.Pressure.Absent.ShouldBe("no PSI");
    }

    [Fact]
    public void After_a_failed_reading_the_rate_starts_again()
        => FiguresOf.Host(At(1, Empty with { Cpu = Reading.Failed<CpuCounters>("x") }), At(2, After)).Cpu.Absent.ShouldNotBeNull();

    [Fact]
    public void Shares_count_guests_in_user_and_interrupts_in_system()
    {
        var shares = FiguresOf.Host(
            At(0, Cpu(Times())),
            At(1, Cpu(Times(user: 20, nice: 10, system: 5, idle: 40, iowait: 10, irq: 3, softIrq: 2, steal: 10, guest: 15, guestNice: 1)))).Cpu.Value.ShouldNotBeNull().Total;

        shares.ShouldBe(new CpuShares(Busy: 50, User: 30, System: 10, IoWait: 10, Steal: 10, Guest: 16));
    }

    [Fact]
    public void Iowait_that_ran_backwards_counts_as_none_and_is_no_reset()
    {
        var shares = FiguresOf.Host(At(0, Cpu(Times(user: 10, idle: 10, iowait: 50))), At(1, Cpu(Times(user: 20, idle: 20, iowait: 45)))).Cpu.Value.ShouldNotBeNull().Total;

        shares.IoWait.ShouldBe(0);
        shares.Busy.ShouldBe(50);
    }

    [Fact]
    public void Any_other_counter_that_fell_was_reset()
    {
        FiguresOf.Host(At(0, Cpu(Times(user: 10, idle: 10))), At(1, Cpu(Times(user: 5, idle: 20)))).Cpu.Absent.ShouldBe("CPU counters were reset");
        FiguresOf.Host(At(0, Cpu(Times(user: 10, idle: 10))), At(1, Cpu(Times(user: 15, idle: 5)))).Cpu.Absent.ShouldBe("CPU counters were reset");
    }

    [Fact]
    public void Counters_that_stand_still_make_no_share() => FiguresOf.Host(At(0, Before), At(1, Before)).Cpu.Absent.ShouldNotBeNull();

    [Fact]
    public void Cores_are_matched_by_number_and_a_new_one_is_unknown()
    {
        var before = Cpu(Times(user: 1), new CoreTimes(0, Times(user: 10, idle: 10)), new CoreTimes(3, Times(user: 0, idle: 0)));
        var after = Cpu(Times(user: 2), new CoreTimes(1, Times(user: 5, idle: 5)), new CoreTimes(3, Times(user: 25, idle: 75)));

        FiguresOf.Host(At(0, before), At(1, after)).Cpu.Value.ShouldNotBeNull().Cores.ShouldBe([new CoreFigures(1, null), new CoreFigures(3, 25)]);
    }

    [Fact]
    public void Switches_and_forks_are_rates_and_running_is_of_now()
    {
        var cpu = FiguresOf.Host(At(0, Cpu(Times(user: 10, system: 1))), At(2, Cpu(Times(user: 30, system: 5)))).Cpu.Value.ShouldNotBeNull();

        cpu.ContextSwitchesPerSecond.ShouldBe(10);
        cpu.ForksPerSecond.ShouldBe(2);
        cpu.Running.ShouldBe(3);
    }

    [Fact]
    public void Pressure_is_stalled_time_of_the_window_and_never_above_all_of_it()
    {
        var figures = FiguresOf.Host(At(0, Stalled(cpu: 1_000_000, io: 0)), At(10, Stalled(cpu: 3_500_000, io: 99_000_000))).Pressure.Value.ShouldNotBeNull();

        figures.CpuSome.ShouldBe(25);
        figures.IoSome.ShouldBe(100);
        figures.MemorySome.ShouldBeNull();
    }

    [Fact]
    public void Used_memory_is_what_cannot_be_given_back()
    {
        var memory = FiguresOf.Host(null, At(0, Empty with { Memory = Reading.Of(Memory(total: 1000, available: 600)) })).Memory.Value.ShouldNotBeNull();

        memory.UsedBytes.ShouldBe(400);
        memory.UsedPercent.ShouldBe(40);
        memory.AvailableBytes.ShouldBe(600);
    }

    [Theory]
    [InlineData(300L, 100L, 200, 800)]
    [InlineData(50L, 100L, 400, 600)]
    [InlineData(5000L, 0L, 0, 1000)]
    [InlineData(null, null, 400, 600)]
    public void The_arc_gives_back_what_is_above_its_floor(long? arc, long? minimum, long used, long available)
    {
        var memory = FiguresOf.Host(null, At(0, Empty with { Memory = Reading.Of(Memory(1000, 600, arc, minimum)) })).Memory.Value.ShouldNotBeNull();

        memory.UsedBytes.ShouldBe(used);
        memory.AvailableBytes.ShouldBe(available);
        memory.Gauges.AvailableBytes.ShouldBe(600);
    }

    [Fact]
    public void Swapped_pages_become_bytes_of_that_host()
    {
        var swap = FiguresOf.Host(
            At(0, Empty with { Swap = Reading.Of(new SwapCounters(1000, 900, 10, 10, 16384)) }),
            At(10, Empty with { Swap = Reading.Of(new SwapCounters(1000, 750, 20, 5, 16384)) })).Swap.Value.ShouldNotBeNull();

        swap.ShouldBe(new SwapFigures(1000, 250, 25, 16384, null));
    }

    [Fact]
    public void Disk_rates_and_waits()
    {
        var disk = FiguresOf.Host(
            At(0, Disks(Disk("sda", reads: 10, readBytes: 1000, readMilliseconds: 100, writes: 0, writtenBytes: 0, busy: 1000, weighted: 0))),
            At(10, Disks(Disk("sda", reads: 30, readBytes: 6000, readMilliseconds: 140, writes: 0, writtenBytes: 0, busy: 6000, weighted: 20_000))))
                .Disks.Value.ShouldNotBeNull().Disks.Single();

        disk.ReadBytesPerSecond.ShouldBe(500);
        disk.ReadsPerSecond.ShouldBe(2);
        disk.ReadAwaitMilliseconds.ShouldBe(2);
        disk.WrittenBytesPerSecond.ShouldBe(0);
        disk.WriteAwaitMilliseconds.ShouldBeNull();
        disk.BusyPercent.ShouldBe(50);
        disk.QueueLength.ShouldBe(2);
    }

    [Fact]
    public void A_disk_that_was_just_plugged_in_has_unknown_rates_and_a_counter_that_fell_too()
    {
        var disks = FiguresOf.Host(At(0, Disks(Disk("sda", busy: 4_294_967_000, readBytes: 10))), At(10, Disks(Disk("sda", busy: 50, readBytes: 20), Disk("sdb", readBytes: 99))))
            .Disks.Value.ShouldNotBeNull().Disks;

        disks[0].BusyPercent.ShouldBeNull();
        disks[0].ReadBytesPerSecond.ShouldBe(1);
        disks[1].ShouldBe(new DiskFigures { Name = "sdb" });
    }

    [Fact]
    public void Interface_rates_join_both_directions_for_errors_and_drops()
    {
        var card = FiguresOf.Host(
            At(0, Cards(Card("eno1", InterfaceRole.Physical, received: 1000, sent: 500))),
            At(10, Cards(Card("eno1", InterfaceRole.Physical, received: 3000, sent: 1500, errors: 5, drops: 10)))).Interfaces.Value.ShouldNotBeNull().Interfaces.Single();

        card.ReceivedBytesPerSecond.ShouldBe(200);
        card.SentBytesPerSecond.ShouldBe(100);
        card.ReceivedPacketsPerSecond.ShouldBe(20);
        card.ErrorsPerSecond.ShouldBe(1);
        card.DropsPerSecond.ShouldBe(2);
        card.Counters.ReceivedBytes.ShouldBe(3000);
    }

    [Fact]
    public void An_interface_that_came_back_has_unknown_rates()
    {
        var cards = FiguresOf.Host(
            At(0, Cards(Card("eno1", InterfaceRole.Physical, received: 5000))),
            At(10, Cards(Card("eno1", InterfaceRole.Physical, received: 10), Card("tap1", InterfaceRole.Guest))))
            .Interfaces.Value.ShouldNotBeNull().Interfaces;

        cards[0].ReceivedBytesPerSecond.ShouldBeNull();
        cards[1].ReceivedBytesPerSecond.ShouldBeNull();
    }

    [Fact]
    public void A_container_has_shares_of_its_limits()
    {
        var group = FiguresOf.Host(
            At(0, Empty with { Cgroup = Reading.Of(new CgroupCounters { CpuUsageMicroseconds = 0 }) }),
            At(10, Empty with { Cgroup = Reading.Of(new CgroupCounters { CpuLimitCores = 2, CpuUsageMicroseconds = 5_000_000,
            MemoryLimitBytes = 1000, MemoryUsedBytes = 700, MemoryInactiveFileBytes = 200 }) }))
            .Cgroup.Value.ShouldNotBeNull();

        group.ShouldBe(new CgroupFigures(2, 0.5, 1000, 500, 50));
    }

    [Fact]
    public void A_container_without_figures_has_unknown_ones()
        => FiguresOf.Host(null, At(0, Empty with { Cgroup = Reading.Of(new CgroupCounters { CpuLimitCores = 2 }) })).Cgroup.Value.ShouldBe(new CgroupFigures(2, null, null, null, null));

    private static HostSample Stalled(long cpu, long io)
        => Empty with { Pressure = Reading.Of(new PressureCounters { CpuSome = new PressureLine(0, 0, 0, cpu), IoSome = new PressureLine(0, 0, 0, io) }) };
}
