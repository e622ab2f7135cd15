using System.Globalization;
using Proxima.Pve.Tasks;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Tasks;

public sealed class TaskTests
{
    private static readonly Upid Name = Upid.Parse("UPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam!full:");

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_task_is_awaited_and_each_line_comes_once_in_order()
    {
        var looks = 0;
        var stand = new StandIn(request => request.Path.EndsWith("/log", StringComparison.Ordinal)
            ? Log(request, looks switch { 1 => 0, 2 => 3, _ => 1200 })
            : StandIn.Data(++looks < 4 ? """{"status":"running"}""" : """{"status":"stopped","exitstatus":"OK"}"""));
        var lines = new List<PveLogLine>();

        var outcome = await WaitAsync(stand, new PveWaitOptions { OnLine = lines.Add });

        outcome.ShouldBe(new PveOutcome(PveOutcomeKind.Ok, "OK"));
        lines.Select(line => line.Number).ShouldBe(Enumerable.Range(1, 1200).Select(number => (long)number));
        stand.Asked[0].Path.ShouldBe("/nodes/pve1/tasks/UPID%3Apve1%3A000000DA%3A00067827%3A6B00E3CF%3Aqmstart%3A100%3Aroot%40pam%21full%3A/status");
    }

    [Fact]
    public async Task Begun_is_not_done_a_task_that_fails_says_why()
    {
        var outcome = await WaitAsync(new StandIn(_ => StandIn.Data("""{"status":"stopped","exitstatus":"VM 100 already running"}""")), null);

        outcome.IsDone.ShouldBeFalse();
        outcome.Text.ShouldBe("VM 100 already running");
    }

    [Fact]
    public async Task Cancelling_the_wait_stops_the_task_when_asked_to()
    {
        var stand = new StandIn(_ => StandIn.Data("""{"status":"running"}"""));
        using var cancel = new CancellationTokenSource();
        using var connection = Connection(stand);
        var wait = new PveTasks(connection).WaitAsync(Name, new PveWaitOptions { StopsTaskWhenCancelled = true }, cancel.Token);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers > 0, "it waits");

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait);
        stand.Asked[^1].Method.ShouldBe("DELETE");
    }

    [Fact]
    public async Task Looks_become_rarer()
    {
        var looks = 0;
        var stand = new StandIn(_ => StandIn.Data(++looks < 40 ? """{"status":"running"}""" : """{"status":"stopped","exitstatus":"OK"}"""));

        await WaitAsync(stand, null);

        // 40 looks at the slowest pace of 5 s, less the first quick ones.
        _clock.GetElapsedTime(0).ShouldBeInRange(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(200));
    }

    private static PveReply Log(PveRequest request, int count)
    {
        var start = int.Parse(request.Parameters[0].Value, CultureInfo.InvariantCulture);
        var limit = int.Parse(request.Parameters[1].Value, CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(start, Math.Max(0, Math.Min(limit, count - start))).Select(n => $$"""{"n":{{n + 1}},"t":"line"}""");
        return count == 0 ? StandIn.Data("""[{"n":1,"t":"no content"}]""") : StandIn.Data($"[{string.Join(',', rows)}]");
    }

    private PveConnection Connection(StandIn stand) => new(new PveConnectionOptions { Transports = [stand], Clock = _clock });

    private async Task<PveOutcome> WaitAsync(StandIn stand, PveWaitOptions? options)
    {
        using var connection = Connection(stand);
        var wait = new PveTasks(connection).WaitAsync(Name, options, TestContext.Current.CancellationToken);
        while (!wait.IsCompleted)
        {
            if (_clock.NextDue is { } due)
            {
                _clock.Advance(due);
            }

            await Task.Yield();
        }

        return await wait;
    }
}
