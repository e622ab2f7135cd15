using System.Net;
using System.Text.Json;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>Users, roles and groups over HTTP: what comes of each change, at once.</summary>
public sealed class UserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_is_made_signs_in_and_may_what_the_role_says()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var anna = await site.SignInAsync("anna");
        var me = (await site.JsonAsync(anna, "/api/access")).GetProperty("me");
        me.GetProperty("name").GetString().ShouldBe("anna");
        me.GetProperty("id").GetString().ShouldBe(id);
        me.GetProperty("by").GetString().ShouldBe("session");
        me.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe([Scopes.Read]);
        await (await anna.ReadAsync("/api/users")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        var entry = site.Audit.Entries.Single(each => each.Action == "user.create");
        (entry.Principal, entry.Target, entry.After).ShouldBe((TestProxima.OwnerName, "anna", "viewer in *"));
        site.Audit.Entries.ShouldAllBe(each => !$"{each}".Contains(AccessSite.Password));
    }

    [Fact]
    public async Task The_list_is_paged_and_searched()
    {
        await using var site = await AccessSite.StartAsync();
        foreach (var name in (string[])["carla", "berta", "anton", "bernd"])
        {
            await site.Proxima.AddUserAsync(Bounds.Everything, Scopes.Read);
            await site.UserAsync(name);
        }

        var page = await site.JsonAsync(site.Owner, "/api/users?search=BER&limit=1&offset=1");
        page.GetProperty("total").GetInt32().ShouldBe(2);
        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("berta");
        await (await site.Owner.ReadAsync("/api/users?limit=501")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-page");
        await (await site.Owner.ReadAsync("/api/users?offset=-1")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-page");
    }

    [Theory]
    [InlineData("anna", "name-taken")]
    [InlineData("ANNA", "name-taken")]
    [InlineData("\u0430nn\u0430", "bad-name")]
    [InlineData("\u0430\u043F\u043F\u0430", "name-imitates")]
    [InlineData("", "bad-name")]
    [InlineData("an na", "bad-name")]
    [InlineData("anonymous", "bad-name")]
    public async Task A_name_that_is_taken_imitates_another_or_is_none_is_refused(string name, string code)
    {
        await using var site = await AccessSite.StartAsync();
        await site.UserAsync("anna");
        var body = $"\"{JsonEncodedText.Encode(name)}\"";
        var answer = await site.Owner.PostAsync(
            "/api/users", $$"""{"name":{{body}},"password":"{{AccessSite.Password}}","assignments":[]}""");
        await answer.ShouldBeProblemAsync(code == "bad-name" ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict, code);
    }

    [Theory]
    [InlineData("anna", "name-imitates", "the sign-in name of another")]
    [InlineData("Anna Schmidt", "name-imitates", "what another is called")]
    [InlineData("\u0410nna Schmidt", "bad-name", "Cyrillic and Latin letters in one word")]
    [InlineData("\u0430\u043F\u043F\u0430", "name-imitates", "Cyrillic that is drawn like it")]
    [InlineData("Ann\u200Ba", "bad-name", "a letter that cannot be seen")]
    [InlineData("ANNA SCHM1DT", "name-imitates", "a digit like a letter")]
    public async Task A_display_name_cannot_be_taken_for_another_person(string display, string code, string why)
    {
        await using var site = await AccessSite.StartAsync();
        var anna = await site.UserAsync("anna");
        (await site.Owner.PutAsync($"/api/users/{anna}/name", """{"name":"anna","displayName":"Anna Schmidt"}""")).StatusCode
            .ShouldBe(HttpStatusCode.OK, "one's own names do not imitate oneself");
        var body = $"\"{JsonEncodedText.Encode(display)}\"";
        var status = code == "bad-name" ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict;
        (await (await site.Owner.PostAsync(
            "/api/users", $$"""{"name":"berta","displayName":{{body}},"password":"{{AccessSite.Password}}","assignments":[]}"""))
            .ShouldBeProblemAsync(status, code)).ToString().ShouldNotBeNull(why);
        var berta = await site.UserAsync("berta");
        await (await site.Owner.PutAsync($"/api/users/{berta}/name", $$"""{"name":"berta","displayName":{{body}}}"""))
            .ShouldBeProblemAsync(status, code);
    }

    [Fact]
    public async Task Names_of_two_scripts_side_by_side_are_a_display_name()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        (await site.Owner.PutAsync($"/api/users/{id}/name", """{"name":"anna","displayName":"Доктор Anna 名無し"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_of_a_megabyte_is_refused_everywhere_without_being_hashed()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var anna = await site.SignInAsync("anna");
        var huge = new string('p', 1_000_000);
        var started = TimeProvider.System.GetTimestamp();
        await (await site.Owner.PostAsync("/api/users", $$"""{"name":"berta","password":"{{huge}}","assignments":[]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
        await (await site.Owner.PostAsync($"/api/users/{id}/password", $$"""{"password":"{{huge}}"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
        await (await anna.PostAsync("/api/access/password", $$"""{"current":"{{huge}}","password":"{{AccessSite.Password}} 2"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
        await (await anna.PostAsync("/api/access/password", $$"""{"current":"{{AccessSite.Password}}","password":"{{huge}}"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_reset_ends_every_session_and_revokes_the_tokens_unless_they_are_kept()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var first = await site.SignInAsync("anna");
        using var second = await site.SignInAsync("anna");
        var (_, token) = await site.TokenAsync(first);
        using var program = site.With(token);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await site.Owner.PostAsync($"/api/users/{id}/password", """{"password":"another long passphrase","keepTokens":true}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK, "it was kept");

        (await site.Owner.PostAsync($"/api/users/{id}/password", """{"password":"a third long passphrase"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await site.SignInAsync("anna", "a third long passphrase");
    }

    [Fact]
    public async Task Ones_own_password_needs_the_old_one_and_ends_the_other_sessions()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var here = await site.SignInAsync("anna");
        using var there = await site.SignInAsync("anna");
        await (await here.PostAsync("/api/access/password", """{"current":"wrong","password":"another long passphrase"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "wrong-password");
        (await there.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.PostAsync("/api/access/password", $$"""{"current":"{{AccessSite.Password}}","password":"another long passphrase"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await here.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var ownReset = await site.Owner.PostAsync(
            $"/api/users/{site.Book.Users.Values.Single(user => user.Name == TestProxima.OwnerName).Id}/password",
            """{"password":"another long passphrase"}""");
        await ownReset.ShouldBeProblemAsync(HttpStatusCode.Conflict, "own-password");
        id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Disabling_ends_sessions_streams_and_tokens_and_enabling_brings_the_tokens_back()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var anna = await site.SignInAsync("anna");
        var (_, token) = await site.TokenAsync(anna);
        using var program = site.With(token);
        using var stream = await LiveReader.OpenAsync(anna);
        using var programs = await LiveReader.OpenAsync(program);
        (await stream.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");
        (await programs.NextAsync()).ShouldNotBeNull().Name.ShouldBe("snapshot");

        (await site.Owner.PostAsync($"/api/users/{id}/disable", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await EndsAsync(stream);
        await EndsAsync(programs);
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var answer = await site.Proxima.Client().PostAsync("/api/login", $$"""{"name":"anna","password":"{{AccessSite.Password}}"}""");
        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "wrong-credentials");

        (await site.Owner.PostAsync($"/api/users/{id}/enable", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a session that ended stays ended");
    }

    [Fact]
    public async Task Another_role_counts_at_once_and_ends_the_streams()
    {
        await using var site = await AccessSite.StartAsync();
        var node = await site.NodeAsync("pve1");
        var id = await site.UserAsync("anna");
        using var anna = await site.SignInAsync("anna");
        using var stream = await LiveReader.OpenAsync(anna);
        (await stream.NextAsync()).ShouldNotBeNull();

        var answer = await site.Owner.PutAsync($"/api/users/{id}/assignments", """{"assignments":[]}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await EndsAsync(stream);
        await (await anna.ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");

        answer = await site.Owner.PutAsync(
            $"/api/users/{id}/assignments", $$"""{"assignments":[{"roleId":"viewer","bounds":{{AccessSite.Within(node)}}}]}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.JsonAsync(anna, "/api/nodes")).GetProperty("total").GetInt32().ShouldBe(1);
        var me = (await site.JsonAsync(anna, "/api/access")).GetProperty("me");
        me.GetProperty("boundedScopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Scopes.Read);
        var place = me.GetProperty("readBounds").GetProperty("places").EnumerateArray().ShouldHaveSingleItem();
        place.GetProperty("name").GetString().ShouldBe("pve1");
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_disabled_demoted_or_removed()
    {
        await using var site = await AccessSite.StartAsync();
        var owner = site.Book.Users.Values.Single().Id;
        var second = await site.UserAsync("anna", Role.Admin);
        (await site.Owner.PostAsync($"/api/users/{second}/disable", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await site.Owner.PostAsync($"/api/users/{owner}/disable", "")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "last-administrator");
        await (await site.Owner.PutAsync($"/api/users/{owner}/assignments", """{"assignments":[]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "last-administrator");
        await (await site.Owner.DeleteAsync(new Uri($"/api/users/{owner}", UriKind.Relative), Token))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "last-administrator");
        site.Audit.Entries.Count(entry => entry.Outcome == AuditOutcome.Refused && entry.Error == "Nobody would be left to manage access").ShouldBe(3);

        (await site.Owner.PostAsync($"/api/users/{second}/enable", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Owner.DeleteAsync(new Uri($"/api/users/{owner}", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_role_in_bounds_never_makes_an_administrator()
    {
        await using var site = await AccessSite.StartAsync();
        var node = await site.NodeAsync("pve1");
        await site.UserAsync("anna", Role.Admin, AccessSite.Within(node));
        using var anna = await site.SignInAsync("anna");
        await (await anna.ReadAsync("/api/users")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        await (await anna.ReadAsync("/api/settings")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        site.Book.Administrators.ShouldHaveSingleItem().Name.ShouldBe(TestProxima.OwnerName);
    }

    [Fact]
    public async Task Nobody_gives_what_they_do_not_have_and_nobody_takes_over_who_may_more()
    {
        await using var site = await AccessSite.StartAsync();
        using var keeper = await site.Proxima.SignedInClient(Scopes.AccessManage, Scopes.Read);
        var owner = site.Book.Users.Values.Single(user => user.Name == TestProxima.OwnerName).Id;
        const string Everywhere = """{"everything":true,"places":[]}""";
        var operate = $$"""{"name":"berta","password":"{{AccessSite.Password}}","assignments":[{"roleId":"operator","bounds":{{Everywhere}}}]}""";
        await (await keeper.PostAsync("/api/users", operate)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");
        await (await keeper.PostAsync($"/api/users/{owner}/password", """{"password":"taken over by passphrase"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "above-you");
        await (await keeper.PostAsync($"/api/users/{owner}/disable", "")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "above-you");
        await (await keeper.PutAsync($"/api/users/{owner}/assignments", """{"assignments":[]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "above-you");
        await (await keeper.PostAsync("/api/roles", """{"name":"root","scopes":["host.change"]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-yours-to-give");
        (await keeper.PostAsync("/api/users", operate.Replace("operator", "viewer", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Created);
        site.Audit.Entries.Count(entry => entry.Outcome == AuditOutcome.Refused).ShouldBe(5);
    }

    [Fact]
    public async Task A_role_of_ones_own_is_made_changed_at_once_and_not_removed_while_somebody_has_it()
    {
        await using var site = await AccessSite.StartAsync();
        var role = (await (await site.Owner.PostAsync("/api/roles", """{"name":"Night shift","scopes":["guest.control","read"]}""")).JsonAsync())
            .GetProperty("id").GetString().ShouldNotBeNull();
        await site.UserAsync("anna", role);
        using var anna = await site.SignInAsync("anna");
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Owner.PutAsync($"/api/roles/{role}", """{"name":"Night shift","scopes":["guest.control"]}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await site.Owner.DeleteAsync(new Uri($"/api/roles/{role}", UriKind.Relative), Token))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "role-in-use");
        await (await site.Owner.DeleteAsync(new Uri("/api/roles/viewer", UriKind.Relative), Token))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "role-built-in");
        await (await site.Owner.PostAsync("/api/roles", """{"name":"Adm\u0131nistrator","scopes":["read"]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "name-taken");
        await (await site.Owner.PostAsync("/api/roles", """{"name":"Odd","scopes":["read","fly.moon"]}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
    }

    [Theory]
    [InlineData("""{"everything":true,"places":[{"kind":"node","id":"x"}]}""")]
    [InlineData("""{"everything":false,"places":[]}""")]
    [InlineData("""{"everything":false,"places":[{"kind":"group","id":"none"}]}""")]
    [InlineData("""{"everything":false,"places":[{"kind":"node","id":"a b"}]}""")]
    [InlineData("""{"everything":false,"places":[{"kind":"node","id":""}]}""")]
    public async Task Bounds_that_leave_open_what_is_meant_are_refused(string bounds)
    {
        await using var site = await AccessSite.StartAsync();
        var body = $$"""{"name":"anna","password":"{{AccessSite.Password}}","assignments":[{"roleId":"viewer","bounds":{{bounds}}}]}""";
        await (await site.Owner.PostAsync("/api/users", body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-bounds");
    }

    [Fact]
    public async Task What_cannot_be_audited_is_not_done()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        site.Audit.IsBroken = true;
        (await site.Owner.PostAsync($"/api/users/{id}/disable", "")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        site.Audit.IsBroken = false;
        site.Book.Users[id].IsDisabled.ShouldBeFalse();
    }

    /// <summary>Whatever was on its way may still come; then the stream is over.</summary>
    internal static async Task EndsAsync(LiveReader reader)
    {
        try
        {
            while (await reader.NextAsync() is not null)
            {
                // Something sent before the end.
            }
        }
        catch (IOException)
        {
            // Cut off: also an end.
        }
    }
}
