using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>API tokens: what they are, what they may, and how they end.</summary>
public sealed class TokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_told_once_and_stored_nowhere()
    {
        await using var site = await AccessSite.StartAsync();
        var (prefix, token) = await site.TokenAsync(site.Owner);
        token.ShouldMatch("^prx_[0-9a-z]{8}_[0-9a-z]{52}$");
        token.ShouldStartWith($"prx_{prefix}_");
        var secret = token.Split('_')[2];
        var list = await (await site.Owner.ReadAsync("/api/tokens")).Content.ReadAsStringAsync(Token);
        list.ShouldContain(prefix);
        list.ShouldNotContain(secret);
        site.Audit.Entries.ShouldAllBe(entry => !$"{entry}".Contains(secret));
        site.Proxima.Logs.Lines.ShouldAllBe(line => !line.Message.Contains(secret));
        site.Book.Tokens.Values.ShouldAllBe(row => !$"{row} {row.SecretHash}".Contains(secret));
        using var program = site.With(token);
        var me = (await site.JsonAsync(program, "/api/access")).GetProperty("me");
        me.GetProperty("by").GetString().ShouldBe("token");
        me.GetProperty("name").GetString().ShouldBe(TestProxima.OwnerName);
        me.GetProperty("scopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Scopes.Read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("prx_")]
    [InlineData("prx_00000000_0000000000000000000000000000000000000000000000000000")]
    [InlineData("prx_{prefix}_0000000000000000000000000000000000000000000000000000")]
    [InlineData("{token-}")]
    [InlineData("{token}0")]
    [InlineData("{TOKEN}")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9.")]
    [InlineData("{long}")]
    public async Task A_forged_or_truncated_token_is_a_401_on_every_kind_of_route(string shape)
    {
        await using var site = await AccessSite.StartAsync();
        var (prefix, token) = await site.TokenAsync(site.Owner, "full_admin");
        var forged = shape.Replace("{prefix}", prefix, StringComparison.Ordinal).Replace("{token-}", token[..^1], StringComparison.Ordinal)
            .Replace("{token}", token, StringComparison.Ordinal).Replace("{TOKEN}", token.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{long}", new string('a', 20_000), StringComparison.Ordinal);
        foreach (var path in (string[])["/api/fleet", "/api/access", "/health", "/metrics"])
        {
            var answer = await site.Proxima.Client().SendAsync(HttpMethod.Get, path, ("Authorization", $"Bearer {forged}"));
            await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
            answer.Header("WWW-Authenticate").ShouldContain("invalid_token");
        }
    }

    [Fact]
    public async Task Two_ways_to_say_who_asks_are_refused()
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner);
        site.Owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await (await site.Owner.ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "two-credentials");
        site.Owner.DefaultRequestHeaders.Authorization = null;

        var twice = await site.Proxima.Client().SendAsync(
            HttpMethod.Get, "/api/fleet", ("Authorization", $"Bearer {token}"), ("Authorization", $"Bearer {token}"));
        await twice.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "bad-token");

        var control = await site.Proxima.App.GetTestServer().SendAsync(
            request =>
            {
                request.Request.Path = "/api/fleet";
                request.Request.Host = new HostString("localhost");
                request.Request.Headers.Authorization = $"Bearer {token}";
                request.Features.Set(new ControlPeer(0));
            },
            Token);
        control.Response.StatusCode.ShouldBe(400);

        var proxied = await site.Owner.SendAsync(HttpMethod.Get, "/api/fleet", ("Authorization", "Basic b3duZXI6eA=="));
        proxied.StatusCode.ShouldBe(HttpStatusCode.OK, "a proxy in front may pass on what it asked for itself");
    }

    [Fact]
    public async Task A_token_needs_no_origin_and_a_cookie_still_does()
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner, "full_admin");
        using var program = site.With(token);
        (await program.SendAsync(HttpMethod.Post, "/api/users/none/disable", ("Origin", "https://evil.example.net")))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await (await site.Owner.SendAsync(HttpMethod.Post, "/api/users/none/disable", ("Origin", "https://evil.example.net")))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "cross-site");
    }

    [Fact]
    public async Task A_revoked_token_is_dead_at_once_with_its_streams_and_stays_in_the_list()
    {
        await using var site = await AccessSite.StartAsync();
        var (prefix, token) = await site.TokenAsync(site.Owner);
        using var program = site.With(token);
        using var stream = await LiveReader.OpenAsync(program);
        (await stream.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");
        (await site.Owner.DeleteAsync(new Uri($"/api/tokens/{prefix}", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await UserTests.EndsAsync(stream);
        await (await program.ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
        (await site.JsonAsync(site.Owner, "/api/tokens")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("revoked");
        await (await site.Owner.PostAsync($"/api/tokens/{prefix}/rotate", "{}")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "token-revoked");
    }

    [Fact]
    public async Task A_rotated_token_has_a_new_secret_and_the_old_one_dies_at_once_or_after_the_overlap()
    {
        var clock = new ManualClock();
        await using var site = await AccessSite.StartAsync(clock);
        var (prefix, first) = await site.TokenAsync(site.Owner);
        var second = await RotateAsync("{}");
        (await StatusAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(second)).ShouldBe(HttpStatusCode.OK);

        var third = await RotateAsync("""{"overlapSeconds":60}""");
        (await StatusAsync(second)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(third)).ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromSeconds(60));
        (await StatusAsync(second)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(third)).ShouldBe(HttpStatusCode.OK);

        async Task<string> RotateAsync(string body)
            => (await (await site.Owner.PostAsync($"/api/tokens/{prefix}/rotate", body)).JsonAsync()).GetProperty("token").GetString() ?? "";

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var client = site.With(token);
            return (await client.ReadAsync("/api/fleet")).StatusCode;
        }
    }

    [Fact]
    public async Task Expiry_is_ninety_days_unless_said_otherwise_and_never_has_to_be_said()
    {
        var clock = new ManualClock();
        await using var site = await AccessSite.StartAsync(clock);
        var start = clock.GetUtcNow();
        await site.TokenAsync(site.Owner);
        await site.TokenAsync(site.Owner, "read_only", "\"expiresInDays\":1");
        var (_, never) = await site.TokenAsync(site.Owner, "read_only", "\"neverExpires\":true");
        site.Book.Tokens.Values.Select(row => row.ExpiresAt).ShouldBe(
            [start.AddDays(90), start.AddDays(1), null], ignoreOrder: true);
        foreach (var wrong in (string[])["\"expiresInDays\":0", "\"expiresInDays\":3651", "\"expiresInDays\":5,\"neverExpires\":true"])
        {
            var answer = await site.Owner.PostAsync("/api/tokens", $$"""{"name":"x","preset":"read_only",{{wrong}}}""");
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-expiry");
        }

        using var program = site.With(never);
        clock.SetWallClock(start.AddYears(50));
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_follows_its_owner_down_and_away()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna", Role.Operator);
        using var anna = await site.SignInAsync("anna");
        var (_, token) = await site.TokenAsync(anna, "full_admin");
        using var program = site.With(token);
        (await ScopesAsync()).ShouldContain(Scopes.GuestControl);
        (await ScopesAsync()).ShouldNotContain(Scopes.AccessManage);

        await site.Owner.PutAsync($"/api/users/{id}/assignments", """{"assignments":[{"roleId":"viewer","bounds":{"everything":true,"places":[]}}]}""");
        (await ScopesAsync()).ShouldBe([Scopes.Read]);
        (await site.Owner.DeleteAsync(new Uri($"/api/users/{id}", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<List<string>> ScopesAsync()
            => [.. (await site.JsonAsync(program, "/api/access")).GetProperty("me").GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString() ?? "")];
    }

    [Fact]
    public async Task A_token_neither_makes_renews_nor_sees_other_tokens_nor_changes_passwords()
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner);
        var (other, _) = await site.TokenAsync(site.Owner, "full_admin");
        using var program = site.With(token);
        await (await program.PostAsync("/api/tokens", """{"name":"x","preset":"full_admin"}""")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
        await (await program.PostAsync($"/api/tokens/{other}/rotate", "{}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
        await (await program.DeleteAsync(new Uri($"/api/tokens/{other}", UriKind.Relative), Token))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
        await (await program.PostAsync("/api/access/password", """{"current":"x","password":"a new long passphrase"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
        (await site.JsonAsync(program, "/api/tokens")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("prefix").GetString().ShouldNotBe(other);
    }

    [Fact]
    public async Task A_token_of_an_administrator_with_few_scopes_cannot_reset_its_owners_password()
    {
        await using var site = await AccessSite.StartAsync();
        var second = await site.UserAsync("anna", Role.Admin);
        var made = await site.Owner.PostAsync("/api/tokens", """{"name":"keeper","scopes":["access.manage"]}""");
        using var program = site.With((await made.JsonAsync()).GetProperty("token").GetString() ?? "");
        (await program.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var owner = site.Book.Users.Values.Single(user => user.Name == TestProxima.OwnerName).Id;
        foreach (var id in (string[])[owner, second])
        {
            var answer = await program.PostAsync($"/api/users/{id}/password", """{"password":"taken over by passphrase"}""");
            answer.StatusCode.ShouldBe(id == owner ? HttpStatusCode.Conflict : HttpStatusCode.Forbidden);
        }

        await (await program.PutAsync($"/api/users/{owner}/assignments", """{"assignments":[]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "above-you");
    }

    /// <summary>Whoever manages access and may little else must not come to hold a secret that opens more, now or later.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_is_told_the_secret_of_a_token_that_may_come_to_open_more_than_they_may(bool isDisabled)
    {
        await using var site = await AccessSite.StartAsync();
        var made = await site.Owner.PostAsync("/api/roles", """{"name":"Desk","scopes":["read","access.manage"]}""");
        await site.UserAsync("desk", (await made.JsonAsync()).GetProperty("id").GetString() ?? "");
        using var desk = await site.SignInAsync("desk");

        // An administrator's token: may more, also while the administrator is kept out.
        var admin = await site.UserAsync("admin2", Role.Admin);
        using var second = await site.SignInAsync("admin2");
        var (prefix, _) = await site.TokenAsync(second, "full_admin");
        if (isDisabled)
        {
            (await site.Owner.PostAsync($"/api/users/{admin}/disable", "{}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await (await desk.PostAsync($"/api/tokens/{prefix}/rotate", "{}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");

        // A viewer's token that follows its owner: may little now, and everything once the viewer is promoted.
        var viewer = await site.UserAsync("viewer");
        await (await desk.PostAsync("/api/tokens", $$"""{"name":"x","preset":"full_admin","userId":"{{viewer}}"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");
        (await desk.PostAsync("/api/tokens", $$"""{"name":"x","preset":"read_only","userId":"{{viewer}}"}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await site.Owner.PostAsync("/api/tokens", $$"""{"name":"y","preset":"full_admin","userId":"{{viewer}}"}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Scopes_its_owner_does_not_have_are_refused_by_name()
    {
        await using var site = await AccessSite.StartAsync();
        await site.UserAsync("anna");
        using var anna = await site.SignInAsync("anna");
        await (await anna.PostAsync("/api/tokens", """{"name":"x","preset":"vm_control"}""")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");
        await (await anna.PostAsync("/api/tokens", """{"name":"x","scopes":["terminal"]}""")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");
        await (await anna.PostAsync("/api/tokens", """{"name":"x"}""")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
        await (await anna.PostAsync("/api/tokens", """{"name":"x","preset":"nope"}""")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
        await (await anna.PostAsync("/api/tokens", $$"""{"name":"x","preset":"read_only","userId":"{{site.Book.Administrators.Single().Id}}"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        var bounded = """{"name":"x","scopes":["access.manage"],"bounds":{"everything":false,"places":[{"kind":"node","id":"x"}]}}""";
        await (await site.Owner.PostAsync("/api/tokens", bounded)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
    }

    [Fact]
    public async Task What_a_token_does_is_written_down_with_its_prefix()
    {
        await using var site = await AccessSite.StartAsync();
        var (prefix, token) = await site.TokenAsync(site.Owner, "full_admin");
        using var program = site.With(token);
        var made = await program.PostAsync("/api/users", $$"""{"name":"anna","password":"{{AccessSite.Password}}","assignments":[]}""");
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        site.Audit.Entries.Single(entry => entry.Action == "user.create").Token.ShouldBe(prefix);
        var (readerPrefix, reader) = await site.TokenAsync(site.Owner);
        using var readOnly = site.With(reader);
        (await readOnly.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        site.Audit.Entries.Single(entry => entry.Action == "request.refuse").Token.ShouldBe(readerPrefix);
    }

    [Theory, EngineData]
    public async Task Last_use_is_written_every_few_minutes_and_tokens_that_ended_go_after_a_while(Engine engine)
    {
        var clock = new ManualClock();
        await using var database = await TestDatabase.CreateAsync(engine, clock);
        var access = new AccessStack(database, clock);
        var (token, row) = await StoredAsync(database, access, clock);
        access.Tokens.Find(token, "192.0.2.7").ShouldNotBeNull();
        await access.Tokens.SweepAsync(Token);
        (await ReadAsync(access)).UsedAddress.ShouldBe("192.0.2.7");

        clock.Advance(TimeSpan.FromMinutes(1));
        access.Tokens.Find(token, "192.0.2.7").ShouldNotBeNull();
        await access.Tokens.SweepAsync(Token);
        (await ReadAsync(access)).UsedAt.ShouldBe(clock.GetUtcNow() - TimeSpan.FromMinutes(1), "no write a minute later");
        access.Tokens.LastUse(row).ShouldNotBeNull().At.ShouldBe(clock.GetUtcNow());

        clock.Advance(TimeSpan.FromDays(90 + 90));
        access.Tokens.Find(token, null).ShouldBeNull();
        (await access.Tokens.SweepAsync(Token)).ShouldBe(0, "a clock may have jumped");
        clock.Advance(TimeSpan.FromHours(1));
        (await access.Tokens.SweepAsync(Token)).ShouldBe(1);
        access.Board.Current.Tokens.ShouldBeEmpty();
        (await access.Tables.ReadAsync(Token)).Tokens.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_jumps_gives_a_token_no_time_and_takes_none_away_for_good()
    {
        var clock = new ManualClock();
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite, clock);
        var access = new AccessStack(database, clock);
        var (token, _) = await StoredAsync(database, access, clock);
        var now = clock.GetUtcNow();

        clock.SetWallClock(now.AddYears(-5));
        access.Tokens.Find(token, null).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromDays(91));
        access.Tokens.Find(token, null).ShouldBeNull("ninety days are over, whatever the wall clock says");

        var again = new AccessStack(database, clock);
        await again.Desk.LoadAsync(Token);
        clock.SetWallClock(now.AddYears(10));
        again.Tokens.Find(token, null).ShouldBeNull();
        await again.Tokens.SweepAsync(Token);
        clock.SetWallClock(now.AddDays(1));
        var principal = again.Tokens.Find(token, null).ShouldNotBeNull("the clock was wrong, the token is not");
        principal.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    private static async Task<TokenRow> ReadAsync(AccessStack access) => (await access.Tables.ReadAsync(Token)).Tokens.Values.Single();

    private static async Task<(string Token, TokenRow Row)> StoredAsync(TestDatabase database, AccessStack access, ManualClock clock)
    {
        var now = clock.GetUtcNow();
        var owner = new Account("0123456789abcdef", "owner", "owner")
        {
            Assignments = [new Assignment(Role.Admin, Bounds.Everything)], CreatedAt = now, PasswordChangedAt = now,
        };
        await new AccountStore(database.Databases).AddAsync(new StoredAccount(owner, "x"), Token);
        var text = TokenText.Make("abcdefgh");
        var row = new TokenRow
        {
            Prefix = "abcdefgh",
            SecretHash = TokenText.Hash(text),
            Name = "test",
            UserId = owner.Id,
            ScopeText = Scopes.Read,
            Bounds = Bounds.Everything,
            CreatedAt = now,
            ExpiresAt = now.AddDays(90),
        };
        await access.Tables.WriteAsync((transaction, token) => TokenStore.InsertAsync(transaction, row, token), Token);
        await access.Desk.LoadAsync(Token);
        return (text, row);
    }
}
