using System.IO.Compression;
using System.Text;
using Proxima.Pve.Failures;
using Proxima.Pve.Generated.Ve;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;
using Proxima.Pve.Writing;

namespace Proxima.Pve.Tests.Transport;

/// <summary>What travels, against a server that answers with recorded bytes and counts connections.</summary>
public sealed class WireTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_goes_along_and_parameters_of_a_read_stand_in_the_query()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":[]}"""));
        using var pve = Clients.Of(server);

        await pve.GetAsync("/cluster/resources", new PveParameters { ["type"] = "vm", ["x"] = "a b&c=d;e" }, Stop);

        var sent = server.Sent.ShouldHaveSingleItem();
        sent.Path.ShouldBe("/api2/json/cluster/resources?type=vm&x=a%20b%26c%3Dd%3Be");
        sent.Headers["Authorization"].ShouldBe($"PVEAPIToken=root@pam!full={Clients.Secret}");
        sent.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_body_is_a_form_of_known_length_with_equals_and_semicolon_encoded(string method)
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":null}"""));
        using var pve = Clients.Of(server);

        await pve.CallAsync(method, "/nodes/pve1/qemu/100/config", new PveParameters { ["net0"] = "virtio=BC:24:11:00:00:01,bridge=vmbr0", ["boot"] = "order=scsi0;net0" }, Stop);

        var sent = server.Sent.ShouldHaveSingleItem();
        sent.Headers.Keys.ShouldNotContain("Transfer-Encoding");
        sent.Headers["Content-Length"].ShouldBe(sent.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        sent.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded");
        sent.Body.ShouldBe("net0=virtio%3DBC%3A24%3A11%3A00%3A00%3A01%2Cbridge%3Dvmbr0&boot=order%3Dscsi0%3Bnet0");
    }

    [Fact]
    public async Task A_write_without_parameters_says_that_its_body_is_empty()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":"UPID:x"}"""));
        using var pve = Clients.Of(server);

        await pve.Nodes["pve1"].Qemu[100].Status.Start.PostAsync(Stop);

        server.Sent.ShouldHaveSingleItem().Headers["Content-Length"].ShouldBe("0");
    }

    [Fact]
    public async Task A_delete_has_no_body()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":null}"""));
        using var pve = Clients.Of(server);

        await pve.Nodes["pve1"].Qemu[100].DeleteAsync(new NodesQemuItemDelete { Purge = true }, Stop);

        var sent = server.Sent.ShouldHaveSingleItem();
        sent.Path.ShouldEndWith("/nodes/pve1/qemu/100?purge=1");
        sent.Headers.Keys.ShouldNotContain("Content-Length");
        sent.Headers.Keys.ShouldNotContain("Transfer-Encoding");
    }

    [Fact]
    public async Task A_volume_with_slashes_is_one_part_of_the_path()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":{}}"""));
        using var pve = Clients.Of(server);

        await pve.Nodes["pve1"].Storage["local"].Content["local:iso/a b.iso"].GetAsync(Stop);

        server.Sent[0].Path.ShouldEndWith("/content/local%3Aiso%2Fa%20b.iso");
    }

    [Fact]
    public async Task The_reason_phrase_is_the_message_when_there_is_no_body()
    {
        using var server = new ReplayServer(Recording.Of("9.2.11", "002-version-noauth"));
        using var pve = Clients.Of(server);

        var error = await Should.ThrowAsync<PveException>(() => pve.Version.GetAsync(Stop));

        (error.Status, error.Reason, error.Kind).ShouldBe((401, "No ticket", PveFailure.NotLoggedIn));
        error.Message.ShouldContain("root@pam!full");
        error.Message.ShouldNotContain(Clients.Secret);
    }

    [Fact]
    public async Task A_wrong_parameter_comes_with_its_map()
    {
        using var server = new ReplayServer(Recording.Of("9.2.11", "063-enum-param"));
        using var pve = Clients.Of(server);

        var error = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/nodes/pve1/rrddata", Stop));

        error.Kind.ShouldBe(PveFailure.BadParameter);
        error.Errors["timeframe"].ShouldStartWith("value 'century' does not have");
        error.Message.ShouldBe("Parameter verification failed: timeframe: value 'century' does not have a value in the enumeration 'hour, day, week, month, year, decade'");
    }

    [Fact]
    public async Task A_missing_right_is_named_with_its_path()
    {
        using var server = new ReplayServer(_ => ReplayServer.Text("403 Permission check failed (/nodes/pve1, Sys.Modify|Sys.Audit)", """{"data":null,"message":"Permission check failed (/nodes/pve1, Sys.Modify|Sys.Audit)\n"}""", "Content-Type: application/json", "Connection: close"));
        using var pve = Clients.Of(server);

        var error = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/nodes/pve1/dns", Stop));

        (error.MissingPath, error.Kind).ShouldBe(("/nodes/pve1", PveFailure.Forbidden));
        error.MissingPrivileges.ShouldBe(["Sys.Modify", "Sys.Audit"]);
        error.Message.ShouldStartWith("root@pam!full lacks Sys.Modify or Sys.Audit on /nodes/pve1.");
    }

    [Fact]
    public async Task Every_recorded_refusal_is_an_exception_of_its_status_and_its_words()
    {
        foreach (var recording in Recording.All().Where(recording => recording.Status >= 400 && recording.Request.Method != "HEAD"))
        {
            using var server = new ReplayServer(recording);
            using var pve = Clients.Of(server);

            var error = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/version", Stop));

            error.Status.ShouldBe(recording.Status, recording.Name);
            error.Reason.TrimEnd().ShouldStartWith(recording.Reason.Trim()[..Math.Min(10, recording.Reason.Trim().Length)], Case.Sensitive, recording.Name);
            error.Message.ShouldNotBeNullOrWhiteSpace();
            error.Kind.ShouldBe(KindOf(recording), $"{recording.Name}: {recording.Reason}");
        }
    }

    [Fact]
    public async Task A_connection_is_used_again_until_an_error_closes_it()
    {
        var errors = 0;
        using var server = new ReplayServer(request => request.Path.EndsWith("/bad", StringComparison.Ordinal) && ++errors > 0
            ? ReplayServer.Text("500 no", """{"data":null}""", "Connection: close")
            : ReplayServer.Json("""{"data":{}}"""));
        using var pve = Clients.Of(server);

        await pve.GetAsync("/version", Stop);
        await pve.GetAsync("/version", Stop);
        server.Connections.ShouldBe(1);
        await Should.ThrowAsync<PveException>(() => pve.GetAsync("/bad", Stop));
        await pve.GetAsync("/version", Stop);

        (server.Connections, errors).ShouldBe((2, 1));
    }

    [Fact]
    public async Task What_comes_compressed_is_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("""{"data":["line one","line two"]}"""u8);
        }

        using var server = new ReplayServer(_ => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: {packed.Length}\r\n\r\n"), .. packed.ToArray()]);
        using var pve = Clients.Of(server);

        (await pve.Nodes["pve1"].Journal.GetAsync(Stop)).ShouldBe(["line one", "line two"]);
    }

    [Fact]
    public async Task A_journal_without_a_line_is_an_empty_list()
    {
        using var server = new ReplayServer(_ => ReplayServer.Text("200 OK", string.Empty, "Content-Type: application/json"));
        using var pve = Clients.Of(server);

        (await pve.Nodes["pve1"].Journal.GetAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_whole_log_is_downloaded_as_it_is()
    {
        var recording = Recording.All().First(recording => recording.Status == 200 && recording.Request.Path.Contains("download=1", StringComparison.Ordinal));
        using var server = new ReplayServer(recording);
        using var pve = Clients.Of(server);

        var log = await pve.Connection.DownloadAsync("/nodes/pve1/tasks/x/log", new PveParameters { ["download"] = "1" }, Stop);

        log.ToArray().ShouldBe(recording.Body);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_not_a_server_that_does_not()
    {
        using var server = new ReplayServer(_ => Encoding.ASCII.GetBytes("HTTP/1.1 595 No route to host\r\nConnection: close\r\n\r\n"));
        using var pve = Clients.Of(server);

        var error = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/nodes/pve3/status", Stop));

        (error.Status, error.Kind).ShouldBe((595, PveFailure.NodeUnreachable));
    }

    [Fact]
    public async Task An_upload_sends_its_length_its_fields_first_and_tells_its_progress()
    {
        using var server = new ReplayServer(_ => ReplayServer.Json("""{"data":"UPID:pve1:000000DA:00067827:6B00E3CF:imgcopy::root@pam:"}"""));
        using var pve = Clients.Of(server);
        var sent = new List<long>();
        using var file = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 200_000)));

        var upid = await pve.UploadAsync("pve1", "local", "iso", new PveUpload("filename", "a b.iso", file, new Told(sent)), Stop);

        upid.ShouldNotBeNull().Type.ShouldBe("imgcopy");
        var request = server.Sent.ShouldHaveSingleItem();
        request.Path.ShouldBe("/api2/json/nodes/pve1/storage/local/upload");
        request.Headers.Keys.ShouldNotContain("Transfer-Encoding");
        request.Headers["Content-Type"].ShouldStartWith("multipart/form-data; boundary=----proxima-");
        request.Body.IndexOf("name=\"content\"", StringComparison.Ordinal).ShouldBeLessThan(request.Body.IndexOf("name=\"filename\"; filename=\"a b.iso\"", StringComparison.Ordinal));
        sent[^1].ShouldBe(200_000);
        sent.ShouldBeInOrder();
    }

    private static PveFailure KindOf(Recording recording) => (recording.Status, recording.Reason) switch
    {
        (400, _) when Encoding.UTF8.GetString(recording.Body) is var body => body.Contains("no such task", StringComparison.Ordinal) ? PveFailure.NotFound
            : body.Contains("already exists", StringComparison.Ordinal) ? PveFailure.Exists : PveFailure.BadParameter,
        (401, _) => PveFailure.NotLoggedIn,
        (403, _) => PveFailure.Forbidden,
        (501, _) => PveFailure.NotImplemented,
        (595 or 596, _) => PveFailure.NodeUnreachable,
        (_, var reason) when reason.Contains("quorum", StringComparison.Ordinal) => PveFailure.NoQuorum,
        (_, var reason) when reason.Contains("checksum mismatch", StringComparison.Ordinal) => PveFailure.Changed,
        (_, var reason) when reason.Contains("got timeout", StringComparison.Ordinal) => PveFailure.Locked,
        (_, var reason) when reason.Contains("already", StringComparison.Ordinal) => PveFailure.Exists,
        (_, var reason) when reason.Contains("not exist", StringComparison.Ordinal) || reason.Contains("no such", StringComparison.Ordinal)
            || reason.Contains("hostname lookup", StringComparison.Ordinal) => PveFailure.NotFound,
        _ => PveFailure.Other,
    };

    private sealed class Told(List<long> sent) : IProgress<long>
    {
        public void Report(long value) => sent.Add(value);
    }
}
