using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class MigrationTests
{
    private static readonly (string, string) First = ("Sql/Zoo/0001_animals.sql", "CREATE TABLE animals (name {{text}} NOT NULL, legs {{bigint}}) {{strict}};");
    private static readonly (string, string) Second = ("Sql/Zoo/0002_birds.sql", "ALTER TABLE animals ADD COLUMN wings {{bigint}};");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task Files_run_once_in_order(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        await MigrateAsync(database, [Second, First]);
        await MigrateAsync(database, [Second, First]);

        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("INSERT INTO animals (name, legs, wings) VALUES ('swan', 2, 2)").RunAsync(token), Token);
        (await AppliedAsync(database)).ShouldBe(["1", "2"]);
    }

    [Theory, EngineData]
    public async Task A_database_of_a_newer_program_is_refused_with_its_newest_migration(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MigrateAsync(database, [First, Second]);

        var failure = await Should.ThrowAsync<StartupException>(() => MigrateAsync(database, [First]));

        failure.Message.ShouldContain(database.State.Description);
        failure.Message.ShouldContain("newer Proxima");
        failure.Message.ShouldContain("Zoo/0002_birds");
        failure.Message.ShouldContain("install the newer version");
    }

    [Theory, EngineData]
    public async Task A_migration_that_was_changed_afterwards_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MigrateAsync(database, [First]);

        var failure = await Should.ThrowAsync<StartupException>(() => MigrateAsync(database, [(First.Item1, First.Item2 + " ")]));

        failure.Message.ShouldContain("Zoo/0001_animals");
        failure.Message.ShouldContain("different build");
    }

    [Theory, EngineData]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_all_before(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var failure = await Should.ThrowAsync<StartupException>(() => MigrateAsync(
            database, [First, ("Sql/Zoo/0002_bad.sql", "CREATE TABLE half (x {{bigint}}) {{strict}}; INSERT INTO nowhere VALUES (1);")]));

        failure.Message.ShouldContain("Zoo/0002_bad");
        (await AppliedAsync(database)).ShouldBe(["1"]);
        await MigrateAsync(database, [First, ("Sql/Zoo/0002_good.sql", "CREATE TABLE half (x {{bigint}}) {{strict}};")]);
    }

    [Theory, EngineData]
    public async Task Text_sorts_by_code_point_on_both_engines(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await MigrateAsync(database, [First]);
        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("INSERT INTO animals (name) VALUES ('b'), ('B'), ('a'), ('ä'), ('A')").RunAsync(token), Token);

        var names = await database.State.ReadAsync(
            (connection, token) => connection.Command("SELECT name FROM animals ORDER BY name").ListAsync(row => row.GetString(0), token), Token);

        names.ShouldBe(["A", "B", "a", "b", "ä"]);
    }

    [Fact]
    public void Each_engine_gets_its_own_file_and_the_common_ones()
    {
        var files = new[] { First, ("Sql/Zoo/0002_x.sqlite.sql", "a"), ("Sql/Zoo/0002_x.postgres.sql", "b"), ("Sql/Ark/0001_y.sql", "c") };

        Migrations.Of(files, Engine.Sqlite).Select(one => (one.Title, one.Sql)).ShouldBe(
            [("Ark/0001_y", "c"), ("Zoo/0001_animals", "CREATE TABLE animals (name TEXT NOT NULL, legs INTEGER) STRICT;"), ("Zoo/0002_x", "a")]);
        Migrations.Of(files, Engine.Postgres).Select(one => (one.Title, one.Sql)).ShouldBe(
            [("Ark/0001_y", "c"), ("Zoo/0001_animals", "CREATE TABLE animals (name TEXT COLLATE \"C\" NOT NULL, legs BIGINT) ;"), ("Zoo/0002_x", "b")]);
    }

    [Theory]
    [InlineData("Sql/Zoo/animals.sql")]
    [InlineData("Sql/Zoo/01x_animals.sql")]
    [InlineData("Sql/0001_animals.sql")]
    [InlineData("Sql/Zoo/0001_animals.oracle.sql")]
    [InlineData("Sql/Zoo/0001_animals")]
    public void A_file_with_a_wrong_name_is_a_bug_that_shows_at_once(string name)
        => Should.Throw<InvalidOperationException>(() => Migrations.Of([(name, "")], Engine.Sqlite)).Message.ShouldContain(name);

    [Fact]
    public void Two_files_of_one_number_are_a_bug_that_shows_at_once()
        => Should.Throw<InvalidOperationException>(() => Migrations.Of([First, ("Sql/Zoo/0001_other.sql", "")], Engine.Sqlite));

    [Fact]
    public void An_unknown_word_is_a_bug_that_shows_at_once()
        => Should.Throw<InvalidOperationException>(() => Migrations.Of([("Sql/Zoo/0001_a.sql", "{{jsonb}}")], Engine.Sqlite));

    [Fact]
    public void The_sum_does_not_depend_on_line_ends()
        => Migrations.Of([("Sql/Zoo/0001_a.sql", "x\r\ny")], Engine.Sqlite)[0].Sha256
            .ShouldBe(Migrations.Of([("Sql/Zoo/0001_a.sql", "x\ny")], Engine.Postgres)[0].Sha256);

    [Fact]
    public async Task History_and_state_are_two_files()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);

        (await FeaturesAsync(database.State)).ShouldContain("Jobs");
        (await FeaturesAsync(database.State)).ShouldNotContain("History");
        (await FeaturesAsync(database.History)).ShouldNotContain("Jobs");
    }

    private static Task MigrateAsync(TestDatabase database, (string, string)[] files)
    {
        var own = Migrations.Of(typeof(Migrations).Assembly, database.Engine)
            .Where(one => database.Engine == Engine.Postgres || one.Feature != Migrations.HistoryFeature);
        return new Migrator(database.State, TimeProvider.System, NullLogger.Instance)
            .RunAsync([.. own, .. Migrations.Of(files, database.Engine)], Token);
    }

    private static Task<List<string>> AppliedAsync(TestDatabase database) => database.State.ReadAsync(
        (connection, token) => connection.Command("SELECT CAST(number AS TEXT) FROM schema_migrations WHERE feature = 'Zoo' ORDER BY number")
            .ListAsync(row => row.GetString(0), token),
        Token);

    private static Task<List<string>> FeaturesAsync(IDatabase database) => database.ReadAsync(
        (connection, token) => connection.Command("SELECT DISTINCT feature FROM schema_migrations").ListAsync(row => row.GetString(0), token), Token);
}
