using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Tests.Http;

/// <summary>Under which names we answer, and whose word about the client we take.</summary>
public sealed class HostAndProxyTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:8008")]
    [InlineData("127.0.0.1:8008")]
    [InlineData("192.0.2.7")]
    [InlineData("[::1]:8008")]
    [InlineData("proxima.example.org")]
    [InlineData("PROXIMA.example.org:443")]
    public async Task Addresses_and_allowed_names_are_answered(string host)
    {
        await using var server = await StartAsync();
        (await server.Client().SendAsync(HttpMethod.Get, "/who", ("Host", host))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("evil.example.net")]
    [InlineData("evil.example.net:8008")]
    [InlineData("127.0.0.1.evil.example.net")]
    [InlineData("xproxima.example.org")]
    public async Task A_name_pointed_at_us_by_somebody_else_is_refused(string host)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(HttpMethod.Get, "/who", ("Host", host));
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.MisdirectedRequest, "host-not-allowed");
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("Http:AllowedHosts");
    }

    [Fact]
    public async Task A_name_that_is_no_punycode_is_refused_and_no_failure_of_ours()
    {
        // As proxima serve does: the framework's own line about a request decodes the name too.
        await using var server = await SmallServer.StartAsync(
            app => app.MapGet("/who", () => "somebody"),
            isReal: true,
            configure: builder => builder.Logging.AddFilter("Microsoft", LogLevel.Warning));
        using var client = server.Client();

        var answer = await client.SendAsync(HttpMethod.Get, "/who", ("Host", "xn--"));

        await answer.ShouldBeProblemAsync(HttpStatusCode.MisdirectedRequest, "host-not-allowed");
        server.Logs.Lines.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("10.0.0.5", "203.0.113.9", "203.0.113.9 https")]
    [InlineData("10.0.0.5", "203.0.113.9, 10.0.0.7", "203.0.113.9 https")]
    [InlineData("10.0.0.5", "6.6.6.6, 203.0.113.9", "203.0.113.9 https")]
    [InlineData("172.16.0.1", "203.0.113.9", "172.16.0.1 http")]
    public async Task Forwarded_headers_count_from_named_networks_only(string peer, string forwarded, string seen)
    {
        await using var server = await StartAsync("10.0.0.0/8");
        (await SeenAsync(server, peer, forwarded)).ShouldBe($"\"{seen}\"");
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("localhost, xn--")]
    public async Task A_forwarded_name_that_is_no_punycode_is_refused_and_no_failure_of_ours(string forwarded)
    {
        await using var server = await StartAsync("10.0.0.0/8");

        var context = await server.App.GetTestServer().SendAsync(
            request =>
            {
                request.Request.Path = "/who";
                request.Request.Host = new HostString("localhost");
                request.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.5");
                request.Request.Headers["X-Forwarded-Host"] = forwarded;
            },
            TestContext.Current.CancellationToken);

        context.Response.StatusCode.ShouldBe(StatusCodes.Status421MisdirectedRequest);
        server.Logs.Lines.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Without_a_named_proxy_forwarded_headers_mean_nothing()
    {
        await using var server = await StartAsync();
        (await SeenAsync(server, "127.0.0.1", "203.0.113.9")).ShouldBe("\"127.0.0.1 http\"");
    }

    [Fact]
    public async Task The_control_socket_cannot_claim_an_address()
    {
        await using var server = await StartAsync("10.0.0.0/8");
        (await SeenAsync(server, peer: null, "203.0.113.9", isControl: true)).ShouldBe("\"none http\"");
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(null, "local")]
    public void Tries_are_counted_by_what_one_person_holds(string? address, string neighbourhood)
        => ClientAddress.Neighbourhood(address).ShouldBe(neighbourhood);

    private static Task<SmallServer> StartAsync(params string[] proxies) => SmallServer.StartAsync(
        app => app.MapGet("/who", (HttpContext context) => TypedResults.Ok($"{context.Address() ?? "none"} {context.Request.Scheme}")),
        options: given => given with { BehindProxy = proxies },
        settings: ("Http:AllowedHosts", "proxima.example.org other.example.org"));

    private static async Task<string> SeenAsync(SmallServer server, string? peer, string forwarded, bool isControl = false)
    {
        var context = await server.App.GetTestServer().SendAsync(
            request =>
            {
                request.Request.Path = "/who";
                request.Request.Host = new HostString("localhost");
                request.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
                request.Request.Headers["X-Forwarded-For"] = forwarded;
                request.Request.Headers["X-Forwarded-Proto"] = string.Join(", ", forwarded.Split(',').Select(_ => "https"));
                if (isControl)
                {
                    request.Features.Set(new ControlPeer(0));
                }
            },
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Response.Body);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
