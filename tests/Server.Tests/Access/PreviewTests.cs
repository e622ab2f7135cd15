using System.Net;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>Looking as somebody else.</summary>
public sealed class PreviewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_preview_shows_what_a_role_in_bounds_sees_and_changes_nothing()
    {
        await using var site = await AccessSite.StartAsync();
        var (one, two) = (await site.NodeAsync("one"), await site.NodeAsync("two"));
        using var stream = await LiveReader.OpenAsync(site.Owner);
        (await stream.NextAsync()).ShouldNotBeNull();
        var started = await site.Owner.PostAsync("/api/access/see-as", $$"""{"roleId":"viewer","bounds":{{AccessSite.Within(one)}}}""");
        started.StatusCode.ShouldBe(HttpStatusCode.NoContent, await started.Content.ReadAsStringAsync(Token));
        await UserTests.EndsAsync(stream);

        (await site.Owner.ReadAsync($"/api/nodes/{two}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Owner.ReadAsync($"/api/nodes/{one}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Owner.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var me = (await site.JsonAsync(site.Owner, "/api/access")).GetProperty("me");
        me.GetProperty("name").GetString().ShouldBe(TestProxima.OwnerName);
        me.GetProperty("scopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Scopes.Read);
        me.GetProperty("seesAs").GetProperty("roleId").GetString().ShouldBe("viewer");
        await (await site.Owner.PostAsync("/api/tokens", """{"name":"x","preset":"read_only"}""")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "seeing-as");
        await (await site.Owner.PostAsync("/api/access/password", "{}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "seeing-as");
        (await site.Owner.PostAsync("/api/live/watch", $$"""{"nodes":["{{one}}"]}""")).StatusCode.ShouldBe(HttpStatusCode.OK, "looking goes on");

        (await site.Owner.DeleteAsync(new Uri("/api/access/see-as", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Owner.ReadAsync($"/api/nodes/{two}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.JsonAsync(site.Owner, "/api/access")).GetProperty("me").TryGetProperty("seesAs", out _).ShouldBeFalse();
        site.Audit.Entries.Where(entry => entry.Action.StartsWith("preview.", StringComparison.Ordinal)).Select(entry => entry.Action)
            .ShouldBe(["preview.start", "preview.end"]);
        site.Audit.Entries.Count(entry => entry.Outcome == AuditOutcome.Refused && entry.Error?.StartsWith("while looking as", StringComparison.Ordinal) == true)
            .ShouldBe(2);
    }

    [Fact]
    public async Task Even_as_an_administrator_nothing_is_changed()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna", Role.Admin);
        (await site.Owner.PostAsync("/api/access/see-as", $$"""{"userId":"{{id}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Owner.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await site.Owner.PostAsync($"/api/users/{id}/disable", "")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "seeing-as");
        await (await site.Owner.DeleteAsync(new Uri($"/api/users/{id}", UriKind.Relative), Token)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "seeing-as");
        site.Book.Users[id].IsDisabled.ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        await using var site = await AccessSite.StartAsync();
        await site.UserAsync("anna", Role.Admin);
        using var anna = await site.SignInAsync("anna");
        (await anna.PostAsync("/api/access/see-as", """{"roleId":"viewer"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await anna.PostAsync("/api/logout", "")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await site.SignInAsync("anna");
        (await again.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_sees_more_by_it_than_they_see_as_themselves()
    {
        await using var site = await AccessSite.StartAsync();
        using var keeper = await site.Proxima.SignedInClient(Scopes.AccessManage);
        (await keeper.PostAsync("/api/access/see-as", """{"roleId":"admin"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var me = (await site.JsonAsync(keeper, "/api/access")).GetProperty("me");
        me.GetProperty("scopes").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe(Scopes.AccessManage);
    }

    [Fact]
    public async Task The_role_changes_and_the_preview_with_it()
    {
        await using var site = await AccessSite.StartAsync();
        var role = (await (await site.Owner.PostAsync("/api/roles", """{"name":"Night","scopes":["read","guest.control"]}""")).JsonAsync())
            .GetProperty("id").GetString();
        await site.UserAsync("anna", Role.Admin);
        using var anna = await site.SignInAsync("anna");
        (await anna.PostAsync("/api/access/see-as", $$"""{"roleId":"{{role}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await site.Owner.PutAsync($"/api/roles/{role}", """{"name":"Night","scopes":["guest.control"]}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anna.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userId":"a","roleId":"viewer"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"roleId":"none"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"userId":"none"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"roleId":"viewer","bounds":{"everything":false,"places":[]}}""", HttpStatusCode.BadRequest)]
    public async Task A_preview_of_nobody_is_refused(string body, HttpStatusCode status)
    {
        await using var site = await AccessSite.StartAsync();
        (await site.Owner.PostAsync("/api/access/see-as", body)).StatusCode.ShouldBe(status);
        (await site.Owner.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_cannot_look_as_somebody_else()
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner, "full_admin");
        using var program = site.With(token);
        await (await program.PostAsync("/api/access/see-as", """{"roleId":"viewer"}""")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
    }
}
