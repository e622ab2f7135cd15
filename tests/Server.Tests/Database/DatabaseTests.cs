using System.Data.Common;
using Microsoft.Data.Sqlite;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class DatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task What_was_written_is_there_after_a_restart(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);
        await AddAsync(database.State, "one", 1);

        await database.ReopenAsync();

        (await SumAsync(database.State)).ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task A_write_that_throws_leaves_nothing_and_the_next_one_works(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);

        await Should.ThrowAsync<InvalidDataException>(() => database.State.WriteAsync<int>(async (transaction, token) =>
        {
            await transaction.Command("INSERT INTO things (name, size) VALUES ('gone', 1)").RunAsync(token);
            throw new InvalidDataException("no");
        }, Token));

        (await SumAsync(database.State)).ShouldBeNull();
        await AddAsync(database.State, "next", 2);
        (await SumAsync(database.State)).ShouldBe(2);
    }

    [Theory, EngineData]
    public async Task A_wrong_statement_leaves_a_working_database(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);

        await Should.ThrowAsync<DbException>(() => database.State.WriteAsync(
            (transaction, token) => transaction.Command("INSERT INTO nowhere VALUES (1)").RunAsync(token), Token));
        await Should.ThrowAsync<DbException>(() => database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT * FROM nowhere").NumberAsync(token), Token));

        await AddAsync(database.State, "after", 3);
        (await SumAsync(database.State)).ShouldBe(3);
    }

    [Theory, EngineData]
    public async Task Writers_that_read_first_lose_no_update(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);
        await AddAsync(database.State, "counter", 0);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => database.State.WriteAsync(async (transaction, token) =>
        {
            var size = await transaction.Command("SELECT size FROM things WHERE name = 'counter'").NumberAsync(token) ?? 0;
            return await transaction.Command("UPDATE things SET size = @size WHERE name = 'counter'").Bind("@size", size + 1).RunAsync(token);
        }, Token), Token)));

        (await SumAsync(database.State)).ShouldBe(24);
    }

    [Theory, EngineData]
    public async Task One_read_sees_one_moment(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);
        await AddAsync(database.State, "before", 1);

        var (first, second) = await database.State.ReadAsync(async (connection, token) =>
        {
            var one = await connection.Command("SELECT SUM(size) FROM things").NumberAsync(token);
            await AddAsync(database.State, "meanwhile", 10);
            return (one, await connection.Command("SELECT SUM(size) FROM things").NumberAsync(token));
        }, Token);

        second.ShouldBe(first);
        (await SumAsync(database.State)).ShouldBe(11);
    }

    [Theory, EngineData]
    public async Task A_cancelled_token_ends_a_long_statement(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var read = Task.Run(() => database.State.ReadAsync(
            (connection, token) =>
            {
                begun.SetResult();
                return connection.Command("""
                    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2000000000)
                    SELECT COUNT(*) FROM numbers
                    """).NumberAsync(token);
            },
            cancel.Token), Token);
        await begun.Task;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read);
        (await database.State.CheckAsync(Token)).ShouldBeNull();
    }

    [Theory, EngineData]
    public async Task A_key_that_is_there_already_is_told_apart_from_other_errors(Engine engine)
    {
        await using var database = await WithThingsAsync(engine);
        await AddAsync(database.State, "twin", 1);

        var twin = await Should.ThrowAsync<DbException>(() => AddAsync(database.State, "twin", 2));
        var missing = await Should.ThrowAsync<DbException>(() => database.State.WriteAsync(
            (transaction, token) => transaction.Command("INSERT INTO things (name) VALUES ('no size')").RunAsync(token), Token));

        twin.IsUniqueViolation().ShouldBeTrue();
        missing.IsUniqueViolation().ShouldBeFalse();
    }

    [Theory, EngineData]
    public async Task Values_come_back_as_they_went_in(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var at = new DateTimeOffset(2025, 6, 1, 12, 0, 0, 123, TimeSpan.Zero);
        var isSqlite = engine == Engine.Sqlite;
        await database.State.WriteAsync((transaction, token) => transaction.Command($"""
            CREATE TABLE odds (number {(isSqlite ? "INTEGER" : "BIGINT")}, real {(isSqlite ? "REAL" : "DOUBLE PRECISION")}, text TEXT,
                bytes {(isSqlite ? "BLOB" : "BYTEA")}, at {(isSqlite ? "INTEGER" : "BIGINT")}, flag {(isSqlite ? "INTEGER" : "BIGINT")})
            """).RunAsync(token), Token);
        await database.State.WriteAsync(async (transaction, token) =>
        {
            const string Insert = "INSERT INTO odds VALUES (@number, @real, @text, @bytes, @at, @flag)";
            await transaction.Command(Insert).Bind("@number", long.MinValue).Bind("@real", double.Epsilon).Bind("@text", "höst 🖥 'x'")
                .Bind("@bytes", [0, 255, 7]).Bind("@at", at).Bind("@flag", true).RunAsync(token);
            return await transaction.Command(Insert).Bind("@number", (long?)null).Bind("@real", (double?)null).Bind("@text", (string?)null)
                .Bind("@bytes", (byte[]?)null).Bind("@at", (DateTimeOffset?)null).Bind("@flag", false).RunAsync(token);
        }, Token);

        var rows = await database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT number, real, text, bytes, at, flag FROM odds ORDER BY flag DESC").ListAsync(
                row => (row.NumberOrNull(0), row.RealOrNull(1), row.TextOrNull(2), row.BytesOrNull(3), row.TimeOrNull(4), row.Flag(5)), token),
            Token);

        rows[0].Item1.ShouldBe(long.MinValue);
        rows[0].Item2.ShouldBe(double.Epsilon);
        rows[0].Item3.ShouldBe("höst 🖥 'x'");
        rows[0].Item4.ShouldBe([0, 255, 7]);
        rows[0].Item5.ShouldBe(at);
        rows[0].Item6.ShouldBeTrue();
        rows[1].ShouldBe((null, null, null, null, null, false));
    }

    [Theory, EngineData]
    public async Task A_database_that_answers_has_nothing_to_say(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        (await database.State.CheckAsync(Token)).ShouldBeNull();
        (await database.History.CheckAsync(Token)).ShouldBeNull();
    }

    [Theory, EngineData]
    public async Task A_check_after_the_end_is_one_line_and_no_exception(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var state = database.State;
        await database.Managed.DisposeAsync();

        var line = await state.CheckAsync(Token);

        line.ShouldNotBeNullOrEmpty();
        line.ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_write_inside_a_read_is_refused()
    {
        await using var database = await WithThingsAsync(Engine.Sqlite);

        await Should.ThrowAsync<DatabaseException>(() => database.State.ReadAsync(
            (connection, token) => connection.Command("INSERT INTO things (name, size) VALUES ('sly', 1)").RunAsync(token), Token));

        (await SumAsync(database.State)).ShouldBeNull();
    }

    [Fact]
    public async Task A_full_disk_is_one_line_and_loses_nothing_written_before()
    {
        await using var database = await WithThingsAsync(Engine.Sqlite);
        await AddAsync(database.State, "kept", 1);

        var failure = await Should.ThrowAsync<DatabaseException>(() => database.State.WriteAsync(async (transaction, token) =>
        {
            // The smallest limit it takes is what the file has now: every further page is one too many.
            await transaction.Command("PRAGMA max_page_count = 1").NumberAsync(token);
            return await transaction.Command("INSERT INTO things (name, size) VALUES (@name, 1)")
                .Bind("@name", new string('x', 1_000_000)).RunAsync(token);
        }, Token));

        failure.Message.ShouldStartWith("The disk is full");
        failure.Message.ShouldContain("proxima.db");
        (await SumAsync(database.State)).ShouldBe(1);
        await AddAsync(database.State, "space again", 1);
    }

    [Fact]
    public async Task A_commit_that_fails_keeps_its_reason_and_the_next_write_works()
    {
        await using var database = await WithThingsAsync(Engine.Sqlite);

        // As on a full disk: the engine rolls back by itself while it commits.
        var failure = await Should.ThrowAsync<SqliteException>(() => database.State.WriteAsync((transaction, token) =>
        {
            var connection = (SqliteConnection?)transaction.Connection;
            SQLitePCL.raw.sqlite3_commit_hook(connection?.Handle, _ => 1, null);
            return transaction.Command("INSERT INTO things (name, size) VALUES ('never', 1)").RunAsync(token);
        }, Token));

        failure.SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_CONSTRAINT);
        await AddAsync(database.State, "next", 2);
        (await SumAsync(database.State)).ShouldBe(2);
    }

    [Fact]
    public async Task A_database_locked_by_another_program_is_one_line()
    {
        await using var database = await WithThingsAsync(Engine.Sqlite);
        await using var other = new SqliteConnection($"Data Source={database.State.Description};Pooling=False");
        await other.OpenAsync(Token);
        await other.Command("BEGIN IMMEDIATE").RunAsync(Token);

        var failure = await Should.ThrowAsync<DatabaseException>(() => AddAsync(database.State, "late", 1));

        failure.Message.ShouldContain("locked by another program");
    }

    [Fact]
    public async Task A_copy_taken_without_closing_has_every_acknowledged_write()
    {
        await using var database = await WithThingsAsync(Engine.Sqlite);
        for (var size = 1; size <= 20; size++)
        {
            await AddAsync(database.State, $"thing {size}", size);
        }

        // What a killed process leaves: the files as they are, nothing checkpointed, nothing closed.
        using var copy = new TestFolder();
        foreach (var file in Directory.GetFiles(database.Folder, "proxima.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, copy.Of(Path.GetFileName(file)));
        }

        await using var other = new SqliteConnection($"Data Source={copy.Of("proxima.db")};Pooling=False");
        await other.OpenAsync(Token);
        (await other.Command("SELECT SUM(size) FROM things").NumberAsync(Token)).ShouldBe(210);
    }

    private static async Task<TestDatabase> WithThingsAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("CREATE TABLE things (name TEXT PRIMARY KEY, size BIGINT NOT NULL)").RunAsync(token), Token);
        return database;
    }

    private static Task<int> AddAsync(IDatabase database, string name, long size) => database.WriteAsync(
        (transaction, token) => transaction.Command("INSERT INTO things (name, size) VALUES (@name, @size)")
            .Bind("@name", name).Bind("@size", size).RunAsync(token), Token);

    private static Task<long?> SumAsync(IDatabase database)
        => database.ReadAsync((connection, token) => connection.Command("SELECT CAST(SUM(size) AS BIGINT) FROM things").NumberAsync(token), Token);
}
