using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>Accounts of an older version come along without loss, and damaged ones give nobody anything.</summary>
public sealed class AccountDamageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task Users_who_had_their_scopes_themselves_have_the_same_ones_through_roles(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await BackToFirstAsync(database);
        await RunAsync(
            database,
            "INSERT INTO instance (one, id, created_at, set_up_at) VALUES (1, 'abcdef01', 1, 2)",
            User("1", "owner", "*"),
            User("2", "viewer", "read"),
            User("3", "mixed", "read jobs.manage"),
            User("4", "same", "read jobs.manage"),
            User("5", "later", "read fly.moon"),
            User("6", "none", ""),
            "INSERT INTO sessions (id, token_hash, user_id, created_at, used_at, ends_at) VALUES ('s', 'h', '3', 1, 1, 9000000000000)");

        await new Migrator(database.State, TimeProvider.System, NullLogger.Instance)
            .RunAsync(Migrations.Of(typeof(ServerApp).Assembly, engine), Token);

        var book = await new AccessTables(database.Databases).ReadAsync(Token);
        book.Users.Count.ShouldBe(6);
        ScopesOf("owner").ShouldBe(Scopes.All);
        ScopesOf("viewer").ShouldBe([Scopes.Read]);
        ScopesOf("mixed").ShouldBe([Scopes.Read, Scopes.JobsManage]);
        ScopesOf("same").ShouldBe([Scopes.Read, Scopes.JobsManage]);
        ScopesOf("later").ShouldBe([Scopes.Read]);
        ScopesOf("none").ShouldBeEmpty();
        book.CustomRoles.Values.Select(role => role.ScopeText).ShouldBe(["read jobs.manage", "read fly.moon"], ignoreOrder: true);
        book.Users["1"].Assignments.ShouldHaveSingleItem().ShouldBe(new Assignment(Role.Admin, Bounds.Everything));
        book.Users["1"].CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(7));
        book.Administrators.ShouldHaveSingleItem().Name.ShouldBe("owner");
        (await new AccountStore(database.Databases).FindAsync("MIXED", Token)).ShouldNotBeNull().PasswordHash.ShouldBe("hash of mixed");
        (await new SessionStore(database.Databases).ListAsync(Token)).ShouldHaveSingleItem().UserId.ShouldBe("3");

        List<string> ScopesOf(string name) => [.. book.GrantsOf(book.Users.Values.Single(user => user.Name == name)).Scopes];
    }

    [Theory]
    [InlineData("UPDATE assignments SET bounds = 'garbage' WHERE role_id <> 'admin'")]
    [InlineData("UPDATE assignments SET bounds = '' WHERE role_id <> 'admin'")]
    [InlineData("UPDATE assignments SET bounds = '* *' WHERE role_id <> 'admin'")]
    [InlineData("UPDATE assignments SET role_id = 'no-such-role' WHERE role_id <> 'admin'")]
    [InlineData("DELETE FROM roles")]
    [InlineData("UPDATE roles SET scopes = 'Read READ everything *'")]
    [InlineData("UPDATE roles SET scopes = ''")]
    public async Task Damage_to_what_a_user_may_leaves_nothing(string damage)
    {
        using var folder = new TestFolder();
        string user;
        await using (var first = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path }))
        {
            user = await first.AddUserAsync(Bounds.Everything, Scopes.Read, Scopes.JobsManage);
            await RunAsync(first.Services.GetRequiredService<Databases>().State, damage);
        }

        await using var second = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path });
        using var client = await second.SignedInAsync(user);
        await (await client.ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Theory]
    [InlineData("UPDATE assignments SET role_id = 'root'", "no role that manages access")]
    [InlineData("UPDATE assignments SET bounds = 'node:x'", "nobody who manages access everywhere")]
    [InlineData("UPDATE users SET is_disabled = 1", "everybody disabled")]
    [InlineData("DELETE FROM assignments", "nobody may anything")]
    public async Task An_instance_without_an_administrator_lets_nobody_in(string damage, string why)
    {
        using var folder = new TestFolder();
        await using (var first = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path }))
        {
            using var owner = await first.SignedInClient();
            await RunAsync(first.Services.GetRequiredService<Databases>().State, damage);
        }

        await using var second = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path });
        second.SetupCode.ShouldBeEmpty(why);
        await (await second.Client().ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "accounts-damaged");
        var login = await second.Client().PostAsync("/api/login", """{"name":"owner","password":"whatever it was"}""");
        await login.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "accounts-damaged");
    }

    [Fact]
    public async Task A_state_database_that_cannot_be_read_as_accounts_stops_the_start()
    {
        using var folder = new TestFolder();
        await using (var first = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path }))
        {
            using var owner = await first.SignedInClient();
            await RunAsync(first.Services.GetRequiredService<Databases>().State, "DROP TABLE assignments");
        }

        await Should.ThrowAsync<Exception>(async () =>
        {
            await using var second = await TestProxima.StartAsync(options: given => given with { DataFolder = folder.Path });
        });
    }

    [Fact]
    public async Task A_clock_that_is_set_back_gives_a_session_no_time()
    {
        var clock = new ManualClock();
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, clock);
        var access = new AccessStack(database, clock);
        var owner = new Account("0123456789abcdef", "owner", "owner") { Assignments = [new Assignment(Role.Admin, Bounds.Everything)] };
        await new AccountStore(database.Databases).AddAsync(new StoredAccount(owner, "x"), Token);
        await access.Desk.LoadAsync(Token);
        var start = clock.GetUtcNow();
        var token = (await access.Sessions.StartAsync(owner, null, Token)).ShouldNotBeNull();

        clock.SetWallClock(start.AddYears(-3));
        access.Sessions.Find(token).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromDays(6));
        access.Sessions.Find(token).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromDays(7));
        access.Sessions.Find(token).ShouldBeNull("a week without use is over, whatever the wall clock says");

        clock.SetWallClock(start.AddYears(-3));
        var again = new AccessStack(database, clock);
        await again.Desk.LoadAsync(Token);
        await again.Sessions.LoadAsync(Token);
        again.Sessions.Find(token).ShouldNotBeNull("after a restart only the wall clock is left");
        clock.Advance(TimeSpan.FromDays(31));
        again.Sessions.Find(token).ShouldBeNull("but no longer than a session may ever be");
    }

    private static string User(string id, string name, string scopes)
        => $"""
            INSERT INTO users (id, name, name_key, display_name, password_hash, scopes, created_at, password_changed_at)
            VALUES ('{id}', '{name}', '{name.ToUpperInvariant()}', '{name}', 'hash of {name}', '{scopes}', 7, 8)
            """;

    /// <summary>As the first version left it: its tables, nothing of the second.</summary>
    private static async Task BackToFirstAsync(TestDatabase database)
    {
        await RunAsync(
            database,
            "DROP TABLE api_tokens",
            "DROP TABLE place_group_members",
            "DROP TABLE place_groups",
            "DROP TABLE assignments",
            "DROP TABLE roles",
            "DROP TABLE sessions",
            "DROP TABLE users",
            "DROP TABLE instance",
            "DELETE FROM schema_migrations WHERE feature = 'Access'");
        var first = Migrations.Of(typeof(ServerApp).Assembly, database.Engine).Where(one => one.Feature != "Access" || one.Number == 1);
        await new Migrator(database.State, TimeProvider.System, NullLogger.Instance).RunAsync([.. first], Token);
    }

    private static Task RunAsync(TestDatabase database, params string[] statements) => RunAsync(database.State, statements);

    private static async Task RunAsync(IDatabase database, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await database.WriteAsync((transaction, token) => transaction.Command(statement).RunAsync(token), Token);
        }
    }
}
