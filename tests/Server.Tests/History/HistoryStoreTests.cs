using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class HistoryStoreTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = Noon.AddHours(-12);

    [Theory, EngineData]
    public async Task Samples_come_back_in_buckets_with_count_least_mean_and_greatest(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(Noon, Series.CpuBusy, 10);
        await history.AppendAsync(Noon.AddSeconds(10), Series.CpuBusy, 20);
        await history.AppendAsync(Noon.AddSeconds(20), Series.CpuBusy, 60);
        await history.AppendAsync(Noon.AddSeconds(70), Series.CpuBusy, 5);

        var answer = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddMinutes(2), 2);

        answer.Series.ShouldBe(Series.CpuBusy);
        answer.Unit.ShouldBe(Unit.Percent);
        answer.BucketSeconds.ShouldBe(60);
        answer.Buckets.ShouldBe([new HistoryBucket(Noon, 3, 10, 30, 60, 60), new HistoryBucket(Noon.AddMinutes(1), 1, 5, 5, 5, 5)]);
    }

    [Theory, EngineData]
    public async Task A_gap_stays_a_gap(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        await history.AppendAsync(Noon.AddMinutes(30), Series.CpuBusy, 0);

        var answer = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddHours(1), 60);

        answer.Buckets.Select(bucket => bucket.At).ShouldBe([Noon, Noon.AddMinutes(30)]);
        answer.Buckets[1].Maximum.ShouldBe(0);
    }

    [Theory, EngineData]
    public async Task The_end_is_not_included_and_the_start_is(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        await history.AppendAsync(Noon.AddMinutes(1), Series.CpuBusy, 2);

        var answer = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddMinutes(1), 60);

        answer.Buckets.Single().Average.ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task Of_two_values_for_one_moment_the_last_stays_and_other_series_of_it_too(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(HistoryRig.Node, Noon, (Series.CpuBusy, 10), (Series.Load1, 3));
        await history.AppendAsync(HistoryRig.Node, Noon, (Series.CpuBusy, 90), (Series.CpuUser, 7));

        (await history.TotalAsync(Series.CpuBusy)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            bucket => bucket.Count.ShouldBe(1), bucket => bucket.Average.ShouldBe(90));
        (await history.TotalAsync(Series.Load1))?.Average.ShouldBe(3);
        (await history.TotalAsync(Series.CpuUser))?.Average.ShouldBe(7);
    }

    [Theory, EngineData]
    public async Task A_series_named_twice_in_a_point_keeps_its_last_value(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(HistoryRig.Node, Noon, (Series.CpuBusy, 1), (Series.CpuBusy, 2));
        (await history.TotalAsync())?.Average.ShouldBe(2);
    }

    [Theory, EngineData]
    public async Task A_roll_up_answers_as_the_samples_did(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        for (var i = 0; i < 90; i++)
            await history.AppendAsync(Noon.AddSeconds(i * 10), Series.CpuBusy, i);
        var before = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddMinutes(15), 3);

        history.Clock.Advance(TimeSpan.FromHours(3));
        (await history.CloseAsync()).ShouldBe(1);
        var after = await history.QueryAsync(Series.CpuBusy, Noon, Noon.AddMinutes(15), 3);

        (await history.HeldAsync()).ShouldBe((90, 3, 0, 0));
        after.BucketSeconds.ShouldBe(300);
        after.Buckets.Select(bucket => (bucket.At, bucket.Count, bucket.Minimum, bucket.Maximum))
            .ShouldBe(before.Buckets.Select(bucket => (bucket.At, bucket.Count, bucket.Minimum, bucket.Maximum)));
        after.Buckets[0].Average.ShouldBe(14.5, 1e-9);
    }

    [Theory, EngineData]
    public async Task A_late_sample_corrects_a_roll_up_that_was_made(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(Noon, Series.CpuBusy, 10);
        history.Clock.Advance(TimeSpan.FromDays(2));
        await history.CloseAsync();
        (await history.HeldAsync()).ShouldBe((1, 1, 1, 1));

        await history.AppendAsync(Noon.AddMinutes(1), Series.CpuBusy, 30);
        await history.AppendAsync(Noon, Series.CpuBusy, 20);

        var atOnce = await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddDays(1), 1);
        atOnce.Buckets.Single().ShouldBe(new HistoryBucket(Midnight, 2, 20, 25, 30, 30));
        await history.CloseAllAsync(history.Clock.GetUtcNow());
        (await history.HeldAsync()).ShouldBe((2, 1, 1, 1));
        (await history.QueryAsync(Series.CpuBusy, Midnight, Midnight.AddDays(1), 1)).Buckets.ShouldBe(atOnce.Buckets);
    }

    [Theory, EngineData]
    public async Task What_was_appended_is_there_after_a_restart_also_where_roll_ups_were_never_made(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        await history.AppendAsync(HistoryRig.Node, Noon, (Series.CpuBusy, 10), (Series.Of(Series.DiskRead, "sda"), 7));

        var restarted = history.Restarted();
        history.Clock.Advance(TimeSpan.FromHours(2));
        await restarted.AppendAsync(HistoryRig.Node, Noon.AddSeconds(10), (Series.Of(Series.DiskRead, "sdb"), 8), (Series.CpuBusy, 20));
        await restarted.CloseAsync();

        (await restarted.TotalAsync())?.Average.ShouldBe(15);
        (await restarted.TotalAsync("disk.read:sda"))?.Average.ShouldBe(7);
        (await restarted.TotalAsync("disk.read:sdb"))?.Average.ShouldBe(8);
        (await restarted.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).ShouldBe(
            ["cpu.busy", "disk.read:sda", "disk.read:sdb"]);
    }

    [Theory, EngineData]
    public async Task Subjects_do_not_mix(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        var other = new SubjectId(SubjectKind.Node, "0190bbbbbbbbbbbbbbbbbbbbbbbbbbbb");
        await history.AppendAsync(other, Noon, (Series.Load1, 1), (Series.CpuBusy, 99));
        await history.AppendAsync(HistoryRig.Node, Noon, (Series.CpuBusy, 10));
        await history.AppendAsync(new SubjectId(SubjectKind.Guest, "100"), Noon, (Series.CpuBusy, 50));

        (await history.TotalAsync())?.Maximum.ShouldBe(10);
        (await history.Subjects.SubjectsAsync(SubjectKind.Node, 10, CancellationToken.None)).ShouldBe([HistoryRig.Node.Id, other.Id]);
        (await history.Subjects.SubjectsAsync(SubjectKind.Node, 1, CancellationToken.None)).ShouldBe([HistoryRig.Node.Id]);
        (await history.Subjects.SubjectsAsync(SubjectKind.Guest, 10, CancellationToken.None)).ShouldBe(["100"]);
    }

    [Theory, EngineData]
    public async Task Nothing_known_is_nothing_and_not_zero(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        (await history.TotalAsync()).ShouldBeNull();
        (await history.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).ShouldBeEmpty();
        await history.AppendAsync(HistoryRig.Node, Noon);
        (await history.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).ShouldBeEmpty();
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        (await history.TotalAsync(Series.Load1)).ShouldBeNull();
    }

    [Theory, EngineData]
    public async Task Names_of_parts_may_be_anything_a_host_can_call_them(Engine engine)
    {
        string[] parts =
        [
            "", ":", "a:b", "/mnt/with space", "/mnt/'; DROP TABLE history_points; --", "/mnt/\"quoted\"\\", "/mnt/🐘 größer", "/mnt/a\nb\tc\u0001",
            "/mnt/<script>", "@id", "%s{0}", "/" + new string('x', 4095), "Ä", "ä",
        ];
        await using var history = await HistoryRig.StartAsync(engine);
        var values = parts.Select((part, index) => (Series.Of(Series.FilesystemUsed, part), (double)index)).ToArray();
        await history.AppendAsync(HistoryRig.Node, Noon, values);

        var restarted = history.Restarted();
        foreach (var (series, value) in values)
            (await restarted.TotalAsync(series))?.Average.ShouldBe(value, series);
        (await restarted.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).Count.ShouldBe(parts.Length);
    }

    [Theory]
    [InlineData(double.NaN, "not a finite number")]
    [InlineData(double.PositiveInfinity, "not a finite number")]
    [InlineData(double.NegativeInfinity, "not a finite number")]
    public async Task What_is_no_number_is_refused_and_nothing_of_the_point_is_kept(double value, string why)
    {
        await using var history = await HistoryRig.StartAsync();
        var refused = () => history.AppendAsync(HistoryRig.Node, Noon, (Series.Load1, 1), (Series.CpuBusy, value));
        (await refused.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain(why);
        (await history.Store.SeriesAsync(HistoryRig.Node, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cpu.bussy", "there is no series 'cpu.bussy'")]
    [InlineData("", "there is no series ''")]
    [InlineData("filesystem.used:a\0b", "holds a NUL")]
    public async Task A_name_that_cannot_be_stored_is_refused(string name, string why)
    {
        await using var history = await HistoryRig.StartAsync();
        var refused = () => history.AppendAsync(Noon, name, 1);
        (await refused.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain(why);
    }

    [Fact]
    public async Task Half_a_character_is_refused()
    {
        await using var history = await HistoryRig.StartAsync();
        foreach (var part in new[] { "\ud800", "\udc00x", "x\ud800", "\ud800x" })
        {
            var refused = () => history.AppendAsync(Noon, Series.Of(Series.FilesystemUsed, part), 1);
            (await refused.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain("half a surrogate pair");
        }
    }

    [Fact]
    public async Task A_name_without_end_is_refused()
    {
        await using var history = await HistoryRig.StartAsync();
        var refused = () => history.AppendAsync(Noon, Series.Of(Series.FilesystemUsed, new string('x', 10_000)), 1);
        (await refused.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain("at most 4200");
    }

    [Fact]
    public async Task Times_outside_of_1970_to_2248_are_refused()
    {
        await using var history = await HistoryRig.StartAsync();
        foreach (var at in new[] { DateTimeOffset.UnixEpoch.AddMilliseconds(-1), DateTimeOffset.MaxValue, DateTimeOffset.MinValue })
        {
            var refused = () => history.AppendAsync(at, Series.CpuBusy, 1);
            (await refused.ShouldThrowAsync<ArgumentException>()).Message.ShouldContain("between 1970 and 2248");
        }
    }

    [Theory]
    [InlineData(0, 60, 0)]
    [InlineData(0, 60, 5001)]
    [InlineData(60, 60, 10)]
    [InlineData(60, 0, 10)]
    public async Task A_query_that_makes_no_sense_is_refused(int fromSeconds, int toSeconds, int points)
    {
        await using var history = await HistoryRig.StartAsync();
        var refused = () => history.QueryAsync(Series.CpuBusy, Noon.AddSeconds(fromSeconds), Noon.AddSeconds(toSeconds), points);
        await refused.ShouldThrowAsync<ArgumentException>();
    }
}
