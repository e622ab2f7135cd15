using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class AuditTests : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _logs.Dispose();

    [Theory, EngineData]
    public async Task A_chain_nobody_touched_is_whole_also_after_a_restart(Engine engine)
    {
        await using var database = await WithEntriesAsync(engine, 5);

        await database.ReopenAsync();
        await AppendAsync(database, "after");

        (await VerifyAsync(database)).ShouldBe(new AuditVerdict(6, null, null));
    }

    [Theory, EngineData]
    public async Task Entries_are_numbered_without_gaps_when_many_come_at_once(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var audit = Audit(database);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => Task.Run(() => audit.AppendAsync(Entry($"thing.{number}"), Token), Token)));

        (await audit.VerifyAsync(Token)).ShouldBe(new AuditVerdict(30, null, null));
    }

    [Theory, EngineData]
    public async Task An_empty_log_is_whole(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        (await VerifyAsync(database)).ShouldBe(new AuditVerdict(0, null, null));
    }

    [Theory]
    [InlineData("UPDATE audit SET principal = 'mallory' WHERE sequence = 3", 3L, "altered")]
    [InlineData("UPDATE audit SET outcome = 'refused' WHERE sequence = 3", 3L, "altered")]
    [InlineData("UPDATE audit SET outcome = 'nonsense' WHERE sequence = 3", 3L, "altered")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE sequence = 2", 2L, "altered")]
    [InlineData("UPDATE audit SET target = '' WHERE sequence = 4", 4L, "altered")]
    [InlineData("UPDATE audit SET mac = zeroblob(32) WHERE sequence = 1", 1L, "altered")]
    [InlineData("DELETE FROM audit WHERE sequence = 3", 3L, "missing")]
    [InlineData("DELETE FROM audit WHERE sequence = 1", 1L, "missing")]
    [InlineData("DELETE FROM audit WHERE sequence = 3; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 3", 3L, "altered")]
    [InlineData("UPDATE audit SET sequence = 99 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3; "
        + "UPDATE audit SET sequence = 3 WHERE sequence = 99", 2L, "altered")]
    [InlineData("DELETE FROM audit WHERE sequence >= 4", 4L, "newest entries are missing")]
    [InlineData("DELETE FROM audit", 1L, "newest entries are missing")]
    [InlineData("DELETE FROM audit_head", 6L, "head record is missing")]
    [InlineData("UPDATE audit_head SET sequence = 4; DELETE FROM audit WHERE sequence = 5", 5L, "head record was altered")]
    [InlineData("INSERT INTO audit SELECT 6, at, principal, token, address, action, target, before_value, after_value, outcome, error, mac "
        + "FROM audit WHERE sequence = 5", 6L, "altered")]
    public async Task Whatever_is_done_to_the_table_the_first_bad_entry_is_named(string sql, long firstBad, string words)
    {
        await using var database = await WithEntriesAsync(Engine.Sqlite, 5);

        await database.State.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), Token);

        var verdict = await VerifyAsync(database);
        verdict.FirstBadEntry.ShouldBe(firstBad);
        verdict.Problem.ShouldNotBeNull().ShouldContain(words);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE sequence >= 4")]
    [InlineData("DELETE FROM audit_head")]
    [InlineData("DELETE FROM audit")]
    [InlineData("UPDATE audit_head SET sequence = 9000000000000000000")]
    [InlineData("DELETE FROM audit WHERE sequence = 5; DELETE FROM audit_head")]
    public async Task Work_goes_on_after_tampering_but_the_break_can_never_heal(string sql)
    {
        await using var database = await WithEntriesAsync(Engine.Sqlite, 5);
        await database.State.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), Token);

        await AppendAsync(database, "one");
        await AppendAsync(database, "two");

        (await VerifyAsync(database)).Problem.ShouldNotBeNull();
        _logs.Lines.Count(line => line.Level == LogLevel.Critical).ShouldBe(1);
    }

    [Fact]
    public async Task Another_key_makes_every_entry_false()
    {
        await using var database = await WithEntriesAsync(Engine.Sqlite, 3);
        using var audit = Audit(database, keyByte: 9);

        (await audit.VerifyAsync(Token)).FirstBadEntry.ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task Hostile_text_is_kept_in_a_form_both_engines_hold(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var audit = Audit(database);

        await audit.AppendAsync(Entry("session.create") with
        {
            Principal = "nul\0 half\uD800 '; DROP TABLE audit; --",
            Target = new string('x', 100_000),
            Error = "",
        }, Token);

        (await audit.VerifyAsync(Token)).ShouldBe(new AuditVerdict(1, null, null));
        var (principal, length) = await database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT principal, target FROM audit").FirstAsync(
                row => (row.GetString(0), row.GetString(1).Length), token),
            Token);
        principal.ShouldBe("nul\uFFFD half\uFFFD '; DROP TABLE audit; --");
        length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task What_cannot_be_audited_throws()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await database.State.WriteAsync((transaction, token) => transaction.Command("DROP TABLE audit").RunAsync(token), Token);

        await Should.ThrowAsync<System.Data.Common.DbException>(() => AppendAsync(database, "x"));
    }

    private static AuditEntry Entry(string action) => new()
    {
        Principal = "anna",
        Address = "192.0.2.7",
        Action = action,
        Outcome = AuditOutcome.Done,
    };

    private async Task<TestDatabase> WithEntriesAsync(Engine engine, int count)
    {
        var database = await TestDatabase.CreateAsync(engine);
        for (var number = 0; number < count; number++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AppendAsync(database, $"thing.{number}");
        }

        return database;
    }

    private async Task AppendAsync(TestDatabase database, string action)
    {
        using var audit = Audit(database);
        await audit.AppendAsync(Entry(action), Token);
    }

    private async Task<AuditVerdict> VerifyAsync(TestDatabase database)
    {
        using var audit = Audit(database);
        return await audit.VerifyAsync(Token);
    }

    private ChainedAudit Audit(TestDatabase database, byte keyByte = 1)
    {
        var ring = new KeyRing();
        ring.Load(new RootKey([.. Enumerable.Repeat(keyByte, 32)]), []);
        return new ChainedAudit(database.Databases, new SealedSecrets(ring), _clock, new Logger<ChainedAudit>(_logs));
    }
}
