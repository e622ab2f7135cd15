using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class AuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task A_chain_nobody_touched_is_whole_also_after_a_restart(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine, entries: 5);

        await bench.Database.ReopenAsync();
        bench.Restart();
        await bench.AppendAsync(1);

        var report = await bench.VerifyAsync();
        report.IsWhole.ShouldBeTrue();
        (report.Entries, report.First, report.Last, report.FlawCount).ShouldBe((6, 1, 6, 0));
    }

    [Theory, EngineData]
    public async Task Entries_are_numbered_without_gaps_when_many_come_at_once(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 30)
            .Select(number => Task.Run(() => bench.Audit.AppendAsync(AuditBench.Entry($"thing.{number}"), Token), Token)));

        var report = await bench.VerifyAsync();
        (report.IsWhole, report.Entries, report.Last).ShouldBe((true, 30, 30));
    }

    [Theory, EngineData]
    public async Task An_empty_log_is_whole(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine);

        var report = await bench.VerifyAsync();

        (report.IsWhole, report.Entries, report.First, report.Last).ShouldBe((true, 0, null, null));
    }

    [Theory]
    [InlineData("UPDATE audit SET principal = 'mallory' WHERE sequence = 3", "Altered 3-3")]
    [InlineData("UPDATE audit SET outcome = 'refused' WHERE sequence = 3", "Altered 3-3")]
    [InlineData("UPDATE audit SET outcome = 'nonsense' WHERE sequence = 3", "Altered 3-3")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE sequence = 2", "Altered 2-2")]
    [InlineData("UPDATE audit SET at = 9223372036854775807 WHERE sequence = 2", "Altered 2-2")]
    [InlineData("UPDATE audit SET at = -1 WHERE sequence = 2", "Altered 2-2")]
    [InlineData("UPDATE audit SET target = '' WHERE sequence = 4", "Altered 4-4")]
    [InlineData("UPDATE audit SET mac = zeroblob(32) WHERE sequence = 1", "Altered 1-1")]
    [InlineData("UPDATE audit SET mac = zeroblob(7) WHERE sequence = 3", "Altered 3-3")]
    [InlineData("UPDATE audit SET principal = 'mallory' WHERE sequence IN (2, 5)", "Altered 2-2, Altered 5-5")]
    [InlineData("UPDATE audit SET principal = 'mallory'", "Altered 1-5")]
    [InlineData("DELETE FROM audit WHERE sequence = 3", "Missing 3-3, Unproven 4-4")]
    [InlineData("DELETE FROM audit WHERE sequence IN (2, 3)", "Missing 2-3, Unproven 4-4")]
    [InlineData("DELETE FROM audit WHERE sequence = 1", "Missing 1-1, Unproven 2-2")]
    [InlineData("DELETE FROM audit WHERE sequence = 3; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 3", "Altered 3-4, Truncated 5-5")]
    [InlineData("UPDATE audit SET sequence = 99 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3; "
        + "UPDATE audit SET sequence = 3 WHERE sequence = 99", "Altered 2-3")]
    [InlineData("DELETE FROM audit WHERE sequence >= 4", "Truncated 4-5")]
    [InlineData("DELETE FROM audit", "Truncated 1-5")]
    [InlineData("DELETE FROM audit_head", "Head 6-6")]
    [InlineData("UPDATE audit_head SET sequence = 4; DELETE FROM audit WHERE sequence = 5", "Head 5-5")]
    [InlineData("INSERT INTO audit SELECT 6, at, principal, token, address, action, target, before_value, after_value, outcome, error, mac "
        + "FROM audit WHERE sequence = 5", "Altered 6-6")]
    [InlineData("UPDATE audit SET sequence = 0 WHERE sequence = 1", "Altered 0-0, Missing 1-1, Unproven 2-2")]
    public async Task Whatever_is_done_to_the_table_each_bad_entry_is_named(string sql, string flaws)
    {
        await using var bench = await AuditBench.CreateAsync(entries: 5);

        await bench.SqlAsync(sql);

        var report = await bench.VerifyAsync();
        report.IsWhole.ShouldBeFalse();
        string.Join(", ", report.Flaws.Select(flaw => $"{flaw.Kind} {flaw.From}-{flaw.To}").Distinct()).ShouldBe(flaws);
        report.Flaws.ShouldAllBe(flaw => flaw.Text.Length > 10);
    }

    [Theory]
    [InlineData("principal", "x")]
    [InlineData("token", "x")]
    [InlineData("address", "x")]
    [InlineData("action", "x")]
    [InlineData("target", "x")]
    [InlineData("before_value", "x")]
    [InlineData("after_value", "x")]
    [InlineData("error", "x")]
    public async Task A_flipped_bit_in_any_column_is_found(string column, string value)
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);

        await bench.SqlAsync($"UPDATE audit SET {column} = '{value}' WHERE sequence = 2");

        (await bench.VerifyAsync()).Flaws.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            flaw => flaw.Kind.ShouldBe(AuditFlawKind.Altered), flaw => flaw.From.ShouldBe(2), flaw => flaw.To.ShouldBe(2));
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE sequence >= 4")]
    [InlineData("DELETE FROM audit_head")]
    [InlineData("DELETE FROM audit")]
    [InlineData("UPDATE audit_head SET sequence = 9000000000000000000")]
    [InlineData("DELETE FROM audit WHERE sequence = 5; DELETE FROM audit_head")]
    public async Task Work_goes_on_after_tampering_but_the_break_can_never_heal(string sql)
    {
        await using var bench = await AuditBench.CreateAsync(entries: 5);
        await bench.SqlAsync(sql);

        await bench.AppendAsync(2);

        (await bench.VerifyAsync()).IsWhole.ShouldBeFalse();
        bench.Logs.Lines.Count(line => line.Level == LogLevel.Critical).ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_flaws_are_named_and_the_rest_is_counted()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 2 * (FlawList.Most + 2));

        await bench.SqlAsync("UPDATE audit SET principal = 'mallory' WHERE sequence % 2 = 0");

        var report = await bench.VerifyAsync();
        (report.Flaws.Count, report.FlawCount).ShouldBe((FlawList.Most, FlawList.Most + 2));
    }

    [Theory]
    [InlineData("UPDATE audit_keys SET sealed_key = sealed_key || 'x'")]
    [InlineData("UPDATE audit_keys SET first_sequence = 2")]
    [InlineData("UPDATE audit_keys SET sealed_key = 'nothing'")]
    public async Task A_key_that_does_not_open_stops_the_start_and_nothing_is_written(string sql)
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);
        await bench.SqlAsync(sql);
        bench.Restart();

        (await Should.ThrowAsync<StartupException>(() => new AuditStart(bench.Audit).StartingAsync(Token))).Message.ShouldContain("restore");
        await Should.ThrowAsync<SecretException>(() => bench.AppendAsync(1));
        (await bench.NumberAsync("SELECT COUNT(*) FROM audit")).ShouldBe(3);
    }

    [Fact]
    public async Task Another_root_key_does_not_open_the_log()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);
        bench.Restart(keyByte: 9);

        await Should.ThrowAsync<SecretException>(() => bench.VerifyAsync());
    }

    [Fact]
    public async Task Keys_taken_away_make_every_entry_written_with_another_one_false()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);
        await bench.SqlAsync("DELETE FROM audit_keys");
        bench.Restart(keyByte: 9);

        (await bench.VerifyAsync()).Flaws[0].ShouldSatisfyAllConditions(flaw => flaw.From.ShouldBe(1), flaw => flaw.To.ShouldBe(3));
    }

    [Fact]
    public async Task Entries_of_before_there_was_a_table_of_keys_still_hold()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);

        // What a database of the first version holds: the same rows, and no table of keys yet.
        await bench.SqlAsync("DELETE FROM audit_keys");
        bench.Restart();
        await bench.AppendAsync(1);

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Theory, EngineData]
    public async Task Hostile_text_is_kept_in_a_form_both_engines_hold(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine);

        await bench.Audit.AppendAsync(AuditBench.Entry("session.create") with
        {
            Principal = "nul\0 half\uD800 '; DROP TABLE audit; --",
            Target = new string('x', 100_000),
            Error = "",
        }, Token);

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue();
        var found = (await bench.Records.SearchAsync(new AuditFilter(), null, 10, Token)).Items.ShouldHaveSingleItem();
        found.Principal.ShouldBe("nul\uFFFD half\uFFFD '; DROP TABLE audit; --");
        found.Target.ShouldNotBeNull().Length.ShouldBeLessThan(20_000);
        found.Error.ShouldBe("");
    }

    [Fact]
    public async Task What_cannot_be_audited_throws()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        await bench.SqlAsync("DROP TABLE audit");

        await Should.ThrowAsync<System.Data.Common.DbException>(() => bench.AppendAsync(1));
    }
}
