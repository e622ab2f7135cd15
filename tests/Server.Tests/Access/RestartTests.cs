using System.Net;
using Microsoft.Extensions.Configuration;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>What a start makes of the accounts it finds.</summary>
public sealed class RestartTests
{
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task A_fresh_database_needs_set_up(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        (await LoadAsync(database)).Setup.ShouldBe(SetupState.Needed);
    }

    [Theory, EngineData]
    public async Task An_instance_with_an_administrator_is_set_up_and_keeps_its_id(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = await LoadAsync(database);
        await AddFirstAsync(database);
        var second = await LoadAsync(database);
        second.Setup.ShouldBe(SetupState.Done);
        second.Id.ShouldBe(first.Id);
        second.Id.ShouldMatch("^[0-9a-f]{8}$");
    }

    [Theory, EngineData]
    public async Task Accounts_that_are_gone_are_damage_and_not_a_fresh_start(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LoadAsync(database);
        await AddFirstAsync(database);
        await database.State.WriteAsync((transaction, token) => transaction.Command("DELETE FROM users").RunAsync(token), Token);
        (await LoadAsync(database)).Setup.ShouldBe(SetupState.Damaged);
    }

    [Fact]
    public async Task Before_the_accounts_are_read_nobody_gets_in()
    {
        var instance = new Instance();
        instance.Setup.ShouldBe(SetupState.Unknown);
        Should.Throw<InvalidOperationException>(() => instance.Id);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_damaged_instance_answers_nobody_and_prints_no_code()
    {
        using var folder = new TestFolder();
        await using (var first = await StartAsync(folder))
        {
            await first.SignedInClient();
            await first.DeleteUsersAsync();
        }

        await using var second = await StartAsync(folder);
        second.SetupCode.ShouldBeEmpty();
        second.Logs.Lines.ShouldContain(line => line.Id == 4057);
        await (await second.Client().ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "accounts-damaged");
        var setup = await second.Client().PostAsync("/api/setup", """{"code":"x","name":"evil","password":"correct horse battery"}""");
        await setup.ShouldBeProblemAsync(HttpStatusCode.Conflict, "already-set-up");
    }

    [Fact]
    public async Task Settings_out_of_range_stop_the_start_and_are_named()
    {
        var wrong = new Dictionary<string, string?> { ["Access:PasswordIterations"] = "1000", ["Http:HeaderSeconds"] = "0" };
        var failure = await Should.ThrowAsync<StartupException>(
            () => TestProxima.StartAsync(builder => builder.Configuration.AddInMemoryCollection(wrong)));
        failure.Message.ShouldContain("PasswordIterations");
        failure.Message.ShouldContain("HeaderSeconds");
    }

    private static Task<TestProxima> StartAsync(TestFolder folder)
        => new RecordedAudit().StartAsync(options: given => given with { DataFolder = folder.Path });

    private async Task<Instance> LoadAsync(TestDatabase database)
    {
        var instance = new Instance();
        var access = new AccessStack(database, _clock);
        var memory = new AccessMemory(
            instance, new AccountStore(database.Databases), access.Desk, access.Board, access.Sessions, new LoginThrottle(_clock));
        await memory.LoadAsync(_clock.GetUtcNow(), Token);
        return instance;
    }

    private async Task AddFirstAsync(TestDatabase database)
    {
        var owner = new Account("0123456789abcdef", "owner", "owner") { Assignments = [new Assignment(Role.Admin, Bounds.Everything)] };
        var sessions = new AccessStack(database, _clock).Sessions;
        await new AccountStore(database.Databases).SetUpAsync(new StoredAccount(owner, "x"), sessions.Prepare(owner, null).Row, Token);
    }
}
