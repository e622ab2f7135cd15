using System.Net;
using System.Net.Sockets;
using System.Text;
using Proxima.Pve.Failures;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Transport;

/// <summary>Each way not to get there is a plain sentence that says what to do.</summary>
public sealed class TroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_listens_there()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await FailAsync(new Uri($"https://127.0.0.1:{port}"));

        error.Trouble.ShouldBe(PveTrouble.Refused);
        error.NothingSent.ShouldBeTrue();
        error.Message.ShouldContain("8006");
    }

    [Fact]
    public async Task The_name_is_not_known()
        => (await FailAsync(new Uri("https://no-such-host.invalid:8006"))).ShouldSatisfyAllConditions(
            error => error.Trouble.ShouldBe(PveTrouble.UnknownName),
            error => error.Message.ShouldContain("no-such-host.invalid"));

    [Fact]
    public async Task What_answers_speaks_no_TLS()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("{}"));

        var error = await FailAsync(new Uri($"https://127.0.0.1:{server.Address.Port}"));

        error.Trouble.ShouldBeOneOf(PveTrouble.NotTls, PveTrouble.Reset);
        error.Message.ShouldContain("Check the port");
    }

    [Theory]
    [InlineData("200 OK", "<!DOCTYPE html><html></html>", "text/html", "web page")]
    [InlineData("200 OK", "  <html>", "application/json", "web page")]
    [InlineData("404 Not Found", "<html>nginx</html>", "text/html", "404 with a web page")]
    [InlineData("302 Found", "", "text/plain", "redirection")]
    [InlineData("200 OK", "", "text/plain", "empty page")]
    [InlineData("200 OK", "hello", "text/plain", "no JSON")]
    [InlineData("200 OK", "[]", "application/json", "no JSON")]
    public async Task What_answers_is_no_Proxmox(string status, string body, string type, string says)
    {
        using var server = new ReplayServer(_ => ReplayServer.Text(status, body, $"Content-Type: {type}", "Connection: close"));
        using var pve = Clients.Of(server);

        var error = await Should.ThrowAsync<PveTransportException>(() => pve.GetAsync("/version", Stop));

        error.Trouble.ShouldBe(PveTrouble.NotProxmox);
        error.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"data\":[")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    public async Task Half_an_answer_is_asked_again_and_then_told(string half)
    {
        using var server = new ReplayServer(_ => Encoding.ASCII.GetBytes(half.Contains("Connection", StringComparison.Ordinal) ? half : half + string.Empty));
        using var pve = Clients.Of(server);
        server.ClosesAfterAnswer = true;

        var error = await Should.ThrowAsync<PveTransportException>(() => pve.GetAsync("/version", Stop));

        error.Trouble.ShouldBe(PveTrouble.CutOff);
        server.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_connection_that_was_dropped_once_is_no_trouble_for_a_read()
    {
        var calls = 0;
        using var server = new ReplayServer(_ => ++calls == 1 ? null : ReplayServer.Json("""{"data":{"version":"9.2.11"}}"""));
        using var pve = Clients.Of(server);

        (await pve.Version.GetAsync(Stop)).Version.ShouldBe("9.2.11");
        calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_got_lost_is_never_made_again()
    {
        var calls = 0;
        using var server = new ReplayServer(_ =>
        {
            calls++;
            return null;
        });
        using var pve = Clients.Of(server);

        (await Should.ThrowAsync<PveTransportException>(() => pve.Nodes["pve1"].Qemu[100].Status.Stop.PostAsync(Stop))).NothingSent.ShouldBeFalse();
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_on_a_kept_connection_that_breaks_is_never_made_again_either()
    {
        var writes = 0;
        using var server = new ReplayServer(request => request.Method == "GET" || ++writes == 0 ? ReplayServer.Json("""{"data":{}}""") : null);
        using var pve = Clients.Of(server);
        await pve.GetAsync("/version", Stop);

        var error = await Should.ThrowAsync<PveTransportException>(() => pve.Nodes["pve1"].Qemu[100].Status.Start.PostAsync(Stop));

        error.NothingSent.ShouldBeFalse();
        writes.ShouldBe(1);
    }

    [Fact]
    public async Task No_answer_in_time()
    {
        using var server = new ReplayServer(_ =>
        {
            Stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(3));
            return null;
        });
        using var transport = new HttpsTransport(new PveEndpoint(server.Address));

        var error = await Should.ThrowAsync<PveTransportException>(
            () => transport.SendAsync(new PveRequest("GET", "/version", []) { Timeout = TimeSpan.FromMilliseconds(200) }, Stop));

        error.Trouble.ShouldBe(PveTrouble.TimedOut);
        error.Message.ShouldContain("0.2 s");
    }

    [Fact]
    public async Task Stopping_is_not_a_trouble_of_the_way()
    {
        using var server = new ReplayServer(_ => null);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using var pve = Clients.Of(server);

        await Should.ThrowAsync<OperationCanceledException>(() => pve.GetAsync("/version", stopped.Token));
    }

    [Theory]
    [InlineData("pve1", "https://pve1:8006/")]
    [InlineData("pve1:9006", "https://pve1:9006/")]
    [InlineData(" https://pve1/ ", "https://pve1:8006/")]
    [InlineData("https://pve1:443", "https://pve1/")]
    [InlineData("https://pve1:8006/api2/json", "https://pve1:8006/")]
    [InlineData("10.0.0.2", "https://10.0.0.2:8006/")]
    [InlineData("fd00::2", "https://[fd00::2]:8006/")]
    [InlineData("[fd00::2]:8007", "https://[fd00::2]:8007/")]
    [InlineData("https://[fd00::2]", "https://[fd00::2]:8006/")]
    public void An_address_is_read_as_people_type_it(string typed, string address) => PveEndpoint.Parse(typed).Address.ToString().ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://pve1")]
    [InlineData("https://")]
    [InlineData("root:secret@pve1")]
    public void What_is_no_address_is_refused_and_no_secret_shown(string typed)
        => Should.Throw<FormatException>(() => PveEndpoint.Parse(typed)).Message.ShouldNotContain("secret");

    [Fact]
    public async Task A_clock_that_is_off_is_told_at_a_refused_login()
    {
        var clock = new ManualClock();
        using var server = new ReplayServer(_ => ReplayServer.Text("401 authentication failure", "{\"data\":null}", "Connection: close", $"Date: {clock.GetUtcNow().AddMinutes(5):R}"));
        using var pve = Clients.Of(server, clock);

        (await Should.ThrowAsync<PveException>(() => pve.GetAsync("/version", Stop))).Message.ShouldContain("clock is 300 s ahead");
    }

    private static async Task<PveTransportException> FailAsync(Uri address)
    {
        using var transport = new HttpsTransport(new PveEndpoint(address));
        return await Should.ThrowAsync<PveTransportException>(() => transport.SendAsync(new PveRequest("GET", "/version", []), Stop));
    }
}
