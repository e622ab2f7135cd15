using Proxima.Cli.Client;
using Proxima.Model.Health;

namespace Proxima.Cli.Tests.Nodes;

public sealed class NodeShowTests
{
    private const string Other = "0190aaaabbbbccccddddeeeeffff0002";

    [Fact]
    public async Task An_id_is_asked_for_directly()
    {
        var shell = new Shell { Server = Knowing("pve1") };

        (await shell.RunAsync("node", "show", Samples.NodeId)).ExitCode.ShouldBe(0);

        shell.Server.Asked.ShouldBe([$"/api/nodes/{Samples.NodeId}"]);
    }

    [Theory]
    [InlineData("pve1")]
    [InlineData("PVE1")]
    public async Task A_name_is_looked_up(string name)
    {
        var ended = await new Shell { Server = Knowing("pve1", "pve10") }.RunAsync("node", "show", name);

        ended.ExitCode.ShouldBe(0);
        ended.OutputLines[0].ShouldBe($"ok  pve1  {Samples.NodeId}  sample 4 s old");
    }

    [Fact]
    public async Task A_name_two_nodes_share_asks_for_the_id()
    {
        var ended = await new Shell { Server = Knowing("pve1", "pve1") }.RunAsync("node", "show", "pve1");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe([$"proxima: 2 nodes are called 'pve1'; give the id of one: {Samples.NodeId}, {Other}"]);
    }

    [Fact]
    public async Task Of_names_that_differ_in_case_the_exact_one_is_meant()
        => (await new Shell { Server = Knowing("pve1", "PVE1") }.RunAsync("node", "show", "pve1")).OutputLines[0].ShouldContain(Samples.NodeId);

    [Fact]
    public async Task A_name_nobody_has_offers_similar_ones()
    {
        var ended = await new Shell { Server = Knowing("pve1", "pve10") }.RunAsync("node", "show", "pve");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe(["proxima: there is no node 'pve'; similar: pve1, pve10"]);
    }

    [Fact]
    public async Task Without_anything_similar_it_says_where_to_look()
        => (await new Shell { Server = Knowing() }.RunAsync("node", "show", "nas")).ErrorLines
            .ShouldBe(["proxima: there is no node 'nas'; 'proxima node list' shows the nodes"]);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_name_that_cannot_be_one_is_refused(string? name)
    {
        var shell = new Shell { Server = Knowing("pve1") };

        var ended = await shell.RunAsync("node", "show", name ?? new string('x', 5000));

        ended.ExitCode.ShouldBe(2);
        ended.ErrorLines.ShouldHaveSingleItem().Length.ShouldBeLessThan(150);
        shell.Server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_known_is_shown_and_what_is_not_says_why()
    {
        var detail = Samples.Detail(Samples.Node("pve1", severity: Severity.Unknown), Samples.Figures(), Samples.Facts(), Samples.Finding(Severity.Unknown, "memory could not be read"));
        var server = new FakeServer().Has($"/api/nodes/{Samples.NodeId}", detail, CliJson.Default.NodeDetail);

        var ended = await new Shell { Server = server }.RunAsync("node", "show", Samples.NodeId);

        ended.OutputLines.ShouldBe(
        [
            $"unknown  pve1  {Samples.NodeId}  sample 4 s old",
            "STATE    WHAT                           SINCE  WHAT TO DO",
            "unknown  memory could not be read  1 h 30 min  –",
            "System     Debian GNU/Linux 12 (bookworm), kernel 6.8.12-4-pve, x86_64",
            "Processor  AMD Ryzen 7, 16 threads, 8 cores",
            "Board      – no DMI on this machine",
            "Known by   local",
            "Up         1 d 1 h",
            "CPU        13 % busy (user 8 %, system 4 %, iowait 1 %, steal 0 %)",
            "Load       0.5  0.25  1",
            "Pressure   – the kernel has no PSI",
            "Memory     ? /proc/meminfo: line MemTotal does not parse",
            "Swap       0 B of 1.0 GiB (0 %)",
            "File systems",
            "MOUNT     USED       OF      FREE  INODES  TYPE  SOURCE",
            "/         63 %  100 GiB  35.0 GiB    50 %  ext4  /dev/mapper/pve-root",
            "/mnt/nas     ?        ?         ?       ?  nfs4  nas:/export did not answer in 2 s",
            "Disks",
            "DISK       READ  WRITTEN  BUSY  READ WAIT  WRITE WAIT",
            "sda   1.5 KiB/s        ?     ?          –      1.3 ms",
            "Interfaces",
            "NAME   STATE  ROLE        SPEED         IN  OUT  ADDRESSES",
            "vmbr0  up     bridge  10 Gbit/s  977 KiB/s    ?  192.0.2.10/24, 2001:db8::10/64",
            "Sensors",
            "SENSOR        CHIP                        VALUE",
            "Package id 0  coretemp                    91 °C",
            "fan2          coretemp  ? fan2_input: I/O error",
        ]);
    }

    [Fact]
    public async Task Evidence_of_identity_is_not_printed()
    {
        var server = new FakeServer().Has($"/api/nodes/{Samples.NodeId}", Samples.Detail(Samples.Node("pve1"), null, Samples.Facts()), CliJson.Default.NodeDetail);

        (await new Shell { Server = server }.RunAsync("node", "show", Samples.NodeId)).Output.ShouldNotContain("not for you");
    }

    [Fact]
    public async Task A_node_that_never_reported_says_so()
    {
        var summary = Samples.Node("pve1", severity: Severity.Unknown) with { SampledAt = null };
        var server = new FakeServer().Has($"/api/nodes/{Samples.NodeId}", Samples.Detail(summary), CliJson.Default.NodeDetail);

        (await new Shell { Server = server }.RunAsync("node", "show", Samples.NodeId)).OutputLines
            .ShouldBe([$"unknown  pve1  {Samples.NodeId}  never reported", "Facts      ? not reported yet"]);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(72)]
    public async Task A_narrow_terminal_gets_narrow_tables(int width)
    {
        var server = new FakeServer().Has($"/api/nodes/{Samples.NodeId}", Samples.Detail(Samples.Node("pve1"), Samples.Figures(), Samples.Facts()), CliJson.Default.NodeDetail);

        var ended = await new Shell { Server = server, Width = width }.RunAsync("node", "show", Samples.NodeId);

        ended.OutputLines.ShouldAllBe(line => Cli.Printing.SafeText.Cells(line) <= width);
    }

    [Fact]
    public async Task Json_is_the_answer_of_the_server()
    {
        var server = new FakeServer().Has($"/api/nodes/{Samples.NodeId}", """{"summary":{}}""");

        (await new Shell { Server = server }.RunAsync("node", "show", Samples.NodeId, "--json")).Output.ShouldBe("{\"summary\":{}}\n");
    }

    private static FakeServer Knowing(params string[] names)
    {
        var nodes = names.Select((name, i) => Samples.Node(name, i == 0 ? Samples.NodeId : Other)).ToList();
        var server = new FakeServer().Has("/api/nodes", Samples.Page(nodes), CliJson.Default.NodePage);
        foreach (var node in nodes.DistinctBy(n => n.Id))
        {
            server.Has($"/api/nodes/{node.Id}", Samples.Detail(node), CliJson.Default.NodeDetail);
        }

        return server;
    }
}
