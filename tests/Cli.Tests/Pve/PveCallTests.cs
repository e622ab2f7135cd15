namespace Proxima.Cli.Tests.Pve;

public sealed class PveCallTests
{
    private const string Token = "mon@pve!proxima=11111111-2222-3333-4444-555555555555";

    private readonly Shell _shell = new();

    public PveCallTests()
    {
        _shell.Variables["PROXMOX_URL"] = "pve1";
        _shell.Variables["PROXMOX_TOKEN"] = Token;
    }

    [Fact]
    public async Task A_list_is_a_table_with_what_people_look_for_first()
    {
        _shell.Proxmox.Has("GET /nodes", """[{"maxcpu":4,"status":"online","node":"pve1"},{"node":"pve2","status":"offline"}]""");

        var ended = await _shell.RunAsync("pve", "get", "nodes");

        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.OutputLines.ShouldBe(["NODE  STATUS   MAXCPU", "pve1  online        4", "pve2  offline"]);
        _shell.Proxmox.Endpoints[0].Address.ToString().ShouldBe("https://pve1:8006/");
        _shell.Proxmox.Asked[0].Headers.ShouldContain(new KeyValuePair<string, string>("Authorization", "PVEAPIToken=" + Token));
    }

    [Theory]
    [InlineData("create", "POST")]
    [InlineData("set", "PUT")]
    [InlineData("delete", "DELETE")]
    [InlineData("get", "GET")]
    public async Task Parameters_follow_as_pvesh_takes_them(string verb, string method)
    {
        _shell.Proxmox.Has($"{method} /nodes/pve1/qemu/100/config", "null");

        var ended = await _shell.RunAsync("pve", verb, "/nodes/pve1/qemu/100/config", "--net0", "virtio,bridge=vmbr0", "--onboot=1", "--force", "--cores", "-1", "--command", "a", "--command", "b");

        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.ShouldBeEmpty();
        _shell.Proxmox.Asked[0].Parameters.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["net0=virtio,bridge=vmbr0", "onboot=1", "force=1", "cores=-1", "command=a", "command=b"]);
    }

    [Fact]
    public async Task JSON_is_what_came_and_YAML_reads_as_the_same()
    {
        _shell.Proxmox.Has("GET /version", """{"version":"9.2.11","list":[1,{"a":"yes","b":[]}],"text":"a: b\n#","none":null}""");

        (await _shell.RunAsync("pve", "get", "/version", "--output", "json")).Output.ReplaceLineEndings(string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal)
            .ShouldContain("\"list\":[1,{\"a\":\"yes\",\"b\":[]}]");
        (await _shell.RunAsync("pve", "get", "/version", "--output", "yaml")).Output.ShouldBe("""
            version: "9.2.11"
            list:
              - 1
              -
                a: "yes"
                b: []
            text: "a: b\n#"
            none: null

            """);
    }

    [Fact]
    public async Task A_refusal_names_each_parameter_on_a_line_of_its_own()
    {
        _shell.Proxmox.Has("GET /cluster/resources", 400, "Parameter verification failed.", """{"data":null,"errors":{"type":"value 'x' does not have a value in the enumeration 'vm, storage'"},"message":"Parameter verification failed.\n"}""");

        var ended = await _shell.RunAsync("pve", "get", "/cluster/resources", "--type", "x");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe(["proxima: Parameter verification failed.", "proxima: --type: value 'x' does not have a value in the enumeration 'vm, storage'"]);
    }

    [Fact]
    public async Task A_refused_token_is_said_plainly_and_never_shown()
    {
        _shell.Proxmox.Has("GET /version", 401, "Authentication failed!");

        var ended = await _shell.RunAsync("pve", "get", "/version");

        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain("does not accept mon@pve!proxima");
        ended.Error.ShouldNotContain("11111111");
    }

    [Fact]
    public async Task What_is_no_parameter_is_wrong_usage()
        => (await _shell.RunAsync("pve", "get", "/version", "stray")).ShouldSatisfyAllConditions(
            ended => ended.ExitCode.ShouldBe(2),
            ended => ended.Error.ShouldContain("'stray'"));

    [Fact]
    public async Task Which_Proxmox_is_asked_for_when_nobody_says()
        => (await new Shell { IsRoot = false }.RunAsync("pve", "get", "/version")).ShouldSatisfyAllConditions(
            ended => ended.ExitCode.ShouldBe(2),
            ended => ended.Error.ShouldContain("proxima pve profile add"));

    [Fact]
    public async Task Ls_says_what_can_be_done_below()
    {
        _shell.Proxmox.Has("GET /nodes/pve1/qemu", """[{"vmid":100,"name":"web"},{"vmid":101}]""");

        (await _shell.RunAsync("pve", "ls", "/nodes/pve1/qemu")).OutputLines.ShouldBe(["Dr--  100", "Dr--  101"]);
    }

    [Fact]
    public async Task Usage_asks_no_server()
    {
        var ended = await new Shell().RunAsync("pve", "usage", "/nodes/pve1/qemu/100/status/start");

        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.ShouldContain("proxima pve create /nodes/{node}/qemu/{vmid}/status/start");
        ended.Output.ShouldContain("--skiplock");
        (await new Shell().RunAsync("pve", "usage", "/nonsense")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("proxima pve get /nodes/pve1/q", "/nodes/pve1/qemu")]
    [InlineData("proxima pve get /clu", "/cluster")]
    [InlineData("proxima pve get /cluster/resources --t", "--type")]
    [InlineData("proxima pve create /nodes/pve1/qemu --net", "--net0")]
    public async Task The_schema_completes_paths_and_parameters(string line, string offered)
        => (await new Shell().RunAsync($"[suggest:{line.Length}]", line)).OutputLines.ShouldContain(offered);
}
