using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class TailTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static Gen<double> Values => Gen.OneOf(
        Gen.Elements(0, -0.0, 1, 0.1, 12.34, 1e300, double.MaxValue, double.Epsilon, 1L << 53),
        Gen.Choose(-1_000_000, 1_000_000).Select(number => number / 1000.0),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite));

    private static Gen<NumberedPoint> Points =>
        from subject in Gen.Choose(1, 1_000_000)
        from at in Gen.Choose(0, int.MaxValue)
        from series in Gen.Choose(1, 5000).ListOf()
        let numbers = series.Distinct().Order().ToArray()
        from values in Values.ListOf(numbers.Length)
        select new NumberedPoint(subject, at * 1000L, numbers, values.ToArray());

    [Fact]
    public void A_group_comes_back_bit_by_bit()
    {
        Prop.ForAll(Points.ListOf().ToArbitrary(), points =>
        {
            var read = new List<NumberedPoint>();
            TailRecord.Read(Bytes(points), read.Add);
            read.Count.ShouldBe(points.Count);
            foreach (var (was, isNow) in points.Zip(read))
            {
                (isNow.Subject, isNow.At).ShouldBe((was.Subject, was.At));
                isNow.Series.ShouldBe(was.Series);
                isNow.Values.Select(BitConverter.DoubleToInt64Bits).ShouldBe(was.Values.Select(BitConverter.DoubleToInt64Bits));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Figures_as_people_read_them_take_few_bytes()
        => Bytes([new NumberedPoint(7, 0, [1, 2, 3, 4], [12.34, 99.9, 1_234_567, 0])]).Length.ShouldBeLessThan(20);

    [Fact]
    public void Any_bytes_are_a_group_or_refused_and_never_anything_else()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (var some in new[] { bytes ?? [], [2, .. bytes ?? []] })
            {
                try
                {
                    TailRecord.Read(some, static _ => { });
                }
                catch (InvalidDataException exception)
                {
                    exception.Message.ShouldStartWith("history: a group of the tail");
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory, EngineData]
    public async Task What_was_acknowledged_is_there_after_a_restart(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        for (var i = 0; i < 100; i++)
            await history.AppendAsync(Noon.AddSeconds(i * 10), Series.CpuBusy, i);
        var restarted = history.Restarted();
        (await restarted.TotalAsync())?.Count.ShouldBe(100);
        await restarted.AppendAsync(Noon.AddHours(1), Series.CpuBusy, 100);
        (await restarted.Restarted().TotalAsync())?.Count.ShouldBe(101);
    }

    [Fact]
    public async Task A_torn_end_is_moved_aside_and_the_rest_is_read()
    {
        await using var history = await HistoryRig.StartAsync();
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        await history.AppendAsync(Noon.AddSeconds(10), Series.CpuBusy, 2);
        var file = Directory.GetFiles(history.TailFolder, "*.tail").Single();
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(stream.Length - 3);

        var restarted = history.Restarted();

        (await restarted.TotalAsync())?.Maximum.ShouldBe(1);
        Directory.GetFiles(history.TailFolder, "*.damaged-*").ShouldHaveSingleItem();
        restarted.Logs.Lines.ShouldContain(line => line.Id == 2002 && line.Message.Contains("ends in the middle", StringComparison.Ordinal));
        (await restarted.RowsAsync("history_damage", "subject_number = 0")).ShouldBe(1);

        // Nothing is written behind the torn bytes, and the next start finds what came after.
        await restarted.AppendAsync(Noon.AddSeconds(20), Series.CpuBusy, 3);
        (await restarted.Restarted().TotalAsync())?.Maximum.ShouldBe(3);
    }

    [Fact]
    public async Task A_damaged_record_in_the_middle_does_not_take_those_behind_it()
    {
        await using var history = await HistoryRig.StartAsync();
        for (var i = 0; i < 3; i++)
            await history.AppendAsync(Noon.AddSeconds(i * 10), Series.CpuBusy, i);
        var file = Directory.GetFiles(history.TailFolder, "*.tail").Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[(bytes.Length / 3) + TailFrame.HeaderLength + 2] ^= 0x40;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        var restarted = history.Restarted();

        var total = await restarted.TotalAsync();
        (total?.Count, total?.Minimum, total?.Maximum).ShouldBe((2, 0, 2));
        restarted.Logs.Lines.ShouldContain(line => line.Message.Contains("checksum does not fit", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_damage_to_a_file_leaves_whole_records_and_never_invents_one()
    {
        using var folder = new TestFolder();
        var cases = from at in Gen.Choose(0, 10_000)
                    from bit in Gen.Choose(0, 7)
                    from cut in Gen.Elements(0, 0, 1, 7, 100)
                    select (at, bit, cut);
        var records = Enumerable.Range(0, 20).Select(i => Bytes([new NumberedPoint(1, i, [1, 2, 3], [i, i / 3.0, 7])])).ToArray();
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var bytes = records.SelectMany(Framed).ToArray();
            bytes[one.at % bytes.Length] ^= (byte)(1 << one.bit);
            var file = folder.Of("00000001.tail");
            File.WriteAllBytes(file, bytes[..^one.cut]);
            var read = new List<byte[]>();
            TailScan.Read(file, record => read.Add(record.ToArray()));
            foreach (var record in read)
                Array.Exists(records, known => known.AsSpan().SequenceEqual(record)).ShouldBeTrue();
            read.Count.ShouldBeGreaterThanOrEqualTo(records.Length - 1 - (one.cut > 0 ? 4 : 0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task The_tail_of_a_database_that_is_gone_is_moved_aside_and_never_mixed_with_another()
    {
        using var folder = new TestFolder();
        using (var first = new TailFile(folder.Of("history-tail"), TimeProvider.System))
        {
            await first.OpenAsync(1, 0, static _ => { }, CancellationToken.None);
            await first.AppendAsync(Bytes([new NumberedPoint(1, 0, [1], [7])]), CancellationToken.None);
        }

        using var second = new TailFile(folder.Of("history-tail"), TimeProvider.System);
        var read = 0;
        var moved = await second.OpenAsync(2, 0, _ => read++, CancellationToken.None);
        read.ShouldBe(0);
        Directory.GetFiles(moved.ShouldHaveSingleItem().Where, "*.tail").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_what_was_acknowledged_before_stays()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            throw Proxima.TestKit.Skip.Because("only root may mount a small file system");
        await using var disk = await SmallDisk.MountAsync(96);
        using var tail = new TailFile(Path.Combine(disk.Path, "tail"), TimeProvider.System);
        await tail.OpenAsync(1, 0, static _ => { }, CancellationToken.None);
        var record = new byte[8000];
        var acknowledged = 0;
        var full = await Should.ThrowAsync<DatabaseException>(async () =>
        {
            while (true)
            {
                await tail.AppendAsync(record, CancellationToken.None);
                acknowledged++;
            }
        });
        full.Message.ShouldContain("disk is full");

        using var again = new TailFile(Path.Combine(disk.Path, "tail"), TimeProvider.System);
        var read = 0;
        await again.OpenAsync(1, 0, _ => read++, CancellationToken.None);
        read.ShouldBeGreaterThanOrEqualTo(acknowledged);
        acknowledged.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_with_what_to_do()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("history-tail"), "a file in the way", TestContext.Current.CancellationToken);
        using var tail = new TailFile(folder.Of("history-tail"), TimeProvider.System);
        var refused = await Should.ThrowAsync<DatabaseException>(() => tail.AppendAsync(new byte[10], CancellationToken.None));
        refused.Message.ShouldContain("history-tail");
    }

    [Fact]
    public async Task A_disk_that_became_read_only_is_told_and_still_read()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            throw Proxima.TestKit.Skip.Because("only root may mount a file system");
        await using var disk = await SmallDisk.MountAsync(512);
        var folder = Path.Combine(disk.Path, "tail");
        var record = Bytes([new NumberedPoint(1, 5, [1], [7])]);
        using (var first = new TailFile(folder, TimeProvider.System))
        {
            await first.OpenAsync(1, 0, static _ => { }, CancellationToken.None);
            await first.AppendAsync(record, CancellationToken.None);
        }

        await disk.MakeReadOnlyAsync();
        using var tail = new TailFile(folder, TimeProvider.System);
        var read = 0;
        (await tail.OpenAsync(1, 0, _ => read++, CancellationToken.None)).ShouldBeEmpty();
        read.ShouldBe(1);
        var refused = await Should.ThrowAsync<DatabaseException>(() => tail.AppendAsync(record, CancellationToken.None));
        refused.Message.ShouldContain("read-only");
    }

    private static byte[] Bytes(IReadOnlyCollection<NumberedPoint> points)
    {
        var buffer = new ArrayBufferWriter<byte>();
        TailRecord.Write(buffer, points);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Framed(byte[] record)
    {
        var framed = new byte[TailFrame.HeaderLength + record.Length];
        TailFrame.WriteHeader(framed, record);
        record.CopyTo(framed, TailFrame.HeaderLength);
        return framed;
    }
}
