using Proxima.Pve.Commands;
using Proxima.Pve.Failures;
using Proxima.Pve.Generated.Ve;
using Proxima.Pve.Tests.Recordings;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Commands;

/// <summary>The same calls through <c>pvesh</c>: the same answers and the same errors.</summary>
public sealed class PveshTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_list_of_arguments()
    {
        List<IReadOnlyList<string>> ran = [];
        using var pve = Answering("null", ran);

        await pve.Nodes["pve1"].Qemu[100].Config.PutAsync(new NodesQemuConfigPut { Onboot = true, Description = "-x 'y' \"z\"\n$(id)" }, Stop);
        await pve.Nodes["pve1"].Qemu[100].DeleteAsync(new NodesQemuItemDelete { Purge = true }, Stop);
        await pve.Nodes["pve1"].Qemu[100].Agent.Exec.PostAsync(new NodesQemuAgentExecPost { Command = ["ls", "-l"] }, Stop);
        await pve.Nodes["pve1"].Storage["local"].Content["local:iso/a b.iso"].GetAsync(Stop);

        ran[0].ShouldBe(["pvesh", "set", "/nodes/pve1/qemu/100/config", "--output-format=json", "--onboot=1", "--description=-x 'y' \"z\"\n$(id)"]);
        ran[1].ShouldBe(["pvesh", "delete", "/nodes/pve1/qemu/100", "--output-format=json", "--purge=1"]);
        ran[2].ShouldBe(["pvesh", "create", "/nodes/pve1/qemu/100/agent/exec", "--output-format=json", "--command=ls", "--command=-l"]);
        ran[3][2].ShouldBe("/nodes/pve1/storage/local/content/local:iso/a b.iso");
    }

    [Fact]
    public async Task Every_recorded_answer_reads_the_same_through_pvesh()
    {
        foreach (var recording in Recording.All().Where(recording => recording.Status == 200 && recording.IsJson && recording.Body.Length > 0 && recording.Request is { Method: "GET", ApiPath: not null }))
        {
            using var document = System.Text.Json.JsonDocument.Parse(recording.Body);
            if (!document.RootElement.TryGetProperty("data", out var data))
            {
                continue;
            }

            using var pve = Answering(data.GetRawText() + "\n", []);
            var answer = await pve.GetAsync(recording.Request.ApiPath ?? string.Empty, Stop);

            (answer?.GetRawText() ?? "null").ShouldBe(data.GetRawText(), recording.Name);
        }
    }

    [Theory]
    [InlineData("\"UPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam:\"\n")]
    [InlineData("UPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam:\n")]
    [InlineData("generating cloud-init ISO\nstarting...\n\"UPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam:\"\n")]
    [InlineData("swtpm_setup: done\nUPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam:")]
    public async Task The_UPID_is_found_behind_what_a_task_prints(string output)
    {
        using var pve = Answering(output, []);

        (await pve.Nodes["pve1"].Qemu[100].Status.Start.PostAsync(Stop)).ShouldBe("UPID:pve1:000000DA:00067827:6B00E3CF:qmstart:100:root@pam:");
    }

    [Fact]
    public async Task No_output_is_no_data()
    {
        using var pve = Answering(string.Empty, []);

        (await pve.GetAsync("/pools", Stop)).ShouldBeNull();
    }

    [Theory]
    [InlineData("400 Parameter verification failed.\ntimeframe: property is missing and it is not optional\npvesh get <api_path> [OPTIONS]\n", 400, "Parameter verification failed.", "property is missing and it is not optional")]
    [InlineData("400 Parameter verification failed.\ntimeframe: invalid format - format error\nnet0.model: x\n\npvesh get", 400, "Parameter verification failed.", "invalid format - format error\nnet0.model: x")]
    [InlineData("No 'get' handler defined for '/nonsense'\n", 501, "Method 'GET /x' not implemented", null)]
    [InlineData("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\n", 500, "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist", null)]
    [InlineData("\n500 can't lock file '/var/lock/qemu-server/lock-102.conf' - got timeout", 500, "can't lock file '/var/lock/qemu-server/lock-102.conf' - got timeout", null)]
    [InlineData("proxy handler failed: 595 No route to host", 595, "No route to host", null)]
    [InlineData("", 500, "pvesh failed and said nothing", null)]
    public async Task A_complaint_is_the_error_the_API_would_have_given(string said, int status, string reason, string? timeframe)
    {
        using var pve = new PveClient(Clients.Connection(null, new PveshTransport("pvesh", (_, _, _) => Task.FromResult(new ProgramEnd(2, string.Empty, said)))));

        var error = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/x", Stop));

        (error.Status, error.Reason).ShouldBe((status, reason));
        error.Errors.GetValueOrDefault("timeframe").ShouldBe(timeframe);
    }

    [Fact]
    public async Task Where_there_is_no_pvesh_it_is_said()
    {
        using var local = new PveClient(Clients.Connection(null, PveshTransport.Local("pvesh-that-is-not-there")));
        using var remote = new PveClient(Clients.Connection(null, new PveshTransport("ssh root@x", (_, _, _) => Task.FromResult(new ProgramEnd(127, string.Empty, "bash: line 1: pvesh: command not found")))));

        (await Should.ThrowAsync<PveTransportException>(() => local.GetAsync("/version", Stop))).Trouble.ShouldBe(PveTrouble.Program);
        (await Should.ThrowAsync<PveTransportException>(() => remote.GetAsync("/version", Stop))).Message.ShouldContain("no pvesh");
    }

    [Fact]
    public async Task A_real_program_gets_its_arguments_one_by_one_and_is_stopped_when_it_takes_too_long()
    {
        using var folder = new TestFolder();
        var program = FakePvesh.Write(folder);
        using var pve = new PveClient(Clients.Connection(null, PveshTransport.Local(program)));

        var heard = await pve.CallAsync("PUT", "/nodes/pve1/qemu/100/config", new Proxima.Pve.Writing.PveParameters { ["description"] = "a 'b'\n$(id) \"c\" \\" }, Stop);
        heard?.GetProperty("arguments").EnumerateArray().Select(item => item.GetString()).ShouldBe(
            ["set", "/nodes/pve1/qemu/100/config", "--output-format=json", "--description=a 'b'\n$(id) \"c\" \\"]);

        var transport = PveshTransport.Local(program);
        var error = await Should.ThrowAsync<PveTransportException>(
            () => transport.SendAsync(new Pve.Transport.PveRequest("GET", "/sleep", []) { Timeout = TimeSpan.FromMilliseconds(300) }, Stop));
        error.Trouble.ShouldBe(PveTrouble.TimedOut);
    }

    private static PveClient Answering(string output, List<IReadOnlyList<string>> ran)
        => new(Clients.Connection(null, new PveshTransport("pvesh", (arguments, _, _) =>
        {
            ran.Add(arguments);
            return Task.FromResult(new ProgramEnd(0, output, string.Empty));
        })));
}

/// <summary>A script that answers with the arguments it was given.</summary>
internal static class FakePvesh
{
    public static string Write(TestFolder folder)
    {
        var file = folder.Of("pvesh");
        File.WriteAllText(file, """
            #!/usr/bin/env python3
            import json, sys, time
            if len(sys.argv) > 2 and sys.argv[2] == "/sleep":
                time.sleep(30)
            if len(sys.argv) > 2 and sys.argv[2] == "/bad":
                sys.stderr.write("400 Parameter verification failed.\nvmid: type check ('integer') failed - got 'abc'\n")
                sys.exit(2)
            print(json.dumps({"arguments": sys.argv[1:]}))
            """);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return file;
    }
}
