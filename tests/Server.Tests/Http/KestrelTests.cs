using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Proxima.Server.Platform.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Http;

/// <summary>What only real sockets show: limits, ports, the control socket.</summary>
public sealed class KestrelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_is_too_large_is_a_413()
    {
        await using var server = await SmallServer.StartAsync(MapEcho, isReal: true, settings: ("Http:MaxBodyBytes", "65536"));
        using var client = server.Client();
        var refusal = await client.PostAsync("/echo", new string('x', 70_000));
        await refusal.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        (await client.PostAsync("/echo", new string('x', 60_000))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_learns_what_server_this_is()
    {
        await using var server = await SmallServer.StartAsync(MapEcho, isReal: true);
        using var client = server.Client();
        (await client.PostAsync("/echo", "x")).Header("Server").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_busy_port_is_one_line_that_names_it_and_the_way_out()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var place = other.LocalEndPoint.ShouldNotBeNull().ToString();

        var failure = await Should.ThrowAsync<StartupException>(
            () => SmallServer.StartAsync(isReal: true, options: given => given with { Listen = [$"http://{place}"] }));
        failure.Message.ShouldBe($"{place} is in use by another program; stop that program or give another address with --listen");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_line()
    {
        var failure = await Should.ThrowAsync<StartupException>(() => SmallServer.StartAsync(
            isReal: true, options: given => given with { Listen = ["http://192.0.2.1:8008"], BehindProxy = ["10.0.0.0/8"] }));
        failure.Message.ShouldContain("192.0.2.1:8008 is not an address of this machine");
    }

    [Fact]
    public async Task Https_without_a_certificate_is_one_line_that_names_the_setting()
    {
        var failure = await Should.ThrowAsync<StartupException>(
            () => SmallServer.StartAsync(isReal: true, options: given => given with { Listen = ["https://127.0.0.1:0"] }));
        failure.Message.ShouldContain("Http:CertificateFile");
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_one_line_that_names_the_file()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("cert.pem"), "not a certificate", Token);
        var failure = await Should.ThrowAsync<StartupException>(() => SmallServer.StartAsync(
            isReal: true,
            options: given => given with { Listen = ["https://127.0.0.1:0"] },
            settings: ("Http:CertificateFile", folder.Of("cert.pem"))));
        failure.Message.ShouldContain(folder.Of("cert.pem"));
    }

    [Fact]
    public async Task The_control_socket_is_for_its_owner_alone_and_goes_with_the_server()
    {
        string path;
        await using (var server = await SmallServer.StartAsync(MapWho, isReal: true))
        {
            path = server.SocketPath;
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task The_kernel_says_who_is_at_the_other_end_of_the_control_socket()
    {
        await using var server = await SmallServer.StartAsync(MapWho, isReal: true);
        using var control = ControlClient.To(server.SocketPath);
        (await control.GetStringAsync(new Uri("/who", UriKind.Relative), Token)).ShouldBe($"\"{ControlPeer.OwnUid}\"");

        using var network = server.Client();
        (await network.GetStringAsync(new Uri("/who", UriKind.Relative), Token)).ShouldBe("\"nobody\"");
    }

    [Fact]
    public async Task A_socket_left_behind_is_replaced()
    {
        using var folder = new TestFolder();
        var path = folder.Of("proxima.sock");
        var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        stale.Bind(new UnixDomainSocketEndPoint(path));
        File.Move(path, path + ".kept"); // Closing a socket removes its file; a killed process leaves it.
        stale.Dispose();
        File.Move(path + ".kept", path);

        await using var server = await SmallServer.StartAsync(
            MapWho, isReal: true, options: given => given with { DataFolder = folder.Path });
        using var control = ControlClient.To(path);
        (await control.GetStringAsync(new Uri("/who", UriKind.Relative), Token)).ShouldBe($"\"{ControlPeer.OwnUid}\"");
        server.Logs.Lines.ShouldContain(line => line.Id == 9003);
    }

    [Fact]
    public async Task A_socket_somebody_answers_on_is_another_instance()
    {
        await using var first = await SmallServer.StartAsync(isReal: true);
        var folder = Path.GetDirectoryName(first.SocketPath).ShouldNotBeNull();
        var failure = await Should.ThrowAsync<StartupException>(
            () => SmallServer.StartAsync(isReal: true, options: given => given with { DataFolder = folder }));
        failure.Message.ShouldContain($"Another proxima answers on {first.SocketPath}");
        File.Exists(first.SocketPath).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_in_the_way_of_the_control_socket_is_not_deleted()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("proxima.sock"), "mine", Token);
        var failure = await Should.ThrowAsync<StartupException>(
            () => SmallServer.StartAsync(isReal: true, options: given => given with { DataFolder = folder.Path }));
        failure.Message.ShouldContain("in the way");
        (await File.ReadAllTextAsync(folder.Of("proxima.sock"), Token)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_data_folder_too_deep_for_a_socket_is_one_line()
    {
        var deep = "/tmp/" + new string('d', 120);
        var failure = await Should.ThrowAsync<StartupException>(
            () => SmallServer.StartAsync(isReal: true, options: given => given with { DataFolder = deep }));
        failure.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task A_client_that_never_finishes_its_headers_is_cut_off()
    {
        await using var server = await SmallServer.StartAsync(isReal: true, settings: ("Http:HeaderSeconds", "1"));
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Address.Port, Token);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n"), Token);
        using var reader = new StreamReader(slow.GetStream());
        (await reader.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token)).ShouldContain("408");
    }

    private static void MapEcho(WebApplication app) => app.MapPost("/echo", async (HttpContext context) =>
    {
        using var reader = new StreamReader(context.Request.Body);
        return TypedResults.Ok((await reader.ReadToEndAsync(context.RequestAborted)).Length);
    });

    private static void MapWho(WebApplication app)
        => app.MapGet("/who", (HttpContext context)
            => TypedResults.Ok(context.Features.Get<ControlPeer>() is { } peer ? $"{peer.Uid}" : "nobody"));
}

/// <summary>HTTP over the control socket, as the command line speaks it.</summary>
internal static class ControlClient
{
    public static HttpClient To(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://localhost"),
    };
}
