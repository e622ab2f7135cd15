using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Proxima.PveFake;
using Proxima.Server.Features.Endpoints;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Endpoints;

/// <summary>Endpoints over the whole server, with the Proxmox that answers back at the other end.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private PveFakeServer? _fake;
    private TestProxima? _proxima;
    private HttpClient? _owner;

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException();

    private TestProxima Proxima => _proxima ?? throw new InvalidOperationException();

    private HttpClient Owner => _owner ?? throw new InvalidOperationException();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Secret => Fake.Token[(Fake.Token.LastIndexOf('=') + 1)..];

    public async ValueTask InitializeAsync()
    {
        _fake = await PveFakeServer.StartAsync(
            new PveFakeOptions { Scenario = "lab", Pace = 0.02, FailedLoginDelay = TimeSpan.Zero }, Stop);
        _proxima = await TestProxima.StartAsync();
        _owner = await _proxima.SignedInClient();
    }

    public async ValueTask DisposeAsync()
    {
        _owner?.Dispose();
        if (_proxima is not null)
        {
            await _proxima.DisposeAsync();
        }

        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_cluster_is_added_by_address_and_token_and_says_how_it_is()
    {
        var made = await AddAsync();
        made.GetProperty("status").GetProperty("state").GetString().ShouldBe("unknown");
        var found = await RefreshAsync(Id(made));
        var status = found.GetProperty("status");
        status.GetProperty("state").GetString().ShouldBe("ok", found.ToString());
        status.GetProperty("nodes").GetInt32().ShouldBe(3);
        status.GetProperty("nodesOnline").GetInt32().ShouldBe(3);
        status.GetProperty("guests").GetInt32().ShouldBeGreaterThan(status.GetProperty("guestsRunning").GetInt32());
        status.GetProperty("isQuorate").GetBoolean().ShouldBeTrue();
        status.GetProperty("version").GetString().ShouldStartWith("9.2");
        status.GetProperty("calls").GetInt32().ShouldBe(3);
        (await RefreshAsync(Id(made))).GetProperty("status").GetProperty("calls").GetInt32().ShouldBe(4, "most rounds are one call");
    }

    [Fact]
    public async Task The_token_is_told_to_nobody_and_sealed_in_the_database()
    {
        var made = await AddAsync();
        made.ToString().ShouldNotContain(Secret);
        (await Owner.GetStringAsync(new Uri("/api/endpoints", UriKind.Relative), Stop)).ShouldNotContain(Secret);
        (await Owner.GetStringAsync(new Uri("/api/audit?limit=50", UriKind.Relative), Stop)).ShouldNotContain(Secret);
        Proxima.Logs.Lines.ShouldAllBe(line => !line.Message.Contains(Secret));
        var stored = await Proxima.Services.GetRequiredService<Databases>().State.ReadAsync(
            (connection, token) => connection.Command("SELECT token FROM endpoints").FirstAsync(row => row.GetString(0), token), Stop);
        stored.ShouldNotBeNull().ShouldStartWith("sealed:1:");
    }

    [Fact]
    public async Task A_trial_shows_the_certificate_and_with_it_what_the_token_may()
    {
        var first = await TryAsync(Body() with { Fingerprint = null });
        first.GetProperty("isWell").GetBoolean().ShouldBeFalse();
        first.GetProperty("fingerprint").GetString().ShouldBe(Fake.Fingerprint);
        var second = await TryAsync(Body());
        second.GetProperty("isWell").GetBoolean().ShouldBeTrue(second.ToString());
        second.GetProperty("version").GetString().ShouldStartWith("9.2");
        second.GetProperty("powers").EnumerateArray().ShouldNotBeEmpty("the token of root may change things");
        var wrong = await TryAsync(Body() with { Token = "root@pam!proxima=00000000-0000-0000-0000-000000000000" });
        wrong.GetProperty("isWell").GetBoolean().ShouldBeFalse();
        wrong.GetProperty("message").GetString().ShouldNotBeNull().ShouldNotContain("00000000-");
    }

    [Fact]
    public async Task What_was_known_stays_with_its_age_when_the_server_goes_away_or_says_no()
    {
        var id = Id(await AddAsync());
        await RefreshAsync(id);
        Fake.Order("reset").ShouldBeTrue();
        var away = (await RefreshAsync(id)).GetProperty("status");
        away.GetProperty("state").GetString().ShouldBe("unreachable");
        away.GetProperty("nodes").GetInt32().ShouldBe(3);
        away.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        away.GetProperty("answeredAt").GetDateTimeOffset().ShouldBeLessThan(away.GetProperty("askedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Other_addresses_need_the_token_again_and_a_new_name_does_not()
    {
        var id = Id(await AddAsync());
        using var moved = await SendAsync(HttpMethod.Patch, $"/api/endpoints/{id}", """{"addresses":["pve.example.org"]}""");
        moved.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await moved.JsonAsync()).GetProperty("code").GetString().ShouldBe("token-needed");
        using var renamed = await SendAsync(HttpMethod.Patch, $"/api/endpoints/{id}", """{"name":"Rack 2"}""");
        renamed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(id)).GetProperty("status").GetProperty("state").GetString().ShouldBe("ok");
        using var gone = await Owner.DeleteAsync(new Uri($"/api/endpoints/{id}", UriKind.Relative), Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await Owner.GetAsync(new Uri($"/api/endpoints/{id}", UriKind.Relative), Stop);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_endpoints_cannot_have_one_name()
    {
        await AddAsync();
        using var second = await SendAsync(HttpMethod.Post, "/api/endpoints", Json(Body() with { Name = "LAB" }));
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Bounds_hold_and_an_endpoint_out_of_them_was_never_there()
    {
        var id = Id(await AddAsync());
        using var inside = await Proxima.SignedInClientWithin(Bounds.Of(EndpointBoard.PlaceOf(id)), Scopes.Read, Scopes.PvePass);
        using var outside = await Proxima.SignedInClientWithin(Bounds.Of(EndpointBoard.PlaceOf("0123")), Scopes.Read, Scopes.PvePass);
        (await ListAsync(inside)).ShouldBe(1);
        (await ListAsync(outside)).ShouldBe(0);
        foreach (var path in new[] { $"/api/endpoints/{id}", $"/api/endpoints/{id}/pve/version" })
        {
            using var seen = await inside.GetAsync(new Uri(path, UriKind.Relative), Stop);
            seen.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            using var hidden = await outside.GetAsync(new Uri(path, UriKind.Relative), Stop);
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var change = await inside.DeleteAsync(new Uri($"/api/endpoints/{id}", UriKind.Relative), Stop);
        change.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_call_passes_through_and_a_change_is_in_the_audit_without_its_values()
    {
        var id = Id(await AddAsync());
        var nodes = await Owner.GetStringAsync(new Uri($"/api/endpoints/{id}/pve/nodes", UriKind.Relative), Stop);
        JsonDocument.Parse(nodes).RootElement.GetProperty("data").GetArrayLength().ShouldBe(3);
        using var made = await SendAsync(
            HttpMethod.Post, $"/api/endpoints/{id}/pve/pools", """{"poolid":"customers","comment":"not for the audit"}""");
        made.StatusCode.ShouldBe(HttpStatusCode.OK, await made.Content.ReadAsStringAsync(Stop));
        using var gone = await Owner.DeleteAsync(new Uri($"/api/endpoints/{id}/pve/pools?poolid=customers", UriKind.Relative), Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.OK);
        var audit = await Owner.GetStringAsync(new Uri("/api/audit?limit=50", UriKind.Relative), Stop);
        audit.ShouldContain("lab POST /pools");
        audit.ShouldContain("lab DELETE /pools");
        audit.ShouldContain("poolid comment");
        audit.ShouldNotContain("not for the audit");
    }

    [Theory]
    [InlineData("GET", "nodes/pve1/qemu/4711/config", null, 404)]
    [InlineData("PUT", "cluster/options", """{"keyboard":"none such"}""", 400)]
    [InlineData("GET", "no/such/path", null, 502)]
    [InlineData("POST", "pools", """[1]""", 400)]
    [InlineData("POST", "pools", """{"poolid":{"deep":1}}""", 400)]
    public async Task What_Proxmox_refuses_is_told_as_its_no(string method, string path, string? body, int status)
    {
        var id = Id(await AddAsync());
        using var answer = await SendAsync(new HttpMethod(method), $"/api/endpoints/{id}/pve/{path}", body);
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync(Stop));
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("%252e%252e/%252e%252e/pve2", "bad-path")]
    [InlineData("nodes/%252e%252e/%252e%252e/%252e%252e/pve2", "bad-path")]
    [InlineData("..%2f..%2fpve2/x", "pve-refused")]
    public async Task A_path_cannot_leave_the_api_of_the_endpoint(string path, string code)
    {
        var id = Id(await AddAsync());
        using var answer = await Owner.GetAsync(new Uri($"/api/endpoints/{id}/pve/{path}", UriKind.Relative), Stop);
        (await answer.JsonAsync()).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task After_a_start_the_endpoints_are_there_with_their_tokens()
    {
        var id = Id(await AddAsync());
        using var board = new EndpointBoard(
            Proxima.Services.GetRequiredService<EndpointStore>(), Proxima.Services.GetRequiredService<EndpointLinks>(), new TopologyBoard(),
            TimeProvider.System);
        await board.LoadAsync(Stop);
        var door = board.Find(id).ShouldNotBeNull();
        await Proxima.Services.GetRequiredService<EndpointWatch>().AskAsync(door, Stop);
        door.Status.State.ShouldBe(EndpointState.Ok);
    }

    private static string Id(JsonElement endpoint) => endpoint.GetProperty("id").GetString() ?? "";

    private static string Json(NewEndpoint body) => JsonSerializer.Serialize(body, Web);

    private static async Task<int> ListAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/endpoints", UriKind.Relative), Stop);
        return (await answer.JsonAsync()).GetProperty("endpoints").GetArrayLength();
    }

    private NewEndpoint Body() => new(EndpointKind.Pve, "lab", [Fake.Address.ToString()], Fake.Token, Fake.Fingerprint);

    private async Task<JsonElement> AddAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/endpoints", Json(Body()));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private async Task<JsonElement> TryAsync(NewEndpoint body)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/endpoints/try", Json(body));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private async Task<JsonElement> RefreshAsync(string id)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/endpoints/{id}/refresh", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = TestProxima.Json(body);
        }

        return await Owner.SendAsync(request, Stop);
    }
}
