using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class AuditRetentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task Old_entries_go_and_the_rest_still_holds(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine, entries: 10);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        await bench.AppendAsync(3);

        (await SweepAsync(bench)).ShouldBe(10);

        var report = await bench.VerifyAsync();
        report.Flaws.ShouldBeEmpty();
        // Ten went, three stayed, and what was done is an entry of its own.
        (report.Entries, report.First, report.Last).ShouldBe((4, 11, 14));
        report.Taken.ShouldNotBeNull().ShouldSatisfyAllConditions(taken => taken.Sequence.ShouldBe(10), taken => taken.Entries.ShouldBe(10));
        var expired = (await bench.Records.SearchAsync(new AuditFilter { Action = "audit.expire" }, null, 10, Token)).Items.ShouldHaveSingleItem();
        expired.Target.ShouldBe("1 to 10");
    }

    [Theory, EngineData]
    public async Task Sweeps_add_up_also_when_everything_is_old(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine, entries: 4);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        (await SweepAsync(bench)).ShouldBe(4);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        (await SweepAsync(bench)).ShouldBe(1);
        bench.Restart();
        await bench.AppendAsync(2);

        var report = await bench.VerifyAsync();
        report.Flaws.ShouldBeEmpty();
        report.Taken.ShouldNotBeNull().Entries.ShouldBe(5);
        (report.First, report.Last).ShouldBe((6, 8));
    }

    [Fact]
    public async Task Nothing_old_means_nothing_goes_and_nothing_is_written()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);

        (await SweepAsync(bench)).ShouldBe(0);

        (await bench.VerifyAsync()).ShouldSatisfyAllConditions(report => report.Taken.ShouldBeNull(), report => report.Entries.ShouldBe(3));
    }

    [Theory]
    [InlineData("UPDATE audit_checkpoint SET sequence = sequence - 1")]
    [InlineData("UPDATE audit_checkpoint SET mac = zeroblob(32)")]
    [InlineData("UPDATE audit_checkpoint SET entries = 1")]
    [InlineData("UPDATE audit_checkpoint SET flaws = 1")]
    [InlineData("UPDATE audit_checkpoint SET at = at + 1")]
    [InlineData("UPDATE audit_checkpoint SET key_id = 'ffffffffffffffff'")]
    [InlineData("UPDATE audit_checkpoint SET checkpoint_mac = zeroblob(32)")]
    public async Task An_altered_checkpoint_is_found(string sql)
    {
        await using var bench = await SweptAsync();

        await bench.SqlAsync(sql);

        (await bench.VerifyAsync()).Flaws.ShouldContain(flaw => flaw.Kind == AuditFlawKind.Checkpoint);
    }

    [Fact]
    public async Task A_removed_checkpoint_leaves_its_entries_missing()
    {
        await using var bench = await SweptAsync();

        await bench.SqlAsync("DELETE FROM audit_checkpoint");

        var flaw = (await bench.VerifyAsync()).Flaws[0];
        (flaw.Kind, flaw.From, flaw.To).ShouldBe((AuditFlawKind.Missing, 1, 10));
    }

    [Fact]
    public async Task More_entries_removed_than_retention_took_are_missing()
    {
        await using var bench = await SweptAsync();

        await bench.SqlAsync("DELETE FROM audit WHERE sequence = 11");

        (await bench.VerifyAsync()).Flaws[0].ShouldSatisfyAllConditions(
            flaw => flaw.Kind.ShouldBe(AuditFlawKind.Missing), flaw => flaw.From.ShouldBe(11), flaw => flaw.To.ShouldBe(11));
    }

    [Fact]
    public async Task Entries_that_were_tampered_with_are_told_of_for_ever_after_they_went()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 10);
        await bench.SqlAsync("UPDATE audit SET principal = 'mallory' WHERE sequence = 4; DELETE FROM audit WHERE sequence = 7");
        bench.Clock.Advance(TimeSpan.FromDays(500));
        await bench.AppendAsync(1);

        await SweepAsync(bench);

        var report = await bench.VerifyAsync();
        report.IsWhole.ShouldBeFalse();
        var flaw = report.Flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.To).ShouldBe((AuditFlawKind.TakenFlawed, 10));
        bench.Logs.Lines.ShouldContain(line => line.Id == 7556);
    }

    [Fact]
    public async Task A_clock_that_was_behind_for_a_while_does_not_take_newer_entries_along()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 2);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        await bench.AppendAsync(1);
        await bench.SqlAsync("UPDATE audit SET at = at - 86400000000 WHERE sequence = 2");

        // Entry 1 is older than 400 days, 2 claims to be from long before, 3 is new.
        (await SweepAsync(bench)).ShouldBe(2);
        (await bench.NumberAsync("SELECT MIN(sequence) FROM audit")).ShouldBe(3);
    }

    [Fact]
    public async Task The_file_gets_smaller()
    {
        await using var bench = await AuditBench.CreateAsync();
        for (var number = 0; number < 2500; number++)
        {
            await bench.Audit.AppendAsync(AuditBench.Entry("thing.do") with { After = new string('x', 1000) }, Token);
        }

        var file = new FileInfo(bench.Database.State.Description);
        await bench.Database.Managed.All[0].GiveBackAsync(Token);
        file.Refresh();
        var before = file.Length;
        bench.Clock.Advance(TimeSpan.FromDays(401));

        (await SweepAsync(bench)).ShouldBe(2500);
        await bench.Database.Managed.All[0].GiveBackAsync(Token);

        file.Refresh();
        before.ShouldBeGreaterThan(2_500_000);
        file.Length.ShouldBeLessThan(before / 4);
        (await bench.VerifyAsync()).Flaws.ShouldBeEmpty();
    }

    private static Task<long> SweepAsync(AuditBench bench) => bench.Retention().SweepAsync(bench.Clock.GetUtcNow(), Token);

    private static async Task<AuditBench> SweptAsync()
    {
        var bench = await AuditBench.CreateAsync(entries: 10);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        await bench.AppendAsync(3);
        await SweepAsync(bench);
        return bench;
    }
}
