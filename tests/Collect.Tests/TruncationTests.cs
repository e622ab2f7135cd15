using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Swap;
using Proxima.Collect.Linux.Uptime;

namespace Proxima.Collect.Tests;

/// <summary>
/// A file that was cut off: what is still told must be what the whole file tells. A figure that lost its last digits must not be taken
/// for a smaller one.
/// </summary>
public sealed class TruncationTests
{
    [Fact]
    public void Of_cpu_times_nothing_is_told_until_the_counters_are_whole()
        => Cuts(Samples.Stat, cut => CpuText.Parse(cut).Value, static (part, whole) =>
        {
            part.Total.ShouldBe(whole.Total);
            part.Cores.ShouldBe(whole.Cores);
            part.ContextSwitches.ShouldBe(whole.ContextSwitches);
            part.Forks.ShouldBe(whole.Forks);
            (part.Running ?? whole.Running).ShouldBe(whole.Running);
            (part.Blocked ?? whole.Blocked).ShouldBe(whole.Blocked);
        });

    [Fact]
    public void Of_memory_no_figure_is_smaller_than_it_was()
        => Cuts(Samples.MemInfo, cut => MemoryText.Parse(cut).Value, static (part, whole) =>
        {
            part.TotalBytes.ShouldBe(whole.TotalBytes);
            part.FreeBytes.ShouldBe(whole.FreeBytes);
            part.AvailableBytes.ShouldBe(whole.AvailableBytes);
            (part.SlabBytes ?? whole.SlabBytes).ShouldBe(whole.SlabBytes);
            (part.DirtyBytes ?? whole.DirtyBytes).ShouldBe(whole.DirtyBytes);
            (part.HugePagesTotal ?? whole.HugePagesTotal).ShouldBe(whole.HugePagesTotal);
            (part.HugePagesFree ?? whole.HugePagesFree).ShouldBe(whole.HugePagesFree);
            (part.HugePageSizeBytes ?? whole.HugePageSizeBytes).ShouldBe(whole.HugePageSizeBytes);
        });

    [Fact]
    public void Of_swap_no_figure_is_smaller_than_it_was()
        => Cuts(Samples.MemInfo, cut => SwapText.Parse(cut, null, 4096).Value, static (part, whole) => part.ShouldBe(whole));

    [Fact]
    public void Of_vmstat_no_counter_is_smaller_than_it_was()
        => Cuts(Samples.VmStat, cut => VmStatText.Parse(cut).Value, static (part, whole) =>
        {
            (part.SwapPagesIn ?? whole.SwapPagesIn).ShouldBe(whole.SwapPagesIn);
            (part.SwapPagesOut ?? whole.SwapPagesOut).ShouldBe(whole.SwapPagesOut);
            (part.Faults ?? whole.Faults).ShouldBe(whole.Faults);
            (part.OutOfMemoryKills ?? whole.OutOfMemoryKills).ShouldBe(whole.OutOfMemoryKills);
        });

    [Fact]
    public void Disks_that_are_still_listed_have_their_counters()
        => Cuts(Samples.DiskStats, cut => DisksText.Parse(cut, []).Value, static (part, whole) => part.Disks.ShouldBeSubsetOf(whole.Disks));

    [Theory]
    [InlineData("   8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140\n")]
    [InlineData("   8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140 0 0 0 0\n")]
    [InlineData("   8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140 0 0 0 0 7 2\n")]
    public void A_disk_of_any_kernel_has_its_counters_or_is_a_failure(string line)
        => Cuts(line, cut => DisksText.Parse(cut, []).Value, static (part, whole) => part.Disks.ShouldBe(whole.Disks));

    [Fact]
    public void Interfaces_that_are_still_listed_have_their_counters()
        => Cuts(Samples.NetDev, cut => NetDevText.Parse(cut).Value, static (part,
            whole) => part.Interfaces.ShouldBeSubsetOf(whole.Interfaces));

    [Fact]
    public void The_arc_has_its_size_or_is_a_failure()
        => Cuts(Samples.ArcStats, cut => ArcText.Parse(cut).Value, static (part, whole) => part.ShouldBe(whole));

    [Fact]
    public void A_process_has_its_memory_or_is_a_failure()
        => Cuts(Samples.PidStat, cut => PidStatText.Parse(cut).Value, static (part, whole) => part.ShouldBe(whole));

    [Fact]
    public void A_process_keeps_its_user_or_is_a_failure()
        => Cuts(Samples.PidStatus, cut => PidStatusText.Parse(cut).Value, static (part, whole) =>
        {
            part.UserId.ShouldBe(whole.UserId);
            (part.SwapBytes ?? whole.SwapBytes).ShouldBe(whole.SwapBytes);
            (part.Threads ?? whole.Threads).ShouldBe(whole.Threads);
        });

    [Fact]
    public void Bytes_of_a_process_are_whole_or_a_failure()
        => Cuts("rchar: 1\nread_bytes: 2222\nwrite_bytes: 3333\n", cut => PidIoText.Parse(cut).Value, static (part,
            whole) => part.ShouldBe(whole));

    [Fact]
    public void The_load_is_whole_or_a_failure()
        => Cuts("10.02 11.04 12.05 13/497 11947\n", cut => LoadText.Parse(cut).Value, static (part, whole) => part.ShouldBe(whole));

    [Fact]
    public void The_uptime_is_whole_or_a_failure()
        => Cuts("350735.47 234388.90\n", cut => UptimeText.Parse(cut).Value, static (part, whole) => part.ShouldBe(whole));

    [Fact]
    public void A_recording_of_several_looks_gives_the_last()
    {
        var cpu = CpuText.Parse(Samples.Stat + "cpu 1 2 3 4\ncpu0 1 2 3 4\nctxt 5\nprocesses 6\n").Value.ShouldNotBeNull();

        cpu.Total.User.ShouldBe(1);
        cpu.Cores.Count.ShouldBe(1);
        cpu.Running.ShouldBeNull("the last look did not tell, and an older one is not this one");
    }

    [Fact]
    public void A_recording_whose_last_look_is_cut_off_fails()
        => CpuText.Parse(Samples.Stat + "cpu 1 2 3 4\ncpu0 1 2").Failed.ShouldNotBeNull();

    /// <summary>Every beginning of <paramref name="text"/>, the whole without its last line end among them.</summary>
    private static void Cuts<T>(string text, Func<string, T?> parse, Action<T, T> isTheSame)
        where T : class
    {
        var whole = parse(text).ShouldNotBeNull();
        var told = 0;
        for (var length = 0; length <= text.Length; length++)
        {
            if (parse(text[..length]) is not { } part) continue;
            isTheSame(part, whole);
            told++;
        }

        told.ShouldBeGreaterThan(0);
    }
}
