using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Jobs;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Jobs;

public sealed class JobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task A_job_runs_and_keeps_its_results(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (run, token) =>
        {
            run.Arguments.ShouldBe("""{"n":1}""");
            await run.StageAsync("first", 0.5, token);
            await run.ItemAsync("a", true, null, token);
            await run.ItemAsync("b", false, "was not there", token);
        }));

        var job = await bench.EndedAsync(await bench.StartAsync("thing.do"));

        job.State.ShouldBe(JobState.Done);
        job.StartedBy.ShouldBe("anna");
        job.Stage.ShouldBe("first");
        job.Progress.ShouldBe(0.5);
        job.ItemsDone.ShouldBe(1);
        job.ItemsFailed.ShouldBe(1);
        job.StartedAt.ShouldBe(bench.Clock.GetUtcNow());
        job.EndedAt.ShouldBe(bench.Clock.GetUtcNow());
        (await bench.Jobs.ItemsAsync(job.Id, 10, Token)).ShouldBe(
            [new JobItem("a", true, null, bench.Clock.GetUtcNow()), new JobItem("b", false, "was not there", bench.Clock.GetUtcNow())]);
    }

    [Fact]
    public async Task A_job_that_throws_has_failed_with_the_reason_in_one_line()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (_, _) => throw new InvalidDataException("no\nluck")));

        var job = await bench.EndedAsync(await bench.StartAsync("thing.do"));

        job.State.ShouldBe(JobState.Failed);
        job.Error.ShouldBe("no luck");
    }

    [Fact]
    public async Task A_kind_nobody_knows_fails_and_says_so()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync();

        (await bench.EndedAsync(await bench.StartAsync("gone.kind"))).Error.ShouldNotBeNull().ShouldContain("gone.kind");
    }

    [Fact]
    public async Task Only_so_many_run_at_once_and_the_oldest_goes_first()
    {
        await using var bench = await JobBench.CreateAsync(configure: options => options.Parallel = 2);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(await bench.StartAsync("thing.do"));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        var most = 0;
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (_, token) =>
        {
            InterlockedMax(ref most, bench.Running.Count);
            await gate.Task.WaitAsync(token);
        }));
        await Eventually.IsTrueAsync(() => bench.Running.Count == 2, "two jobs run");

        (await bench.JobAsync(ids[0])).State.ShouldBe(JobState.Running);
        (await bench.JobAsync(ids[1])).State.ShouldBe(JobState.Running);
        (await bench.JobAsync(ids[2])).State.ShouldBe(JobState.Waiting);
        gate.SetResult();
        foreach (var id in ids)
        {
            (await bench.EndedAsync(id)).State.ShouldBe(JobState.Done);
        }

        most.ShouldBe(2);
    }

    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once()
    {
        await using var bench = await JobBench.CreateAsync();
        var id = await bench.StartAsync("thing.do");

        (await bench.Jobs.CancelAsync(id, Token)).ShouldBeTrue();

        (await bench.JobAsync(id)).State.ShouldBe(JobState.Cancelled);
        (await bench.Jobs.CancelAsync(id, Token)).ShouldBeFalse();
    }

    [Theory, EngineData]
    public async Task A_running_job_is_cancelled_through_its_token(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (run, token) =>
        {
            await run.ItemAsync("done before", true, null, token);
            isRunning.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }));
        var id = await bench.StartAsync("thing.do");
        await isRunning.Task.WaitAsync(Token);

        (await bench.Jobs.CancelAsync(id, Token)).ShouldBeTrue();

        var job = await bench.EndedAsync(id);
        job.State.ShouldBe(JobState.Cancelled);
        job.IsCancelRequested.ShouldBeTrue();
        (await bench.Jobs.ItemsAsync(id, 10, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task There_is_nothing_to_cancel_in_a_job_that_is_not_there_or_has_ended()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (_, _) => Task.CompletedTask));
        var job = await bench.EndedAsync(await bench.StartAsync("thing.do"));

        (await bench.Jobs.CancelAsync(job.Id, Token)).ShouldBeFalse();
        (await bench.Jobs.CancelAsync("nonsense", Token)).ShouldBeFalse();
        (await bench.Jobs.FindAsync("nonsense", Token)).ShouldBeNull();
    }

    [Theory, EngineData]
    public async Task After_a_restart_a_resumable_job_goes_on_where_it_saved(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        var isSaved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await bench.StartLoopAsync(new TestHandler("thing.do", true, async (run, token) =>
        {
            run.Saved.ShouldBeNull();
            await run.ItemAsync("first half", true, null, token);
            await run.SaveAsync("half", token);
            isSaved.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }));
        var id = await bench.StartAsync("thing.do");
        await isSaved.Task.WaitAsync(Token);
        await bench.StopLoopAsync();
        (await bench.JobAsync(id)).State.ShouldBe(JobState.Running);

        await bench.StartLoopAsync(new TestHandler("thing.do", true, async (run, token) =>
        {
            run.Saved.ShouldBe("half");
            await run.ItemAsync("second half", true, null, token);
        }));

        var job = await bench.EndedAsync(id);
        job.Error.ShouldBeNull();
        job.State.ShouldBe(JobState.Done);
        job.ItemsDone.ShouldBe(2);
        (await bench.Jobs.ItemsAsync(id, 10, Token)).Select(item => item.Name).ShouldBe(["first half", "second half"]);
    }

    [Theory, EngineData]
    public async Task After_a_restart_any_other_job_has_failed_with_that_reason(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new TestHandler("thing.do", false, async (_, token) =>
        {
            isRunning.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        await bench.StartLoopAsync(handler);
        var id = await bench.StartAsync("thing.do");
        await isRunning.Task.WaitAsync(Token);
        await bench.StopLoopAsync();

        await bench.StartLoopAsync(handler);

        var job = await bench.JobAsync(id);
        job.State.ShouldBe(JobState.Failed);
        job.Error.ShouldBe("Cut off by a restart");
        job.EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_job_asked_to_stop_does_not_come_back_after_a_restart()
    {
        await using var bench = await JobBench.CreateAsync();
        var id = await bench.StartAsync("thing.do");
        await bench.Store.TakeAsync(Token);
        await bench.Jobs.CancelAsync(id, Token);

        await bench.StartLoopAsync(new TestHandler("thing.do", true, (_, _) => Task.CompletedTask));

        (await bench.JobAsync(id)).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task Progress_is_seen_at_once_and_written_at_most_once_a_second()
    {
        await using var bench = await JobBench.CreateAsync();
        var step = new SemaphoreSlim(0);
        var isStepped = new SemaphoreSlim(0);
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (run, token) =>
        {
            for (var number = 1; number <= 3; number++)
            {
                await step.WaitAsync(token);
                await run.StageAsync($"step {number}", number / 4.0, token);
                isStepped.Release();
            }
        }));
        var id = await bench.StartAsync("thing.do");

        step.Release();
        await isStepped.WaitAsync(Token);
        (await bench.JobAsync(id)).Stage.ShouldBe("step 1");
        (await bench.Store.FindAsync(id, Token)).ShouldNotBeNull().Stage.ShouldBeNull();

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        step.Release();
        await isStepped.WaitAsync(Token);
        (await bench.Store.FindAsync(id, Token)).ShouldNotBeNull().Stage.ShouldBe("step 2");

        step.Release();
        (await bench.EndedAsync(id)).Stage.ShouldBe("step 3");
    }

    [Theory]
    [InlineData(1.5, 1.0)]
    [InlineData(-1.0, 0.0)]
    [InlineData(double.NaN, null)]
    public async Task Progress_that_cannot_be_is_put_right(double given, double? kept)
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (run, token) => run.StageAsync("x", given, token)));

        (await bench.EndedAsync(await bench.StartAsync("thing.do"))).Progress.ShouldBe(kept);
    }

    [Fact]
    public async Task A_job_with_very_many_results_keeps_the_first_and_counts_the_rest()
    {
        await using var bench = await JobBench.CreateAsync(configure: options => options.MostItems = 3);
        await bench.StartLoopAsync(new TestHandler("thing.do", false, async (run, token) =>
        {
            for (var number = 0; number < 10; number++)
            {
                await run.ItemAsync($"{number}", true, new string('m', 5000), token);
            }
        }));

        var job = await bench.EndedAsync(await bench.StartAsync("thing.do"));

        job.ItemsDone.ShouldBe(10);
        var items = await bench.Jobs.ItemsAsync(job.Id, 100, Token);
        items.Select(item => item.Name).ShouldBe(["0", "1", "2"]);
        items[0].Message.ShouldNotBeNull().Length.ShouldBeLessThan(2500);
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_refused()
    {
        await using var bench = await JobBench.CreateAsync(configure: options => options.MostWaiting = 1);
        await bench.StartAsync("thing.do");

        (await Should.ThrowAsync<JobQueueFullException>(() => bench.StartAsync("thing.do"))).Message.ShouldContain("Jobs:MostWaiting");
    }

    [Theory, EngineData]
    public async Task The_list_is_newest_first_in_pages(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Insert(0, await bench.StartAsync("thing.do"));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        var first = await bench.Jobs.ListAsync(3, null, Token);
        var second = await bench.Jobs.ListAsync(3, first[^1].Id, Token);

        first.Concat(second).Select(job => job.Id).ShouldBe(ids);
    }

    [Theory, EngineData]
    public async Task Old_jobs_go_with_their_results_and_open_ones_never(Engine engine)
    {
        await using var bench = await JobBench.CreateAsync(engine);
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (run, token) => run.ItemAsync("x", true, null, token)));
        var old = await bench.EndedAsync(await bench.StartAsync("thing.do"));
        await bench.StopLoopAsync();
        var open = await bench.StartAsync("thing.do");
        bench.Clock.Advance(TimeSpan.FromDays(91));
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (_, _) => Task.CompletedTask));
        await bench.EndedAsync(open);
        await bench.StopLoopAsync();
        var waiting = await bench.StartAsync("thing.do");

        (await bench.Store.DeleteEndedAsync(bench.Clock.GetUtcNow().AddDays(-90), 100, Token)).ShouldBe(1);

        (await bench.Jobs.FindAsync(old.Id, Token)).ShouldBeNull();
        (await bench.Jobs.ItemsAsync(old.Id, 10, Token)).ShouldBeEmpty();
        (await bench.JobAsync(open)).State.ShouldBe(JobState.Done);
        (await bench.JobAsync(waiting)).State.ShouldBe(JobState.Waiting);
    }

    [Fact]
    public async Task The_result_is_written_even_if_the_database_was_away()
    {
        await using var bench = await JobBench.CreateAsync();
        await bench.StartLoopAsync(new TestHandler("thing.do", false, (_, token) => bench.Database.State.WriteAsync(
            (transaction, inner) => transaction.Command("ALTER TABLE jobs RENAME TO jobs_away").RunAsync(inner), token)));
        var id = await bench.StartAsync("thing.do");
        await Eventually.IsTrueAsync(() => bench.Logs.Lines.Any(line => line.Id == 6004), "the failure is logged");

        await bench.Database.State.WriteAsync(
            (transaction, token) => transaction.Command("ALTER TABLE jobs_away RENAME TO jobs").RunAsync(token), Token);
        await Eventually.IsTrueAsync(
            async () =>
            {
                bench.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await bench.JobAsync(id)).State == JobState.Done;
            },
            "the end is written");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref most);
        }
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen);
    }
}
