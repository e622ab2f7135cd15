using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Proxima.Cli.Tests.Client;

/// <summary>Every way in which a server may not answer is one line that says what to do.</summary>
public sealed class ServerDoorTests
{
    [Fact]
    public async Task Without_a_server_on_the_socket_it_says_how_to_start_one()
    {
        using var folder = new TestFolder();

        var ended = await new Shell { Server = Fails(SocketError.AddressNotAvailable) }.RunAsync("status", "--data", folder.Path);

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe([$"proxima: no server answers on {folder.Path}/proxima.sock; start it with 'proxima serve' or give --server"]);
    }

    [Fact]
    public async Task A_socket_of_somebody_else_says_who_may()
    {
        var ended = await new Shell { Server = Fails(SocketError.AccessDenied) }.RunAsync("status", "--data", "/srv/p");

        ended.ErrorLines.ShouldBe(["proxima: no access to /srv/p/proxima.sock; run this as root or as the user who runs the server"]);
    }

    [Fact]
    public async Task A_name_nobody_knows_is_a_name()
    {
        var failure = new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known");

        (await Elsewhere(new FakeServer { Fails = failure })).ErrorLines.ShouldBe(["proxima: https://proxima.example: this name is not known; check --server"]);
    }

    [Fact]
    public async Task A_refused_connection_names_the_address()
    {
        var failure = new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");

        (await Elsewhere(new FakeServer { Fails = failure })).ErrorLines.ShouldHaveSingleItem()
            .ShouldBe("proxima: no server answers on https://proxima.example (Connection refused); check --server and that it runs");
    }

    [Fact]
    public async Task A_certificate_nobody_signed_is_not_accepted()
    {
        var failure = new HttpRequestException("The SSL connection could not be established", new AuthenticationException("The remote certificate is invalid."));

        var ended = await Elsewhere(new FakeServer { Fails = failure });

        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain("the connection is not safe (The remote certificate is invalid); let this machine trust");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_left()
    {
        var ended = await new Shell { Server = new FakeServer { Fails = new TaskCanceledException("time", new TimeoutException()) } }.RunAsync("status", "--data", "/srv/p");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe(["proxima: /srv/p/proxima.sock did not answer within 10 s; see the server's log"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"title":"Proxima is not set up yet","detail":"Open the page.","code":"setup-needed"}""", "refused: Proxima is not set up yet: Open the page")]
    [InlineData(HttpStatusCode.Unauthorized, """{"title":"Not signed in"}""", "refused: Not signed in; give a valid token with --token-file")]
    [InlineData(HttpStatusCode.InternalServerError, "", "refused: it answered 500; see the server's log")]
    [InlineData(HttpStatusCode.BadGateway, "<html>nginx</html>", "refused: it answered 502; see the server's log")]
    [InlineData(HttpStatusCode.Found, "", "refused: it answered 302; redirects are not followed")]
    [InlineData(HttpStatusCode.Forbidden, "null", "refused: it answered 403")]
    [InlineData(HttpStatusCode.Forbidden, "[1]", "refused: it answered 403")]
    [InlineData(HttpStatusCode.OK, "<html>hello</html>", "answered something that is not JSON; is it a Proxima server?")]
    [InlineData(HttpStatusCode.OK, "", "answered something that is not JSON")]
    [InlineData(HttpStatusCode.OK, "null", "the server's answer is not understood")]
    [InlineData(HttpStatusCode.OK, """{"version":1}""", "the server's answer is not understood")]
    [InlineData(HttpStatusCode.OK, """{"severity":"splendid"}""", "the server's answer is not understood (at $.severity)")]
    [InlineData(HttpStatusCode.NotFound, "", "has no api/fleet; is it another version?")]
    public async Task An_answer_that_is_none_is_told_in_one_line(HttpStatusCode status, string body, string expected)
    {
        var ended = await Elsewhere(new FakeServer().Has("/api/fleet", body, status));

        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task What_a_server_says_cannot_move_the_cursor()
    {
        var ended = await Elsewhere(new FakeServer().Has("/api/fleet", """{"title":"\u001b[2Jgone\r\nproxima: all is well"}""", HttpStatusCode.Forbidden));

        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("\\u{1b}[2Jgone");
        ended.Error.ShouldNotContain("\u001b");
    }

    private static FakeServer Fails(SocketError error) => new() { Fails = new HttpRequestException("no", new SocketException((int)error)) };

    private static Task<Ended> Elsewhere(FakeServer server) => new Shell { Server = server }.RunAsync("status", "--server", "https://proxima.example");
}
