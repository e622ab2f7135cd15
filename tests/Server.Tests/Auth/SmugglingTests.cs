using System.Net.Sockets;
using System.Text;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>Requests no client would send, byte by byte to the real server.</summary>
public sealed class SmugglingTests : IAsyncLifetime
{
    private RealServer? _server;
    private string _cookie = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RealServer Server => _server ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync();
        using var client = new HttpClient { BaseAddress = Server.Address };
        var setup = await client.PostAsync(
            "/api/setup", $$"""{"code":"{{Server.SetupCode}}","name":"owner","password":"{{TestProxima.OwnerPassword}}"}""");
        _cookie = setup.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Each hides a second request, GET /api/fleet with the owner's cookie, behind a length that can be read in two ways.</summary>
    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 400\r\n")]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n")]
    [InlineData("Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n")]
    [InlineData("Content-Length: 4,4\r\n")]
    [InlineData("Content-Length: +4\r\n")]
    [InlineData("Content-Length: -0\r\n")]
    [InlineData("Content-Length: 4 4\r\n")]
    [InlineData("Content-Length: \r\n")]
    [InlineData("content-length: +4\r\n")]
    [InlineData("Content-Length: 00000000000000000004\r\n")]
    [InlineData("Content-Length: 4\u00a0\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Content-Length: 0x4\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    public async Task A_length_that_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_answered(string headers)
    {
        var hidden = $"GET /api/fleet HTTP/1.1\r\nHost: localhost\r\nCookie: {_cookie}\r\n\r\n";
        var answer = await SendAsync($"POST /api/logout HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n0\r\n\r\n{hidden}");
        answer.ShouldMatch("^HTTP/1.1 (400|501) ");
        answer.ShouldNotContain("HTTP/1.1 200");
        answer.ShouldNotContain("\"severity\"");
    }

    /// <summary>RFC 9110, 8.6: zeros in front and white space around are allowed, and every proxy reads them alike.</summary>
    [Theory]
    [InlineData("Content-Length: 4")]
    [InlineData("Content-Length: 0004")]
    [InlineData("Content-Length:\t4 ")]
    public async Task A_length_of_digits_is_a_length(string header)
    {
        var answer = await SendAsync($"POST /api/logout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\nbody");
        answer.ShouldStartWith("HTTP/1.1 204 ");
    }

    [Theory]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost: localhost\r\nHost: evil.example.net\r\n{cookie}\r\n")]
    [InlineData("GET http://evil.example.net/api/fleet HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost: localhost\r\n folded: yes\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost : localhost\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost: localhost@evil.example.net\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost: evil.example.net\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet\u0000 HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n")]
    [InlineData("G\u0000ET /api/fleet HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n")]
    [InlineData("GET /api/fleet HTTP/1.1\r\nHost: localhost\r\nX\u0000: a\r\n{cookie}\r\n")]
    public async Task A_request_that_leaves_open_whom_it_is_for_is_refused(string request)
    {
        var answer = await SendAsync(request.Replace("{cookie}", $"Cookie: {_cookie}\r\n", StringComparison.Ordinal));
        answer.ShouldMatch("^HTTP/1.1 (400|421) ");
        answer.ShouldNotContain("\"severity\"");
    }

    [Theory]
    [InlineData("/..%2fapi/fleet")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/..%5c..%5cetc%5cpasswd")]
    [InlineData("/assets/..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/%252e%252e%252fetc%252fpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("/api%2ffleet")]
    [InlineData("/api/%2e%2e/api/fleet")]
    [InlineData("/api//fleet")]
    [InlineData("/api/./fleet")]
    [InlineData("/API/FLEET")]
    [InlineData("/api/fleet/")]
    [InlineData("/api/fleet;a=b")]
    [InlineData("/api/fleet%00")]
    [InlineData("/api/fleet%20")]
    [InlineData("/health/../api/fleet")]
    [InlineData("/health/..%2fapi/fleet")]
    [InlineData("/api/access/../fleet")]
    [InlineData("/api/nodes/..%2f..%2fusers")]
    [InlineData("/api/users/..%2f..%2fhealth")]
    public async Task No_way_of_writing_a_path_leads_past_the_question_who_asks(string path)
    {
        var answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
        answer.ShouldNotContain("root:");
        answer.ShouldNotContain("\"severity\"");
        answer.ShouldNotContain("\"owner\"");
        answer.ShouldNotMatch("^HTTP/1.1 5");
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-HTTP-Method: DELETE")]
    [InlineData("X-Method-Override: DELETE")]
    public async Task A_header_does_not_turn_a_question_into_a_change(string header)
    {
        using var client = new HttpClient { BaseAddress = Server.Address };
        client.DefaultRequestHeaders.Add("Cookie", _cookie);
        var users = await (await client.ReadAsync("/api/users")).JsonAsync();
        var id = users.GetProperty("items")[0].GetProperty("id").GetString();
        var parts = header.Split(": ");
        await client.SendAsync(HttpMethod.Get, $"/api/users/{id}?_method=DELETE", (parts[0], parts[1]));
        await client.SendAsync(HttpMethod.Post, $"/api/users/{id}", (parts[0], parts[1]));
        (await client.ReadAsync($"/api/users/{id}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Original-URL: /api/fleet")]
    [InlineData("X-Rewrite-URL: /api/fleet")]
    [InlineData("X-Forwarded-Path: /api/fleet")]
    [InlineData("X-Forwarded-User: owner")]
    [InlineData("X-Remote-User: owner")]
    [InlineData("Remote-User: owner")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("X-Real-IP: 127.0.0.1")]
    [InlineData("Forwarded: for=127.0.0.1;proto=https")]
    [InlineData("Authorization: Basic b3duZXI6b3duZXI=")]
    [InlineData("Authorization: Negotiate YIIabc")]
    [InlineData("X-Api-Key: prx_00000000_0")]
    public async Task No_header_but_ours_says_who_asks(string header)
    {
        var answer = await SendAsync($"GET /api/fleet HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 401 ");
    }

    /// <summary>Everything the server says until it closes or is silent.</summary>
    private async Task<string> SendAsync(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Server.Address.Host, Server.Address.Port, Token);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Token);
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, limit.Token)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                limit.CancelAfter(TimeSpan.FromSeconds(1));
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            // It keeps the connection open and says no more.
        }
        catch (IOException)
        {
            // Closed hard, as it should be after nonsense.
        }

        return text.ToString();
    }
}
