using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Tests.Auth;

/// <summary>
/// What is inside which bounds, on a whole graph:
/// <code>
/// site:vienna ─ cluster:lab ─ node:a ─ guest:101 (pool:web, group:mail)
///                           └ node:b ─ guest:102
/// site:graz   ─ node:c (group:edge) ─ guest:103 (pool:web)
/// node:d stands alone
/// </code>
/// </summary>
public sealed class TopologyTests
{
    private static readonly Topology Graph = Make();

    [Theory]
    [InlineData("guest:101", "guest:101", true)]
    [InlineData("guest:101", "node:a", true)]
    [InlineData("guest:101", "cluster:lab", true)]
    [InlineData("guest:101", "site:vienna", true)]
    [InlineData("guest:101", "pool:web", true)]
    [InlineData("guest:101", "group:mail", true)]
    [InlineData("guest:101", "node:b", false)]
    [InlineData("guest:101", "site:graz", false)]
    [InlineData("guest:101", "guest:102", false)]
    [InlineData("node:a", "guest:101", false)]
    [InlineData("node:a", "pool:web", false)]
    [InlineData("cluster:lab", "node:a", false)]
    [InlineData("node:b", "site:vienna", true)]
    [InlineData("node:c", "group:edge", true)]
    [InlineData("guest:103", "group:edge", true)]
    [InlineData("guest:103", "pool:web", true)]
    [InlineData("guest:102", "pool:web", false)]
    [InlineData("node:d", "site:vienna", false)]
    [InlineData("node:d", "node:d", true)]
    [InlineData("node:unknown", "node:unknown", true)]
    [InlineData("node:unknown", "node:a", false)]
    [InlineData("guest:101", "guest:102 node:a", true)]
    [InlineData("guest:101", "", false)]
    [InlineData("guest:101", "*", true)]
    [InlineData("node:unknown", "*", true)]
    [InlineData("guest:lab", "cluster:lab", false)]
    public void A_place_is_inside_what_it_is_in_and_in_nothing_else(string place, string bounds, bool isInside)
        => Bounds.Parse(bounds).Contains(Of(place), Graph).ShouldBe(isInside);

    [Fact]
    public void Members_are_the_known_places_inside()
    {
        Graph.Members(Bounds.Parse("site:vienna"), PlaceKind.Node).ShouldBe(["a", "b"], ignoreOrder: true);
        Graph.Members(Bounds.Parse("pool:web"), PlaceKind.Guest).ShouldBe(["101", "103"], ignoreOrder: true);
        Graph.Members(Bounds.Parse("pool:web"), PlaceKind.Node).ShouldBeEmpty();
        Graph.Members(Bounds.Parse("node:unknown"), PlaceKind.Node).ShouldBeEmpty();
        Graph.Members(Bounds.Everything, PlaceKind.Node).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("node:a node: b")]
    [InlineData("tag:production")]
    [InlineData("Node:a")]
    [InlineData("node:")]
    [InlineData("node")]
    [InlineData("node:a,guest:101")]
    [InlineData("node:a guest:\u00e9")]
    [InlineData("**")]
    public void Bounds_that_cannot_be_read_in_whole_are_nothing(string text)
    {
        // A comma is part of an id, so that one names a place that is not there; everything else is damage.
        Bounds.Parse(text).Contains(Of("node:a"), Graph).ShouldBeFalse();
        Bounds.Parse(text).IsEverything.ShouldBeFalse();
    }

    [Fact]
    public void A_circle_in_damaged_data_ends()
    {
        var one = new Place(PlaceKind.Cluster, "one");
        var two = new Place(PlaceKind.Cluster, "two");
        var board = new TopologyBoard();
        board.Put(new PlaceInfo(one, "one", [two]), new PlaceInfo(two, "two", [one]));
        Bounds.Parse("site:none").Contains(one, board.Current).ShouldBeFalse();
        Bounds.Parse("cluster:two").Contains(one, board.Current).ShouldBeTrue();
    }

