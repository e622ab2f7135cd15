using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>How long a session lives, and that its end is the end.</summary>
public sealed class SessionTests
{
    private static readonly Account Owner = new("0123456789abcdef", "owner", "Owner")
    {
        Assignments = [new Assignment(Role.Admin, Bounds.Everything)],
    };

    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task A_session_outlives_a_restart_and_its_token_is_stored_nowhere(Engine engine)
    {
        await using var database = await MakeAsync(engine);
        var token = (await Sessions(database).StartAsync(Owner, "192.0.2.1", Token)).ShouldNotBeNull();
        await database.ReopenAsync();

        var sessions = Sessions(database);
        var known = await sessions.LoadAsync(Token);
        known.ShouldBe([("owner", "192.0.2.1")]);
        sessions.Find(token).ShouldNotBeNull().Name.ShouldBe("owner");
        var row = (await new SessionStore(database.Databases).ListAsync(Token)).ShouldHaveSingleItem();
        row.ToString().ShouldNotContain(token);
        row.CreatedAt.ShouldBe(_clock.GetUtcNow());
    }

    [Theory, EngineData]
    public async Task Seven_days_unused_end_a_session(Engine engine)
    {
        await using var database = await MakeAsync(engine);
        var sessions = Sessions(database);
        var token = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        sessions.Find(token).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromDays(7));
        sessions.Find(token).ShouldBeNull();
        (await sessions.SweepAsync(Token)).ShouldBe(1);
        (await new SessionStore(database.Databases).ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Thirty_days_end_a_session_however_much_it_is_used()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var sessions = Sessions(database);
        var token = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        for (var day = 0; day < 29; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            sessions.Find(token).ShouldNotBeNull();
        }

        _clock.Advance(TimeSpan.FromDays(1));
        sessions.Find(token).ShouldBeNull();
    }

    [Fact]
    public async Task What_expired_while_we_were_off_does_not_come_back()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var token = (await Sessions(database).StartAsync(Owner, null, Token)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromDays(8));
        var sessions = Sessions(database);
        (await sessions.LoadAsync(Token)).ShouldBeEmpty();
        sessions.Find(token).ShouldBeNull();
    }

    [Theory, EngineData]
    public async Task The_end_of_a_session_ends_its_streams_at_once(Engine engine)
    {
        await using var database = await MakeAsync(engine);
        var sessions = Sessions(database);
        var token = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        var principal = sessions.Find(token).ShouldNotBeNull();
        var ended = sessions.Ended(principal);
        ended.IsCancellationRequested.ShouldBeFalse();

        (await sessions.EndAsync(token, Token)).ShouldBe(principal);
        ended.IsCancellationRequested.ShouldBeTrue();
        sessions.Find(token).ShouldBeNull();
        sessions.Ended(principal).IsCancellationRequested.ShouldBeTrue();
        (await sessions.EndAsync(token, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_sweep_ends_the_streams_of_what_expired()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var sessions = Sessions(database);
        var token = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        var ended = sessions.Ended(sessions.Find(token).ShouldNotBeNull());
        _clock.Advance(TimeSpan.FromDays(31));
        await sessions.SweepAsync(Token);
        ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Use_is_written_down_every_few_minutes_only()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var sessions = Sessions(database);
        var token = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        var start = _clock.GetUtcNow();

        _clock.Advance(TimeSpan.FromMinutes(4));
        sessions.Find(token);
        await sessions.SweepAsync(Token);
        (await UsedAtAsync(database)).ShouldBe(start);

        _clock.Advance(TimeSpan.FromMinutes(2));
        sessions.Find(token);
        await sessions.SweepAsync(Token);
        (await UsedAtAsync(database)).ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task One_user_has_so_many_sessions_and_the_one_unused_for_longest_goes_first()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var sessions = Sessions(database, new AccessOptions { SessionsPerUser = 2 });
        var first = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromMinutes(1));
        sessions.Find(first);
        var third = (await sessions.StartAsync(Owner, null, Token)).ShouldNotBeNull();

        sessions.Find(second).ShouldBeNull();
        sessions.Find(first).ShouldNotBeNull();
        sessions.Find(third).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_invented_token_opens_nothing(string token)
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        Sessions(database).Find(token).ShouldBeNull();
    }

    /// <summary>A sign-in under way holds the old password as right; the change has ended all sessions before this one is there.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_cannot_come_after_the_end_of_its_password(bool isDisabled)
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var board = Board();
        var sessions = new SessionTable(new SessionStore(database.Databases), board, Options.Create(new AccessOptions()), _clock);
        board.Set(AccessBook.Empty.WithUser(
            isDisabled ? Owner with { IsDisabled = true } : Owner with { PasswordChangedAt = _clock.GetUtcNow() }));

        (await sessions.StartAsync(Owner, null, Token)).ShouldBeNull();

        sessions.Count(Owner.Id).ShouldBe(0);
        (await new SessionStore(database.Databases).ListAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_principal_without_a_session_never_ends()
    {
        await using var database = await MakeAsync(Engine.Sqlite);
        var local = new Principal("local:0", "local:0", new HashSet<string>());
        Sessions(database).Ended(local).CanBeCanceled.ShouldBeFalse();
    }

    private SessionTable Sessions(TestDatabase database, AccessOptions? options = null)
        => new(new SessionStore(database.Databases), Board(), Options.Create(options ?? new AccessOptions()), _clock);

    private static AccessBoard Board()
    {
        var board = new AccessBoard(new TopologyBoard());
        board.Set(AccessBook.Empty.WithUser(Owner));
        return board;
    }

    private async Task<TestDatabase> MakeAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine, _clock);
        await new AccountStore(database.Databases).AddAsync(new StoredAccount(Owner, "no password"), Token);
        return database;
    }

    private static async Task<DateTimeOffset> UsedAtAsync(TestDatabase database)
        => (await new SessionStore(database.Databases).ListAsync(Token)).ShouldHaveSingleItem().UsedAt;
}
