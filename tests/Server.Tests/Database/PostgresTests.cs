using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class PostgresTests
{
    private const string Password = "s3cr3t&word";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void An_address_of_libpq_is_understood()
    {
        var builder = PostgresUrl.Parse("postgres://us%40er:s3cr3t%26word@db.example:6543/proxima?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=7");

        builder.Host.ShouldBe("db.example");
        builder.Port.ShouldBe(6543);
        builder.Username.ShouldBe("us@er");
        builder.Password.ShouldBe(Password);
        builder.Database.ShouldBe("proxima");
        builder.SslMode.ShouldBe(SslMode.VerifyFull);
        builder.RootCertificate.ShouldBe("/etc/ca.pem");
        builder.Timeout.ShouldBe(7);
    }

    [Fact]
    public void A_socket_folder_can_be_the_host()
        => PostgresUrl.Parse("postgresql:///proxima?host=/run/postgresql&user=me").Host.ShouldBe("/run/postgresql");

    [Fact]
    public void An_address_cannot_smuggle_in_other_settings_of_the_connection()
    {
        var builder = PostgresUrl.Parse("postgres://u:p%3BSSL Mode=Disable@h/d;Options=-c fsync=off");

        new NpgsqlConnectionStringBuilder(builder.ConnectionString).Options.ShouldBeNull();
        new NpgsqlConnectionStringBuilder(builder.ConnectionString).Database.ShouldBe("d;Options=-c fsync=off");
        new NpgsqlConnectionStringBuilder(builder.ConnectionString).Password.ShouldBe("p;SSL Mode=Disable");
    }

    [Theory]
    [InlineData("mysql://u:s3cr3t%26word@h/d", "not a PostgreSQL address")]
    [InlineData("s3cr3t&word", "not a PostgreSQL address")]
    [InlineData("postgres://u:s3cr3t%26word@h/", "no database")]
    [InlineData("postgres:///d", "no host")]
    [InlineData("postgres://u:s3cr3t%26word@h/d?sslmode=maybe", "verify-full")]
    [InlineData("postgres://u:s3cr3t%26word@h/d?connect_timeout=soon", "connect_timeout")]
    [InlineData("postgres://u:s3cr3t%26word@h/d?pool=5", "unknown option 'pool'")]
    public void A_wrong_address_is_one_line_without_the_password(string url, string words)
    {
        var failure = Should.Throw<StartupException>(() => PostgresUrl.Parse(url));

        failure.ToString().ShouldNotContain("s3cr3t");
        failure.Message.ShouldContain(words);
        failure.Message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("postgres://u:hunter@s3/cr3t@h/d")]
    [InlineData("postgres://u:12/s3cr3t@h/d")]
    [InlineData("postgres://u:12?s3cr3t@h/d")]
    [InlineData("postgres://u:12?s3cr3t=x@h/d")]
    [InlineData("postgres://u:12#s3cr3t@h/d")]
    public void A_password_that_is_not_escaped_is_refused_and_no_part_of_it_told(string url)
    {
        var failure = Should.Throw<StartupException>(() => PostgresUrl.Parse(url));

        failure.ToString().ShouldNotContain("s3");
        failure.ToString().ShouldNotContain("cr3t");
        failure.Message.ShouldContain("write @ as %40, / as %2F");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_one_line_without_the_password()
    {
        await using var database = Database("postgres://u:s3cr3t%26word@127.0.0.1:1/d");

        var failure = await Should.ThrowAsync<StartupException>(() => database.OpenAsync(Token));

        failure.Message.ShouldStartWith("PostgreSQL 127.0.0.1:1/d does not answer");
        failure.ToString().ShouldNotContain("s3cr3t");
    }

    [Theory, EngineData(Engine.Postgres)]
    public async Task A_database_that_is_not_there_is_one_line(Engine engine)
    {
        await using var there = await TestDatabase.CreateAsync(engine);
        await using var database = Database(there.Options.Database?.Replace("/test_", "/no_", StringComparison.Ordinal) ?? "");

        var failure = await Should.ThrowAsync<StartupException>(() => database.OpenAsync(Token));

        failure.Message.ShouldContain("has no such database");
        failure.Message.ShouldNotContain('\n');
    }

    [Theory, EngineData(Engine.Postgres)]
    public async Task A_server_that_goes_away_and_comes_back_is_used_again(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var other = Database(database.Options.Database ?? "");
        (await database.State.CheckAsync(Token)).ShouldBeNull();

        await other.WriteAsync((transaction, token) => transaction
            .Command("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .RunAsync(token), Token);

        // The broken connection is noticed by one check, and no further one.
        await database.State.CheckAsync(Token);
        (await database.State.CheckAsync(Token)).ShouldBeNull();
    }

    [Theory, EngineData(Engine.Postgres)]
    public async Task A_read_only_server_is_named_as_such(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var failure = await Should.ThrowAsync<DatabaseException>(() => database.State.WriteAsync(async (transaction, token) =>
        {
            await transaction.Command("SET TRANSACTION READ ONLY").RunAsync(token);
            return await transaction.Command("CREATE TABLE no (x INT)").RunAsync(token);
        }, Token));

        failure.Message.ShouldContain("is read-only");
    }

    private static PostgresDatabase Database(string url)
        => new(new PostgresSettings(url, 5, TimeSpan.FromSeconds(10)), TimeProvider.System, NullLogger<PostgresDatabase>.Instance);
}
