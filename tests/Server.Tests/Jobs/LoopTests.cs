using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Loops;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Jobs;

public sealed class LoopTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly CapturedLogs _logs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task It_does_its_work_at_once_and_then_every_period()
    {
        using var loop = new TestLoop(_clock, _logs, TimeSpan.Zero, _ => { });
        await loop.StartAsync(Token);
        await TicksAsync(loop, 1);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await TicksAsync(loop, 2);

        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task It_waits_before_its_first_time_when_told()
    {
        using var loop = new TestLoop(_clock, _logs, TimeSpan.FromMinutes(5), _ => { });
        await loop.StartAsync(Token);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, "it waits");
        loop.Count.ShouldBe(0);

        _clock.Advance(TimeSpan.FromMinutes(5));
        await TicksAsync(loop, 1);

        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task A_failure_is_logged_the_pause_grows_and_it_recovers()
    {
        using var loop = new TestLoop(_clock, _logs, TimeSpan.Zero, count =>
        {
            if (count <= 3)
            {
                throw new InvalidOperationException("broken");
            }
        });
        await loop.StartAsync(Token);

        foreach (var (count, minutes) in new[] { (1, 1), (2, 2), (3, 4), (4, 1), (5, 1) })
        {
            await TicksAsync(loop, count);
            await Eventually.IsTrueAsync(() => _clock.NextDue == TimeSpan.FromMinutes(minutes), $"it pauses {minutes} minutes");
            _clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        _logs.Lines.Count(line => line.Level == LogLevel.Error).ShouldBe(3);
        _logs.Lines.Count(line => line.Id == 7102).ShouldBe(1);
        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task The_longest_pause_is_bounded()
    {
        using var loop = new TestLoop(_clock, _logs, TimeSpan.Zero, _ => throw new InvalidOperationException("broken"));
        await loop.StartAsync(Token);
        foreach (var (count, minutes) in new[] { (1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (6, 10), (7, 10) })
        {
            await TicksAsync(loop, count);
            await Eventually.IsTrueAsync(() => _clock.NextDue == TimeSpan.FromMinutes(minutes), $"it pauses {minutes} minutes");
            _clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task Stopping_is_no_failure()
    {
        using var loop = new TestLoop(_clock, _logs, TimeSpan.Zero, _ => { });
        await loop.StartAsync(Token);
        await TicksAsync(loop, 1);

        await loop.StopAsync(Token);

        _logs.Lines.ShouldBeEmpty();
    }

    private static Task TicksAsync(TestLoop loop, int count) => Eventually.IsTrueAsync(() => loop.Count == count, $"it has run {count} times");

    private sealed class TestLoop(ManualClock clock, CapturedLogs logs, TimeSpan firstAfter, Action<int> work)
        : Loop(clock, new Logger<TestLoop>(logs))
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override string Name => "test";

        protected override TimeSpan Period => TimeSpan.FromMinutes(1);

        protected override TimeSpan FirstAfter => firstAfter;

        protected override Task OnceAsync(CancellationToken cancellationToken)
        {
            work(Interlocked.Increment(ref _count));
            return Task.CompletedTask;
        }
    }
}
