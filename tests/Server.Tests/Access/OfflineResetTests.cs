using System.Net;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>An owner who is locked out gets in again with the server stopped.</summary>
public sealed class OfflineResetTests
{
    private const string New = "a brand new long passphrase";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_password_ends_sessions_and_tokens_and_is_in_the_audit_log(bool keepsTokens)
    {
        using var folder = new TestFolder();
        var options = new ServeOptions { DataFolder = folder.Path };
        string cookie;
        string token;
        await using (var first = await TestProxima.StartAsync(options: _ => options))
        {
            using var owner = await SetUpAsync(first);
            cookie = owner.DefaultRequestHeaders.GetValues("Cookie").Single();
            var made = await (await owner.PostAsync("/api/tokens", """{"name":"x","preset":"read_only"}""")).JsonAsync();
            token = made.GetProperty("token").GetString() ?? "";
            await Should.ThrowAsync<StartupException>(() => ResetAsync(options, TestProxima.OwnerName), "the server holds the folder");
        }

        (await ResetAsync(options, TestProxima.OwnerName.ToUpperInvariant(), keepsTokens)).ShouldBe(TestProxima.OwnerName);

        var report = await OfflineAudit.VerifyAsync(options, _ => null, null, TimeProvider.System, Token);
        report.IsWhole.ShouldBeTrue();
        await using var second = await TestProxima.StartAsync(options: _ => options);
        var old = await second.Client().PostAsync(
            "/api/login", $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{TestProxima.OwnerPassword}}"}""");
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = second.Client();
        var answer = await again.PostAsync("/api/login", $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{New}}"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        TestProxima.UseCookie(again, answer.Headers);
        (await second.Client().SendAsync(HttpMethod.Get, "/api/fleet", ("Cookie", cookie))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.Client().SendAsync(HttpMethod.Get, "/api/fleet", ("Authorization", $"Bearer {token}"))).StatusCode
            .ShouldBe(keepsTokens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        var entry = (await (await again.ReadAsync("/api/audit?action=user.reset")).JsonAsync()).GetProperty("items").EnumerateArray().Single();
        entry.GetProperty("principal").GetString().ShouldNotBeNull().ShouldStartWith("local:");
        entry.GetProperty("target").GetString().ShouldBe(TestProxima.OwnerName);
        entry.GetProperty("outcome").GetString().ShouldBe("done");
    }

    [Theory]
    [InlineData("nobody", New, "no user 'nobody'")]
    [InlineData(TestProxima.OwnerName, "short", "shorter than 10")]
    public async Task What_cannot_be_done_is_said_and_changes_nothing(string name, string password, string says)
    {
        using var folder = new TestFolder();
        var options = new ServeOptions { DataFolder = folder.Path };
        await using (var first = await TestProxima.StartAsync(options: _ => options))
        {
            (await SetUpAsync(first)).Dispose();
        }

        (await Should.ThrowAsync<StartupException>(() => ServerApp.ResetPasswordAsync(
            options, name, new PasswordReset(password, KeepTokens: false), TimeProvider.System, Token))).Message.ShouldContain(says);
        await using var second = await TestProxima.StartAsync(options: _ => options);
        (await second.Client().PostAsync(
            "/api/login", $$"""{"name":"{{TestProxima.OwnerName}}","password":"{{TestProxima.OwnerPassword}}"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpClient> SetUpAsync(TestProxima proxima)
    {
        var client = proxima.Client();
        var answer = await client.PostAsync(
            "/api/setup", $$"""{"code":"{{proxima.SetupCode}}","name":"{{TestProxima.OwnerName}}","password":"{{TestProxima.OwnerPassword}}"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        TestProxima.UseCookie(client, answer.Headers);
        return client;
    }

    private static Task<string> ResetAsync(ServeOptions options, string name, bool keepsTokens = false)
        => ServerApp.ResetPasswordAsync(options, name, new PasswordReset(New, keepsTokens), TimeProvider.System, Token);
}
