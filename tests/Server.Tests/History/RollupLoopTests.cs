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

        await Eventually.IsTrueAsync(
            async () =>
            {
                history.Clock.Advance(TimeSpan.FromMinutes(1));
                return await history.RowsAsync("history_5m") == 1;
            },
            "the roll-up was made");

        history.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Noon.AddMinutes(5) + Rollups.Grace);
        await loop.StopAsync(CancellationToken.None);
        logs.Lines.ShouldBeEmpty();
    }
}
