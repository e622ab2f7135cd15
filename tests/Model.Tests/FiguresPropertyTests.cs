using FsCheck;
using FsCheck.Fluent;
using Proxima.Model.Figures;
using Proxima.Model.Host;
using static Proxima.Model.Tests.Observations;

namespace Proxima.Model.Tests;

/// <summary>Whatever two samples hold: no rate is negative, no share above 100, nothing throws.</summary>
public sealed class FiguresPropertyTests
{
    private static readonly Gen<long> Counter = Gen.OneOf(Gen.Choose(0, 1000).Select(n => (long)n), Gen.Elements(0, 1, long.MaxValue - 1, long.MaxValue));

    [Fact]
    public void No_rate_is_ever_negative_or_infinite()
        => Prop.ForAll(Pairs().ToArbitrary(), pair => Rates(FiguresOf.Host(At(0, pair.Before), At(pair.Seconds, pair.After)))
            .All(rate => rate is null || (rate >= 0 && double.IsFinite(rate.Value))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Shares_of_cpu_are_between_0_and_100_and_their_parts_add_up()
        => Prop.ForAll(Pairs().ToArbitrary(), pair =>
        {
            var total = FiguresOf.Host(At(0, pair.Before), At(pair.Seconds, pair.After)).Cpu.Value?.Total;
            return total is null || (total.Busy is >= 0 and <= 100.000001 && total.Guest <= total.User + 0.000001
                && Math.Abs(total.User + total.System + total.Steal - total.Busy) < 0.000001);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void What_goes_into_history_is_finite_and_of_a_known_name()
        => Prop.ForAll(Pairs().ToArbitrary(), pair => FiguresToSeries.SeriesOf(FiguresOf.Host(At(0, pair.Before), At(pair.Seconds, pair.After)))
            .All(one => double.IsFinite(one.Value) && Fleet.Series.All.ContainsKey(Fleet.Series.Split(one.Series).Name)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Used_memory_is_between_nothing_and_all()
        => Prop.ForAll(Counter.Four().ToArbitrary(), four =>
        {
            var (total, available, arc, minimum) = four;
            var memory = FiguresOf.Host(null, At(0, Empty with { Memory = Reading.Of(Memory(total, available / 2, arc / 2, minimum)) })).Memory.Value;
            return memory is not null && memory.UsedBytes >= 0 && memory.UsedBytes <= total && memory.UsedPercent is >= 0 and <= 100;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<(HostSample Before, HostSample After, double Seconds)> Pairs()
        => from before in Sample()
           from after in Sample()
           from seconds in Gen.Elements(0.001, 1, 10, 299)
           select (before, after, seconds);

    private static Gen<HostSample> Sample()
        => from c in Gen.ListOf(Counter, 10)
           from disk in Gen.ListOf(Counter, 8)
           from card in Gen.ListOf(Counter, 4)
           let total = new CpuTimes(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9])
           select Cpu(total, new CoreTimes(0, total)) with
           {
               Disks = Reading.Of(new DiskList([Disk("sda", disk[0], disk[1], disk[2], disk[3], disk[4], disk[5], disk[6], disk[7])])),
               Interfaces = Reading.Of(new InterfaceList([Card("eno1", InterfaceRole.Physical, card[0], card[1], card[2], card[3])])),
               Swap = Reading.Of(new SwapCounters(100, 50, card[0], card[1])),
           };

    private static IEnumerable<double?> Rates(HostFigures figures)
    {
        var disk = figures.Disks.Value.ShouldNotBeNull().Disks.Single();
        var card = figures.Interfaces.Value.ShouldNotBeNull().Interfaces.Single();
        var swap = figures.Swap.Value.ShouldNotBeNull();
        return
        [
            figures.Cpu.Value?.ContextSwitchesPerSecond, figures.Cpu.Value?.ForksPerSecond, disk.ReadBytesPerSecond, disk.WrittenBytesPerSecond, disk.ReadsPerSecond, disk.WritesPerSecond,
            disk.BusyPercent, disk.ReadAwaitMilliseconds, disk.WriteAwaitMilliseconds, disk.QueueLength, card.ReceivedBytesPerSecond, card.SentBytesPerSecond, card.ErrorsPerSecond,
            card.DropsPerSecond, swap.InBytesPerSecond, swap.OutBytesPerSecond,
        ];
    }
}
