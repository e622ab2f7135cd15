using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Fleet;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>The whole server with an owner, a recorded audit trail and what tests of access ask again and again.</summary>
internal sealed class AccessSite : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    private AccessSite(TestProxima proxima, HttpClient owner, RecordedAudit audit)
        => (Proxima, Owner, Audit) = (proxima, owner, audit);

    public TestProxima Proxima { get; }
    public HttpClient Owner { get; }
    public RecordedAudit Audit { get; }

    public static async Task<AccessSite> StartAsync(TimeProvider? clock = null)
    {
        var audit = new RecordedAudit();
        var proxima = await audit.StartAsync(clock);
        return new AccessSite(proxima, await proxima.SignedInClient(), audit);
    }

    public AccessBook Book => Proxima.Services.GetRequiredService<AccessBoard>().Current;

    /// <summary>Makes a user over HTTP and returns the id.</summary>
    public async Task<string> UserAsync(string name, string role = Role.Viewer, string bounds = """{"everything":true,"places":[]}""")
    {
        var body = $$"""{"name":"{{name}}","password":"{{Password}}","assignments":[{"roleId":"{{role}}","bounds":{{bounds}}}]}""";
        var made = await Owner.PostAsync("/api/users", body);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.JsonAsync()).GetProperty("id").GetString().ShouldNotBeNull();
    }

    public async Task<HttpClient> SignInAsync(string name, string password = Password)
    {
        var client = Proxima.Client();
        var answer = await client.PostAsync("/api/login", $$"""{"name":"{{name}}","password":"{{password}}"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        TestProxima.UseCookie(client, answer.Headers);
        return client;
    }

    /// <summary>Makes a token; more is JSON members such as "neverExpires":true.</summary>
    public async Task<(string Prefix, string Token)> TokenAsync(HttpClient owner, string preset = "read_only", string? more = null)
    {
        var made = await owner.PostAsync("/api/tokens", $$"""{"name":"test","preset":"{{preset}}"{{(more is null ? "" : "," + more)}}}""");
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var json = await made.JsonAsync();
        return (json.GetProperty("info").GetProperty("prefix").GetString() ?? "", json.GetProperty("token").GetString() ?? "");
    }

    public HttpClient With(string token)
    {
        var client = Proxima.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A further node, known and never heard.</summary>
    public async Task<string> NodeAsync(string name)
        => (await Proxima.Services.GetRequiredService<NodeRegistry>()
            .RegisterAsync(HostStory.Facts(name), isLocal: false, CancellationToken.None)).ToString();

    public async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        var answer = await client.ReadAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public static string Within(params string[] nodes)
    {
        var places = string.Join(',', nodes.Select(id => $$"""{"kind":"node","id":"{{id}}"}"""));
        return $$"""{"everything":false,"places":[{{places}}]}""";
    }

    public static Bounds BoundsOf(params string[] nodes) => Bounds.Of(nodes.Select(id => new Place(PlaceKind.Node, id)));

    public ValueTask DisposeAsync()
    {
        Owner.Dispose();
        return Proxima.DisposeAsync();
    }
}
