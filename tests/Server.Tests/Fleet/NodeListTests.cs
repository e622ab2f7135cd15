using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Tests.Fleet;

/// <summary>Search, order and pages over 500 nodes.</summary>
public sealed class NodeListTests
{
    private static readonly List<NodeSummary> Nodes = [.. Enumerable.Range(0, 500).Select(Node)];

    [Fact]
    public void The_worst_come_first()
    {
        var page = Page();

        page.Total.ShouldBe(500);
        page.Items.Count.ShouldBe(NodeList.DefaultRows);
        page.Items.Select(node => node.Severity).ShouldBe(page.Items.Select(node => node.Severity).OrderDescending());
        page.Items[0].Severity.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("name")]
    [InlineData("-name")]
    [InlineData("-severity")]
    [InlineData("cpu")]
    [InlineData("-memory")]
    [InlineData("storage")]
    public void Pages_join_without_gap_or_overlap(string? sort)
    {
        var seen = new List<string>();
        for (var offset = 0; offset < 500; offset += 70)
        {
            seen.AddRange(Page(sort: sort, offset: offset, limit: 70).Items.Select(node => node.Id));
        }

        seen.Count.ShouldBe(500);
        seen.ToHashSet().Count.ShouldBe(500);
        seen.ShouldBe(Page(sort: sort, limit: 500).Items.Select(node => node.Id));
    }

    [Theory]
    [InlineData("cpu", true)]
    [InlineData("-cpu", false)]
    public void Unknown_figures_come_last_either_way(string sort, bool isGreatestFirst)
    {
        var figures = Page(sort: sort, limit: 500).Items.Select(node => node.CpuBusyPercent).ToList();
        var known = figures.TakeWhile(figure => figure is not null).ToList();

        figures.Skip(known.Count).ShouldAllBe(figure => figure == null);
        known.Count.ShouldBe(Nodes.Count(node => node.CpuBusyPercent is not null));
        known.ShouldBe(isGreatestFirst ? known.OrderDescending() : known.Order());
    }

    [Fact]
    public void Names_ignore_case_in_order_and_search()
    {
        Page(sort: "name", limit: 2).Items.Select(node => node.Name).ShouldBe(["node-000", "NODE-001"]);
        Page(search: "NODE-01", limit: 500).Total.ShouldBe(10);
        Page(search: "  node-010 ").Items.ShouldHaveSingleItem().Name.ShouldBe("node-010");
    }

    [Theory]
    [InlineData(".*")]
    [InlineData("%")]
    [InlineData("<b>")]
    [InlineData("'; DROP TABLE nodes; --")]
    public void A_search_is_text_and_nothing_else(string search) => Page(search: search).Total.ShouldBe(0);

    [Fact]
    public void Beyond_the_end_is_an_empty_page()
    {
        var page = Page(offset: 10_000);

        page.Items.ShouldBeEmpty();
        page.Total.ShouldBe(500);
    }

    [Theory]
    [InlineData("bad-limit", null, null, null, 0)]
    [InlineData("bad-limit", null, null, null, 501)]
    [InlineData("bad-limit", null, null, null, int.MaxValue)]
    [InlineData("bad-offset", null, null, -1, null)]
    [InlineData("bad-sort", null, "colour", null, null)]
    [InlineData("bad-sort", null, "-", null, null)]
    [InlineData("bad-sort", null, "--cpu", null, null)]
    [InlineData("bad-sort", null, "CPU", null, null)]
    public void Nonsense_is_answered_with_a_stable_code(string code, string? search, string? sort, int? offset, int? limit)
    {
        var (query, problem) = NodeList.Parse(search, sort, offset, limit);

        query.ShouldBeNull();
        problem.ShouldNotBeNull().StatusCode.ShouldBe(400);
        problem.ProblemDetails.Extensions["code"].ShouldBe(code);
        problem.ProblemDetails.Title.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void An_endless_search_is_refused()
        => NodeList.Parse(new string('x', 10_000), null, null, null).Problem.ShouldNotBeNull()
            .ProblemDetails.Extensions["code"].ShouldBe("bad-search");

    private static NodePage Page(string? search = null, string? sort = null, int? offset = null, int? limit = null)
        => NodeList.Page(Nodes, NodeList.Parse(search, sort, offset, limit).Query.ShouldNotBeNull(), 7);

    private static NodeSummary Node(int number) => new()
    {
        Id = NodeId.New().ToString(),
        Name = number % 2 == 0 ? $"node-{number:000}" : $"NODE-{number:000}",
        Version = 1,
        Severity = (Severity)(number % 5),
        Problems = 0,
        Origins = [],
        CpuBusyPercent = number % 7 == 0 ? null : number % 100,
        MemoryUsedPercent = number % 11 == 0 ? null : number % 90,
        FullestPercent = number % 13 == 0 ? null : number % 80,
    };
}
