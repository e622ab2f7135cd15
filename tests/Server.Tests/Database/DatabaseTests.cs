using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class DatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task What_was_written_is_there_after_a_restart(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MakeThingsAsync(database.State);
        await AddAsync(database.State, "one", 1);

        await database.ReopenAsync();

        (await CountAsync(database.State)).ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task A_write_that_throws_leaves_nothing(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MakeThingsAsync(database.State);

        await Should.ThrowAsync<InvalidDataException>(() => database.State.WriteAsync<int>(async (transaction, token) =>
        {
            await transaction.Command("INSERT INTO things (name, size) VALUES ('gone', 1)").RunAsync(token);
            throw new InvalidDataException("no");
        }, Token));

        (await CountAsync(database.State)).ShouldBe(0);
        await AddAsync(database.State, "next", 1);
        (await CountAsync(database.State)).ShouldBe(1);
    }

    private static Task<int> MakeThingsAsync(IDatabase database) => database.WriteAsync(
        (transaction, token) => transaction.Command("CREATE TABLE things (name TEXT PRIMARY KEY, size BIGINT NOT NULL)").RunAsync(token), Token);

    private static Task<int> AddAsync(IDatabase database, string name, long size) => database.WriteAsync(
        (transaction, token) => transaction.Command("INSERT INTO things (name, size) VALUES (@name, @size)")
            .Bind("@name", name).Bind("@size", size).RunAsync(token), Token);

    private static Task<long?> CountAsync(IDatabase database)
        => database.ReadAsync((connection, token) => connection.Command("SELECT COUNT(*) FROM things").NumberAsync(token), Token);
}
