using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Tests.Nodes;

public sealed class NodeListTests
{
    [Fact]
    public async Task Every_node_is_a_row()
    {
        var ended = await Of(Samples.Page(
            Samples.Node("pve1", severity: Severity.Critical, cause: "/var is 96 % full"),
            Samples.Node("pve2"))).RunAsync("node", "list");

        ended.ExitCode.ShouldBe(0);
        ended.OutputLines.ShouldBe(
        [
            "STATE     NAME    CPU  MEMORY  STORAGE         IN      OUT  TEMP       UP  AGE  CAUSE",
            "critical  pve1  3.2 %    25 %     61 %  2.0 KiB/s  512 B/s     ?  1 d 1 h  4 s  /var is 96 % full",
            "ok        pve2  3.2 %    25 %     61 %  2.0 KiB/s  512 B/s     ?  1 d 1 h  4 s",
        ]);
    }

    [Fact]
    public async Task A_node_that_never_reported_has_question_marks_and_no_zeros()
    {
        var silent = new NodeSummary { Id = Samples.NodeId, Name = "pve3", Version = 1, Severity = Severity.Unknown, Problems = 0, Origins = [] };

        var ended = await Of(Samples.Page(silent)).RunAsync("node", "list");

        ended.OutputLines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["unknown", "pve3", "?", "?", "?", "?", "?", "?", "?", "?"]);
    }

    [Theory]
    [InlineData("", "/api/nodes?limit=100&sort=severity")]
    [InlineData("--limit 500", "/api/nodes?limit=500&sort=severity")]
    [InlineData("--sort memory", "/api/nodes?limit=100&sort=memory")]
    [InlineData("--sort -cpu", "/api/nodes?limit=100&sort=-cpu")]
    [InlineData("--sort=-cpu", "/api/nodes?limit=100&sort=-cpu")]
    [InlineData("--search a&b=ü", "/api/nodes?limit=100&sort=severity&search=a%26b%3D%C3%BC")]
    public async Task Options_reach_the_server(string options, string expected)
    {
        var shell = Of(Samples.Page());

        await shell.RunAsync(["node", "list", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        shell.Server.Asked.ShouldBe([expected]);
    }

    [Fact]
    public async Task A_page_that_is_not_all_says_so()
        => (await Of(Samples.Page(Samples.Node("pve1")) with { Total = 40 }).RunAsync("node", "list"))
            .OutputLines[^1].ShouldBe("1 of 40 nodes; --limit, --sort and --search choose others");

    [Fact]
    public async Task No_match_is_a_sentence() => (await Of(Samples.Page()).RunAsync("node", "list")).OutputLines.ShouldBe(["No node matches."]);

    [Fact]
    public async Task Json_is_the_answer_of_the_server()
    {
        var ended = await new Shell { Server = new FakeServer().Has("/api/nodes", "{\"items\": [] , \"more\":1}") }.RunAsync("node", "list", "--json");

        ended.ExitCode.ShouldBe(0);
        ended.Output.ShouldBe("{\"items\": [] , \"more\":1}\n");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task The_table_fits_the_terminal(int width)
    {
        var ended = await Of(Samples.Page(
            Samples.Node("a-rather-long-host-name.example.org", cause: "something is wrong that takes a long sentence to tell, and then some more"),
            Samples.Node("日本語のホスト名はとても長いです"),
            Samples.Node("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 family")), width).RunAsync("node", "list");

        ended.OutputLines.ShouldAllBe(line => SafeText.Cells(line) <= width);
        ended.OutputLines[0].ShouldContain("NAME");
        ended.OutputLines[0].ShouldContain("CPU");
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_cut()
        => (await Of(Samples.Page(Samples.Node(new string('n', 100)))).RunAsync("node", "list")).Output.ShouldContain(new string('n', 100));

    [Theory]
    [InlineData("evil\u001b[2J\u001b]0;title\u0007")]
    [InlineData("two\nlines\r\n")]
    [InlineData("\u202egnp.exe")]
    [InlineData("c1\u009b31m")]
    [InlineData("sep\u2028arated")]
    public async Task A_hostile_name_is_text_and_stays_on_its_line(string name)
    {
        var ended = await Of(Samples.Page(Samples.Node(name)), hasColour: false).RunAsync("node", "list");

        ended.OutputLines.Length.ShouldBe(2);
        ended.Output.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        ended.Output.ShouldNotContain("\u202e");
        ended.Output.ShouldNotContain("\u2028");
    }

    [Fact]
    public async Task Markup_in_a_name_means_nothing()
        => (await Of(Samples.Page(Samples.Node("[red]pve[/]")), hasColour: true).RunAsync("node", "list")).Output.ShouldContain("[red]pve[/]");

    [Fact]
    public async Task A_name_of_ten_thousand_letters_leaves_a_table_that_can_be_read()
        => (await Of(Samples.Page(Samples.Node(new string('n', 10_000)))).RunAsync("node", "list")).OutputLines.ShouldAllBe(line => line.Length < 300);

    private static Shell Of(NodePage page, int? width = null, bool hasColour = false)
        => new() { Width = width, HasColour = hasColour, Server = new FakeServer().Has("/api/nodes", page, CliJson.Default.NodePage) };
}