    [Fact]
    public void Either_and_both_of_two_bounds_hold_exactly_what_either_and_both_hold()
    {
        var places = Graph.Places.Select(info => info.Place).Append(Of("node:unknown")).ToArray();
        var bounds = Gen.OneOf(
            Gen.Constant(Bounds.Everything),
            Gen.Elements(places).ListOf(3).Select(some => Bounds.Of(some)),
            Gen.Constant(Bounds.Nothing));
        var three = from a in bounds from b in bounds from c in bounds select (a, b, c);
        Prop.ForAll(three.ToArbitrary(), some =>
        {
            var (a, b, c) = some;
            foreach (var place in places)
            {
                var (inA, inB, inC) = (a.Contains(place, Graph), b.Contains(place, Graph), c.Contains(place, Graph));
                a.Or(b).Contains(place, Graph).ShouldBe(inA || inB);
                a.And(b).Contains(place, Graph).ShouldBe(inA && inB);
                a.And(b).Or(c).Contains(place, Graph).ShouldBe((inA && inB) || inC);
                (a.Cover(b, Graph) && inB && !inA).ShouldBeFalse($"{a} covers {b}, but {place} is only in that");
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("*", "node:a", true)]
    [InlineData("node:a", "*", false)]
    [InlineData("site:vienna", "node:a guest:102", true)]
    [InlineData("site:vienna", "node:a node:c", false)]
    [InlineData("node:a", "site:vienna", false)]
    [InlineData("group:edge", "guest:103", true)]
    [InlineData("", "", true)]
    [InlineData("", "node:a", false)]
    public void Bounds_cover_what_is_surely_inside(string mine, string theirs, bool isCovered)
        => Bounds.Parse(mine).Cover(Bounds.Parse(theirs), Graph).ShouldBe(isCovered);

    [Fact]
    public void Equal_bounds_are_equal_whatever_their_order()
    {
        Bounds.Parse("node:b node:a node:a").ShouldBe(Bounds.Parse("node:a node:b"));
        Bounds.Parse("node:a").And(Bounds.Parse("node:b")).ShouldBe(Bounds.Parse("node:b").And(Bounds.Parse("node:a")));
        Bounds.Everything.And(Bounds.Parse("node:a")).ShouldBe(Bounds.Parse("node:a"));
    }

    [Fact]
    public void A_scope_that_counts_only_as_a_whole_does_not_count_in_bounds()
    {
        var grants = Grants.Of([(Scopes.All, Bounds.Parse("node:a")), ([Scopes.Read], Bounds.Parse("node:b"))]);
        grants.May(Scopes.AccessManage).ShouldBeFalse();
        grants.May(Scopes.AuditRead).ShouldBeFalse();
        grants.May(Scopes.SettingsManage).ShouldBeFalse();
        grants.May(Scopes.GuestControl).ShouldBeTrue();
        grants.BoundsOf(Scopes.Read).ShouldBe(Bounds.Parse("node:a node:b"));
        grants.BoundsOf(Scopes.GuestControl).ShouldBe(Bounds.Parse("node:a"));
        Grants.Of([(Scopes.All, Bounds.Everything)]).MayEverywhere(Scopes.AccessManage).ShouldBeTrue();
    }

    [Fact]
    public void A_token_may_only_what_both_it_and_its_owner_may()
    {
        var owner = Grants.Of([([Scopes.Read, Scopes.GuestControl], Bounds.Parse("site:vienna"))]);
        var token = Grants.Of([([Scopes.Read, Scopes.Terminal], Bounds.Parse("pool:web"))]);
        var both = owner.And(token);
        both.Scopes.ShouldBe([Scopes.Read]);
        both.BoundsOf(Scopes.Read).Contains(Of("guest:101"), Graph).ShouldBeTrue();
        both.BoundsOf(Scopes.Read).Contains(Of("guest:102"), Graph).ShouldBeFalse("that is not in the token's pool");
        both.BoundsOf(Scopes.Read).Contains(Of("guest:103"), Graph).ShouldBeFalse("that is not on the owner's site");
    }

    [Fact]
    public void Every_scope_says_what_it_allows_and_has_a_name_of_its_own()
    {
        Scopes.Catalogue.ShouldAllBe(scope => scope.Description.Length > 10 && !scope.Description.Contains('\n'));
        Scopes.All.Distinct().Count().ShouldBe(Scopes.All.Count);
        Scopes.All.ShouldAllBe(scope => scope.All(letter => char.IsAsciiLetterLower(letter) || letter == '.'));
    }

    private static Place Of(string text) => Place.TryParse(text, out var place) ? place : throw new ArgumentException(text);

    private static Topology Make()
    {
        var board = new TopologyBoard();
        board.Put(
            Info("site:vienna"),
            Info("site:graz"),
            Info("cluster:lab", "site:vienna"),
            Info("node:a", "cluster:lab"),
            Info("node:b", "cluster:lab"),
            Info("node:c", "site:graz"),
            Info("node:d"),
            Info("pool:web"),
            Info("guest:101", "node:a", "pool:web"),
            Info("guest:102", "node:b"),
            Info("guest:103", "node:c", "pool:web"));
        board.SetGroups(
        [
            (Info("group:mail"), [Of("guest:101")]),
            (Info("group:edge"), [Of("node:c")]),
        ]);
        return board.Current;
    }

    private static PlaceInfo Info(string place, params string[] above) => new(Of(place), place, [.. above.Select(Of)]);
}
