namespace Proxima.PveFake.Tests.Schema;

/// <summary>Lists of named things: what was put in is what comes out, in lists, in lists of lists, and by position.</summary>
public sealed class FirewallTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task An_alias_is_made_changed_and_taken_away()
    {
        (await _desk.AskAsync("POST", "/cluster/firewall/aliases", ("name", "office"), ("cidr", "192.0.2.0/24"))).Status.ShouldBe(200);
        (await _desk.GetAsync("/cluster/firewall/aliases"))?[0]?["cidr"]?.GetValue<string>().ShouldBe("192.0.2.0/24");
        (await _desk.AskAsync("POST", "/cluster/firewall/aliases", ("name", "office"), ("cidr", "192.0.2.0/24"))).Message.ShouldContain("already exists");
        (await _desk.AskAsync("PUT", "/cluster/firewall/aliases/office", ("cidr", "198.51.100.0/24"))).Status.ShouldBe(200);
        (await _desk.GetAsync("/cluster/firewall/aliases/office"))?["cidr"]?.GetValue<string>().ShouldBe("198.51.100.0/24");
        (await _desk.AskAsync("DELETE", "/cluster/firewall/aliases/office")).Status.ShouldBe(200);
        (await _desk.AskAsync("GET", "/cluster/firewall/aliases/office")).Status.ShouldBe(500);
    }

    [Fact]
    public async Task A_group_holds_rules_by_position_and_the_newest_is_first()
    {
        (await _desk.AskAsync("POST", "/cluster/firewall/groups", ("group", "web"))).Status.ShouldBe(200);
        foreach (var port in new[] { "80", "443" })
        {
            (await _desk.AskAsync("POST", "/cluster/firewall/groups/web", ("type", "in"), ("action", "ACCEPT"), ("dport", port))).Status.ShouldBe(200);
        }

        var rules = (await _desk.GetAsync("/cluster/firewall/groups/web"))?.AsArray() ?? [];
        rules.Select(rule => rule?["dport"]?.ToString()).ShouldBe(["443", "80"]);
        rules.Select(rule => rule?["pos"]?.GetValue<int>()).ShouldBe([0, 1]);
        (await _desk.AskAsync("DELETE", "/cluster/firewall/groups/web/0")).Status.ShouldBe(200);
        (await _desk.GetAsync("/cluster/firewall/groups/web"))?.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Guests_have_lists_of_their_own()
    {
        var (one, other) = (_desk.World.Guests[100], _desk.World.Guests[101]);
        (await _desk.AskAsync("POST", $"/nodes/{one.Node}/{one.TypeText}/100/firewall/rules", ("type", "in"), ("action", "DROP"))).Status.ShouldBe(200);
        (await _desk.GetAsync($"/nodes/{one.Node}/{one.TypeText}/100/firewall/rules"))?.AsArray().Count.ShouldBe(1);
        (await _desk.GetAsync($"/nodes/{other.Node}/{other.TypeText}/101/firewall/rules"))?.AsArray().ShouldBeEmpty();
    }
}
