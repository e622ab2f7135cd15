using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Access;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>
/// What went wrong in the monitor before us, one test a defect, so that it does not go wrong here. Second factors and TLS have tests of
/// their own where they live.
/// </summary>
public sealed class DefectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_about_sign_in_itself_ask_who_it_is_and_the_open_ones_are_a_closed_list()
    {
        await using var proxima = await TestProxima.StartAsync();
        var open = ((IEndpointRouteBuilder)proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ScopeAttribute>()?.Scope is null or Scopes.Anonymous)
            .Select(route => route.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal);
        open.ShouldBe(["/api/access", "/api/login", "/api/logout", "/api/setup", "/health"]);
    }

    [Fact]
    public async Task Sign_in_cannot_be_switched_off()
    {
        await using var proxima = await TestProxima.StartAsync();
        foreach (var path in (string[])["/api/auth/skip", "/api/auth/decline", "/api/auth/disable", "/api/auth/enable", "/api/auth/setup"])
        {
            (await proxima.Client().PostAsync(path, "{}")).StatusCode.ShouldNotBe(HttpStatusCode.OK, path);
        }

        await (await proxima.Client().ReadAsync("/api/fleet")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
        using var owner = await proxima.SignedInClient();
        var settings = await (await owner.ReadAsync("/api/settings")).Content.ReadAsStringAsync(Token);
        settings.ShouldNotContain("\"Access:Enabled", Case.Insensitive);
        settings.ShouldNotContain("\"Auth:", Case.Insensitive);
    }

    [Fact]
    public async Task An_account_store_that_cannot_be_read_lets_nobody_in()
    {
        using var folder = new TestFolder();
        await using (var first = await new RecordedAudit().StartAsync(options: given => given with { DataFolder = folder.Path }))
        {
            await first.SignedInClient();
            await first.DeleteUsersAsync();
        }

        await using var second = await new RecordedAudit().StartAsync(options: given => given with { DataFolder = folder.Path });
        foreach (var path in (string[])["/api/fleet", "/api/users", "/metrics", "/api/settings"])
        {
            await (await second.Client().ReadAsync(path)).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "accounts-damaged");
        }
    }

    [Fact]
    public async Task A_password_reset_ends_old_sessions_and_tokens()
    {
        await using var site = await AccessSite.StartAsync();
        var id = await site.UserAsync("anna");
        using var session = await site.SignInAsync("anna");
        var (_, token) = await site.TokenAsync(session);
        using var program = site.With(token);
        (await site.Owner.PostAsync($"/api/users/{id}/password", """{"password":"another long passphrase"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await session.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await program.ReadAsync("/api/fleet")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_read_only_token_changes_nothing_and_opens_no_terminal()
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner);
        using var program = site.With(token);
        var routes = ((IEndpointRouteBuilder)site.Proxima.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ScopeAttribute>()?.Scope is not (Scopes.Anonymous or Scopes.SignedIn or Scopes.Read)).ToList();
        routes.Count.ShouldBeGreaterThan(15);
        foreach (var route in routes)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var path = (route.RoutePattern.RawText ?? "").Replace("{id}", "x", StringComparison.Ordinal)
                .Replace("{note:long}", "1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = TestProxima.Json("{}") };
            await (await program.SendAsync(request, Token)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
        }
    }

    /// <summary>Routes that ask for no scope but a person: a token must not make itself a longer life, nor a new password.</summary>
    [Theory]
    [InlineData("POST", "/api/tokens", """{"name":"more","preset":"full_admin"}""")]
    [InlineData("POST", "/api/tokens/{prefix}/rotate", """{"overlapSeconds":0}""")]
    [InlineData("POST", "/api/access/password", """{"current":"correct horse battery staple","password":"another long passphrase"}""")]
    public async Task A_token_cannot_grow_whatever_its_owner_may(string method, string path, string body)
    {
        await using var site = await AccessSite.StartAsync();
        foreach (var preset in (string[])["read_only", "full_admin"])
        {
            var (prefix, token) = await site.TokenAsync(site.Owner, preset);
            using var program = site.With(token);
            using var request = new HttpRequestMessage(
                new HttpMethod(method), new Uri(path.Replace("{prefix}", prefix, StringComparison.Ordinal), UriKind.Relative));
            request.Content = TestProxima.Json(body);
            await (await program.SendAsync(request, Token)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "session-needed");
        }
    }

    [Fact]
    public async Task A_token_without_scopes_we_know_may_nothing_and_never_everything()
    {
        Scopes.Parse("").ShouldBeEmpty();
        Scopes.Parse("admin full_admin ALL").ShouldBeEmpty();
        await using var site = await AccessSite.StartAsync();
        await (await site.Owner.PostAsync("/api/tokens", """{"name":"x","scopes":[]}""")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
        await (await site.Owner.PostAsync("/api/tokens", """{"name":"x","scopes":["*"]}""")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-scope");
    }

    [Fact]
    public async Task The_list_of_tokens_shows_what_each_may_where_and_until_when()
    {
        await using var site = await AccessSite.StartAsync();
        await site.TokenAsync(site.Owner, "vm_control", "\"expiresInDays\":7");
        var token = (await site.JsonAsync(site.Owner, "/api/tokens")).GetProperty("items")[0];
        token.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldContain(Scopes.GuestControl);
        token.GetProperty("bounds").GetProperty("everything").GetBoolean().ShouldBeTrue();
        (token.GetProperty("expiresAt").GetDateTimeOffset() - token.GetProperty("createdAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromDays(7));
    }

    /// <summary>The first hop of X-Forwarded-For is what the client wrote itself; the last one is what our proxy saw.</summary>
    [Theory]
    [InlineData(null, "203.0.113.9, 198.51.100.7", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.9, 198.51.100.7", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "203.0.113.9, 198.51.100.7", "198.51.100.7")]
    public async Task A_client_cannot_choose_the_address_it_is_known_by(string? proxy, string forwarded, string known)
    {
        await using var server = await RealServer.StartAsync(
            options => proxy is null ? options : options with { BehindProxy = [proxy] }, ("Http:AllowedHosts", "127.0.0.1"));
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        client.DefaultRequestHeaders.Add("X-Real-IP", "203.0.113.9");
        client.DefaultRequestHeaders.Add("Forwarded", "for=203.0.113.9");
        var setup = await client.PostAsync(
            "/api/setup", $$"""{"code":"{{server.SetupCode}}","name":"owner","password":"{{TestProxima.OwnerPassword}}"}""");
        setup.StatusCode.ShouldBe(HttpStatusCode.OK, await setup.Content.ReadAsStringAsync(Token));
        (await client.PostAsync("/api/login", """{"name":"owner","password":"wrong wrong"}""")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var records = server.App.Services.GetRequiredService<IAuditRecords>();
        var found = (await records.SearchAsync(new AuditFilter { Action = "session" }, null, 10, Token)).Items;
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(entry => entry.Address == known);
    }

    [Fact]
    public async Task A_certificate_with_an_elliptic_key_is_as_good_as_any()
    {
        using var folder = new TestFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = WriteCertificate(folder, key, key);
        await using var server = await RealServer.StartAsync(
            options => options with { Listen = ["https://127.0.0.1:0"] },
            ("Http:CertificateFile", folder.Of("cert.pem")), ("Http:CertificateKeyFile", folder.Of("key.pem")));
        using var trusting = new SocketsHttpHandler();
        trusting.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        trusting.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
        using var client = new HttpClient(trusting) { BaseAddress = new UriBuilder(server.Address) { Host = "localhost" }.Uri };
        (await client.ReadAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Address.Scheme.ShouldBe("https");
    }

    [Fact]
    public async Task Where_https_cannot_start_nothing_starts_and_never_plain_http_in_its_place()
    {
        using var folder = new TestFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteCertificate(folder, key, other).Dispose();
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var failure = await Should.ThrowAsync<StartupException>(() => RealServer.StartAsync(
            options => options with { Listen = [$"https://127.0.0.1:{port}"] },
            ("Http:CertificateFile", folder.Of("cert.pem")), ("Http:CertificateKeyFile", folder.Of("key.pem"))));
        failure.Message.ShouldContain("Http:CertificateFile");
        using var client = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), Token));
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_nothing_that_opens_stands_in_an_answer()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var client = proxima.Client();
        var setup = await client.PostAsync(
            "/api/setup", $$"""{"code":"{{proxima.SetupCode}}","name":"owner","password":"{{TestProxima.OwnerPassword}}"}""");
        var cookie = setup.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        var text = await setup.Content.ReadAsStringAsync(Token);
        text.ShouldNotContain(cookie.Split('=')[1].Split(';')[0]);
        text.ShouldNotContain(TestProxima.OwnerPassword);
    }

    [Theory]
    [InlineData("?token={0}")]
    [InlineData("?access_token={0}")]
    [InlineData("?ticket={0}")]
    [InlineData("?authorization=Bearer%20{0}")]
    public async Task A_credential_in_the_address_opens_nothing(string query)
    {
        await using var site = await AccessSite.StartAsync();
        var (_, token) = await site.TokenAsync(site.Owner);
        var path = "/api/fleet" + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, token);
        await (await site.Proxima.Client().ReadAsync(path)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Signing_in_rightly_does_not_count_as_a_guess()
    {
        await using var site = await AccessSite.StartAsync();
        await site.UserAsync("anna");
        foreach (var _ in Enumerable.Range(0, 8))
        {
            using var client = await site.SignInAsync("anna");
        }
    }

    private static X509Certificate2 WriteCertificate(TestFolder folder, ECDsa key, ECDsa written)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(folder.Of("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.Of("key.pem"), written.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    [Fact]
    public async Task Everybody_has_an_account_of_their_own_and_more_than_one_can_administer()
    {
        await using var site = await AccessSite.StartAsync();
        await site.UserAsync("anna", Role.Admin);
        await site.UserAsync("berta");
        using var anna = await site.SignInAsync("anna");
        (await site.JsonAsync(anna, "/api/users")).GetProperty("total").GetInt32().ShouldBe(3);
    }
}
