using System.Data.Common;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

public sealed class AccountStoreTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task The_instance_keeps_the_id_it_was_given_first(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = new AccountStore(database.Databases);
        (await store.InstanceAsync("aaaaaaaa", Now, Token)).ShouldBe(("aaaaaaaa", null));
        (await store.InstanceAsync("bbbbbbbb", Now, Token)).Id.ShouldBe("aaaaaaaa");
    }

    [Theory, EngineData]
    public async Task Of_many_first_administrators_at_once_one_is_made(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = new AccountStore(database.Databases);
        await store.InstanceAsync("aaaaaaaa", Now, Token);
        var made = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => store.SetUpAsync(Stored($"user{i}", Role.Admin), Session($"user{i}"), Token)));
        made.Count(isMade => isMade).ShouldBe(1);
        (await store.ListAsync(Token)).ShouldHaveSingleItem().Name.ShouldBe($"user{Array.IndexOf(made, true)}");
        (await store.InstanceAsync("bbbbbbbb", Now, Token)).SetUpAt.ShouldBe(Now);
        (await new SessionStore(database.Databases).ListAsync(Token)).Count.ShouldBe(1);
    }

    [Theory, EngineData]
    public async Task A_user_is_found_by_name_without_case_and_the_name_is_taken_once(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = new AccountStore(database.Databases);
        await store.AddAsync(Stored("Änne", Role.Viewer), Token);
        var found = (await store.FindAsync(UserName.Key("äNNE"), Token)).ShouldNotBeNull();
        found.Account.Name.ShouldBe("Änne");
        (await store.FindAsync(UserName.Key("anne"), Token)).ShouldBeNull();
        await Should.ThrowAsync<DbException>(() => store.AddAsync(Stored("ÄNNE", Role.Viewer), Token));
    }

    [Theory, EngineData]
    public async Task What_a_user_may_comes_back_as_it_was_stored(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = new AccountStore(database.Databases);
        var within = Bounds.Of(new Place(PlaceKind.Guest, "pve-lab/101"), Place.Group("0011223344556677"));
        var stored = Stored("reader", Role.Viewer);
        var account = stored.Account with { Assignments = [new Assignment(Role.Operator, within), new Assignment(Role.Viewer, Bounds.Everything)] };
        await store.AddAsync(stored with { Account = account }, Token);
        (await store.ListAsync(Token)).ShouldHaveSingleItem().Assignments.ShouldBe(account.Assignments);
    }

    [Theory, EngineData]
    public async Task A_hash_is_renewed_only_over_the_one_it_was_made_from(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = new AccountStore(database.Databases);
        var stored = Stored("owner", Role.Admin);
        await store.AddAsync(stored, Token);
        (await store.RehashAsync(stored, "new", Token)).ShouldBe(1);
        (await store.RehashAsync(stored, "newer", Token)).ShouldBe(0);
        (await store.FindAsync("OWNER", Token)).ShouldNotBeNull().PasswordHash.ShouldBe("new");
    }

    private static StoredAccount Stored(string name, string role) => new(
        new Account($"id-{name}", name, name)
        {
            Assignments = [new Assignment(role, Bounds.Everything)],
            CreatedAt = Now,
            PasswordChangedAt = Now,
        },
        "hash");

    private static SessionRow Session(string name) => new()
    {
        Id = $"s-{name}", TokenHash = $"h-{name}", UserId = $"id-{name}", CreatedAt = Now, UsedAt = Now, EndsAt = Now.AddDays(1),
    };
}
