using Microsoft.Extensions.Logging;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Upkeep;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

public sealed class UpkeepLoopTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Samples_are_closed_into_blocks_by_themselves_once_their_two_hours_are_over()
    {
        await using var history = await HistoryRig.StartAsync();
        using var logs = new CapturedLogs();
        using var loop = new UpkeepLoop(
            history.Opening, history.Minutely, history.Clock, new Logger<UpkeepLoop>(logs));
        await history.AppendAsync(Noon, Series.CpuBusy, 1);
        await loop.StartAsync(CancellationToken.None);

        await Eventually.IsTrueAsync(
            async () =>
            {
                history.Clock.Advance(TimeSpan.FromMinutes(1));
                return await history.HeldAsync(1) == 1;
            },
            "the samples were closed");

        history.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Noon.AddHours(2) + Closing.Grace);
        await loop.StopAsync(CancellationToken.None);
        logs.Lines.ShouldBeEmpty();
    }
}
