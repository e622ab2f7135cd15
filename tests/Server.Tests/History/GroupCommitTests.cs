using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class GroupCommitTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EngineData]
    public async Task Points_that_arrive_while_one_is_written_share_a_transaction(Engine engine)
    {
        var door = new Turnstile();
        await using var history = await HistoryRig.StartAsync(engine, wrap: door.Over);
        var first = history.AppendAsync(Noon, Series.CpuBusy, 0);
        await door.EnteredAsync();
        var others = Enumerable.Range(1, 100).Select(i => history.AppendAsync(Noon.AddSeconds(i), Series.CpuBusy, i)).ToArray();

        door.Open();
        await Task.WhenAll([first, .. others]);

        door.Writes.ShouldBe(2);
        (await history.TotalAsync())?.Count.ShouldBe(101);
    }

    [Fact]
    public async Task Nobody_is_told_it_is_durable_before_it_is()
    {
        var door = new Turnstile();
        await using var history = await HistoryRig.StartAsync(wrap: door.Over);
        var append = history.AppendAsync(Noon, Series.CpuBusy, 1);
        await door.EnteredAsync();
        append.IsCompleted.ShouldBeFalse();
        door.Open();
        await append;
        (await history.Restarted().TotalAsync())?.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_not_written_and_the_others_are()
    {
        var door = new Turnstile();
        await using var history = await HistoryRig.StartAsync(wrap: door.Over);
        var first = history.AppendAsync(Noon, Series.CpuBusy, 1);
        await door.EnteredAsync();
        using var tired = new CancellationTokenSource();
        var point = new HistoryPoint(HistoryRig.Node, Noon.AddSeconds(1), [new(Series.CpuBusy, 2)]);
        var second = history.Store.AppendAsync(point, tired.Token);
        var third = history.AppendAsync(Noon.AddSeconds(2), Series.CpuBusy, 3);

        await tired.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        door.Open();
        await Task.WhenAll(first, third);

        (await history.Restarted().TotalAsync())?.Count.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_database_fails_everybody_in_the_transaction_is_told_and_the_next_write_works()
    {
        var door = new Turnstile();
        await using var history = await HistoryRig.StartAsync(wrap: door.Over);
        var first = history.AppendAsync(Noon, Series.CpuBusy, 0);
        await door.EnteredAsync();
        var others = Enumerable.Range(1, 5)
            .Select(i => history.AppendAsync(HistoryRig.Node, Noon.AddSeconds(i), (Series.Of(Series.DiskRead, "sda"), i))).ToArray();
        door.FailAfter = 1;
        door.Open();
        await first;

        foreach (var append in others)
            (await Should.ThrowAsync<IOException>(() => append)).Message.ShouldBe("disk full");
        door.FailAfter = int.MaxValue;
        await history.AppendAsync(HistoryRig.Node, Noon.AddMinutes(1), (Series.Of(Series.DiskRead, "sda"), 7));
        (await history.Restarted().TotalAsync("disk.read:sda"))?.Average.ShouldBe(7);
    }

    [Fact]
    public async Task A_database_that_takes_nothing_is_given_up_within_its_limit()
    {
        var door = new Turnstile();
        await using var history = await HistoryRig.StartAsync(wrap: door.Over);
        var append = history.AppendAsync(Noon, Series.CpuBusy, 1);
        await door.EnteredAsync();
        history.Clock.Advance(TimeSpan.FromSeconds(30));
        (await Should.ThrowAsync<TimeoutException>(() => append)).Message.ShouldContain("within 30 s");
    }

    [Theory, EngineData]
    public async Task Writers_readers_and_roll_ups_at_the_same_time_lose_nothing_and_see_no_half(Engine engine)
    {
        await using var history = await HistoryRig.StartAsync(engine);
        history.Clock.Advance(TimeSpan.FromDays(1));
        var writers = Enumerable.Range(0, 4).Select(WriteAsync).ToArray();
        var written = Task.WhenAll(writers);
        var others = new[] { RollUpAsync(), ReadAsync(), ReadAsync() };

        await written;
        await Task.WhenAll(others);
        (await history.TotalAsync())?.Count.ShouldBe(200);
        (await history.TotalAsync())?.Average.ShouldBe(1.5, 1e-9);

        async Task WriteAsync(int writer)
        {
            await Task.Yield();
            for (var i = 0; i < 50; i++)
                await history.AppendAsync(HistoryRig.Node, Noon.AddSeconds((i * 40) + (writer * 10)), (Series.CpuBusy, writer), (Series.Load1, writer));
        }

        async Task RollUpAsync()
        {
            await Task.Yield();
            while (!written.IsCompleted)
                await history.CloseAllAsync(Noon.AddDays(1));
        }

        async Task ReadAsync()
        {
            await Task.Yield();
            var last = 0;
            while (!written.IsCompleted)
            {
                var query = new HistoryQuery(HistoryRig.Node, [Series.CpuBusy, Series.Load1], Noon, Noon.AddHours(1), 1);
                var both = await history.Store.QueryAsync(query, CancellationToken.None);
                var counts = both.Select(one => one.Buckets.Sum(bucket => bucket.Count)).ToArray();
                counts[0].ShouldBe(counts[1]);
                counts[0].ShouldBeGreaterThanOrEqualTo(last);
                last = counts[0];
            }
        }
    }

    /// <summary>A tail whose first write waits at the door.</summary>
    private sealed class Turnstile : ITail
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ITail? _inner;
        private int _writes;

        public int Writes => _writes;

        public int FailAfter { get; set; } = int.MaxValue;

        public TailCost Cost => Inner.Cost;

        private ITail Inner => _inner ?? throw new InvalidOperationException("not put over a tail yet");

        public Turnstile Over(ITail inner)
        {
            _inner = inner;
            return this;
        }

        public Task EnteredAsync() => _entered.Task;

        public void Open() => _open.SetResult();

        public Task<IReadOnlyList<TailDamage>> OpenAsync(long mark, TakeRecord take, CancellationToken cancellationToken)
            => Inner.OpenAsync(mark, take, cancellationToken);

        public async Task AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _writes);
            _entered.TrySetResult();
            await _open.Task.WaitAsync(cancellationToken);
            if (number > FailAfter)
                throw new IOException("disk full");
            await Inner.AppendAsync(record, cancellationToken);
        }

        public Task<long> RotateAsync(CancellationToken cancellationToken) => Inner.RotateAsync(cancellationToken);

        public Task DropAsync(SqlScope sql, long mark, CancellationToken cancellationToken) => Inner.DropAsync(sql, mark, cancellationToken);

        public void Forget(long mark) => Inner.Forget(mark);

        public void Dispose() => Inner.Dispose();
    }
}
