using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Jobs;
using Proxima.Server.Platform.Settings;
using Proxima.Server.Tests.Jobs;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Settings;

public sealed class RetentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task The_sweep_asks_every_rule_and_says_what_each_removed(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        await bench.StartLoopAsync(Sweep(bench, new TestRule("b", _ => 3), new TestRule("a", _ => 0)));

        var job = await bench.EndedAsync(await bench.StartAsync(RetentionSweep.JobKind));

        job.State.ShouldBe(JobState.Done);
        var items = await bench.Jobs.ItemsAsync(job.Id, 10, Token);
        items.Take(2).Select(item => (item.Name, item.Message)).ShouldBe([("a", "0 removed"), ("b", "3 removed")]);
        items.Skip(2).ShouldAllBe(item => item.IsDone);
    }

    [Fact]
    public async Task A_rule_that_fails_does_not_stop_the_others()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(Sweep(bench, new TestRule("a", _ => throw new InvalidOperationException("broken")), new TestRule("b", _ => 1)));

        var job = await bench.EndedAsync(await bench.StartAsync(RetentionSweep.JobKind));

        job.ItemsFailed.ShouldBe(1);
        var items = await bench.Jobs.ItemsAsync(job.Id, 10, Token);
        items[0].ShouldBe(new JobItem("a", false, "broken", bench.Clock.GetUtcNow()));
        items[1].IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task The_file_gets_smaller_when_old_jobs_go()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (run, token) =>
        {
            for (var number = 0; number < 1500; number++)
            {
                await run.ItemAsync($"{number}", true, new string('x', 1500), token);
            }
        }));
        await bench.EndedAsync(await bench.StartAsync("thing.do"));
        await bench.StopLoopAsync();
        await bench.Database.Managed.All[0].GiveBackAsync(Token);
        var file = new FileInfo(bench.Database.State.Description);
        var before = file.Length;
        bench.Clock.Advance(TimeSpan.FromDays(91));

        await bench.StartLoopAsync(Sweep(bench, new JobsRetention(bench.Store, Options.Create(new RetentionOptions()))));
        var job = await bench.EndedAsync(await bench.StartAsync(RetentionSweep.JobKind));

        (await bench.Jobs.ItemsAsync(job.Id, 10, Token))[0].Message.ShouldBe("1 removed");
        file.Refresh();
        before.ShouldBeGreaterThan(2_000_000);
        file.Length.ShouldBeLessThan(before / 4);
    }

    [Fact]
    public async Task The_first_sweep_comes_some_minutes_after_the_start_and_then_daily()
    {
        await using var bench = await JobBench.CreateAsync();
        using var loop = Loop(bench);
        await loop.StartAsync(Token);
        await Eventually.IsTrueAsync(() => bench.Clock.NextDue == TimeSpan.FromMinutes(10), "it waits for its first time");
        (await bench.Jobs.ListAsync(10, null, Token)).ShouldBeEmpty();

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.IsTrueAsync(async () => (await bench.Jobs.ListAsync(10, null, Token)).Count == 1, "the first sweep is queued");
        await Eventually.IsTrueAsync(() => bench.Clock.NextDue == TimeSpan.FromHours(24), "it waits a day");

        await bench.Jobs.CancelAsync((await bench.Jobs.ListAsync(1, null, Token))[0].Id, Token);
        bench.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually.IsTrueAsync(async () => (await bench.Jobs.ListAsync(10, null, Token)).Count == 2, "the second sweep is queued");
        await loop.StopAsync(Token);
    }

    [Fact]
    public async Task A_sweep_that_still_waits_is_not_queued_twice()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartAsync(RetentionSweep.JobKind);
        using var loop = Loop(bench);
        await loop.StartAsync(Token);
        await Eventually.IsTrueAsync(() => bench.Clock.NextDue == TimeSpan.FromMinutes(10), "it waits for its first time");

        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.IsTrueAsync(() => bench.Clock.NextDue == TimeSpan.FromHours(24), "it waits a day");
        await loop.StopAsync(Token);

        (await bench.Jobs.ListAsync(10, null, Token)).Count.ShouldBe(1);
    }

    private static RetentionSweep Sweep(JobBench bench, params IRetentionRule[] rules)
        => new(rules, bench.Database.Managed, bench.Clock, new Logger<RetentionSweep>(bench.Logs));

    private static RetentionLoop Loop(JobBench bench)
        => new(bench.Jobs, Options.Create(new RetentionOptions()), bench.Clock, new Logger<RetentionLoop>(bench.Logs));

    private sealed class TestRule(string name, Func<DateTimeOffset, long> sweep) : IRetentionRule
    {
        public string Name => name;

        public Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(sweep(now));
    }
}
