using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class RollupLoopTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Roll_ups_are_made_by_themselves_once_their_time_has_ended()
    {
        await using var history = await HistoryRig.StartAsync();
        using var logs = new CapturedLogs();
        using var loop = new RollupLoop(history.Rollups, history.Clock, new Microsoft.Extensions.Logging.Logger<RollupLoop>(logs));
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        await loop.StartAsync(CancellationToken.None);

        await Eventually.IsTrueAsync(() => history.Clock.WaitingTimers > 0, "the loop waits");

        history.Clock.Advance(TimeSpan.FromMinutes(4));
        (await history.RowsAsync("history_5m")).ShouldBe(0);
        await Eventually.IsTrueAsync(
            async () =>
            {
                history.Clock.Advance(RollupLoop.Interval);
                return await history.RowsAsync("history_5m") == 1;
            },
            "the roll-up was made");

        await loop.StopAsync(CancellationToken.None);
        logs.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_said_once_and_its_end_too()
    {
        await using var history = await HistoryRig.StartAsync();
        using var logs = new CapturedLogs();
        using var loop = new RollupLoop(history.Rollups, history.Clock, new Microsoft.Extensions.Logging.Logger<RollupLoop>(logs));
        await history.RunAsync("ALTER TABLE history_open RENAME TO history_hidden");
        await loop.StartAsync(CancellationToken.None);
        await TicksUntilAsync(() => logs.Lines.Any(line => line.Id == 2000), "the failure was logged");
        history.Clock.Advance(RollupLoop.Interval);

        await history.RunAsync("ALTER TABLE history_hidden RENAME TO history_open");
        await TicksUntilAsync(() => logs.Lines.Any(line => line.Id == 2001), "the recovery was logged");

        logs.Lines.Select(line => line.Id).ShouldBe([2000, 2001]);
        await loop.StopAsync(CancellationToken.None);

        Task TicksUntilAsync(Func<bool> condition, string what) => Eventually.IsTrueAsync(
            () =>
            {
                history.Clock.Advance(RollupLoop.Interval);
                return condition();
            },
            what);
    }
}
