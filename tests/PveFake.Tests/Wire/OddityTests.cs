using System.Text.Json.Nodes;

namespace Proxima.PveFake.Tests.Wire;

/// <summary>What nobody would guess of the real API, one by one.</summary>
public sealed class OddityTests : IAsyncLifetime
{
    private PveFakeServer? _fake;

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _fake = await PveFakeServer.StartAsync(
        new PveFakeOptions { Scenario = "one", Pace = 0, FailedLoginDelay = TimeSpan.Zero, LockPatience = TimeSpan.Zero },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("GET", "/nodes/bad%20name/status", 403, "Permission check failed (, Sys.Audit)")]
    [InlineData("GET", "/nodes/ghost/status", 500, "hostname lookup 'ghost' failed - failed to get address info for: ghost: Temporary failure in name resolution")]
    [InlineData("GET", "/nodes/pve1/storage/nope/status", 500, "storage 'nope' does not exist")]
    [InlineData("GET", "/nodes/pve1/qemu/9999/config", 500, "Configuration file 'nodes/pve1/qemu-server/9999.conf' does not exist")]
    [InlineData("GET", "/nodes/pve1/qemu/abc/config", 400, "Parameter verification failed.")]
    [InlineData("GET", "/version?what=1", 400, "Parameter verification failed.")]
    [InlineData("PATCH", "/version", 501, "method 'PATCH' not available")]
    [InlineData("GET", "/nodes/pve1/ceph/status", 500, "binary not installed: /usr/bin/ceph-mon")]
    [InlineData("GET", "/api2/yaml/version", 501, "no formatter for uri /version, yaml")]
    public async Task It_fails_in_its_own_words(string method, string path, int status, string reason)
    {
        var answer = await RawClient.AskAsync(Fake, method, path);
        (answer.Status, answer.Reason).ShouldBe((status, reason));
        answer.Header("Connection").ShouldBe("close");
    }

    [Fact]
    public async Task A_key_twice_is_a_list_and_a_list_is_no_name_of_a_pool()
    {
        var answer = await RawClient.AskAsync(Fake, "POST", "/pools", "poolid=a&poolid=b");
        (answer.Status, answer.Reason).ShouldBe((403, "Permission check failed (, Pool.Allocate)"));
    }

    [Fact]
    public async Task Numbers_that_travel_as_text_do_so_here()
    {
        (await DataAsync("/cluster/nextid"))?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        (await DataAsync("/nodes/pve1/status"))?["loadavg"]?[0]?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        var guest = Fake.World.Guests.Values.First(guest => guest.Kind is PveFake.World.GuestKind.Qemu);
        var config = await DataAsync($"/nodes/pve1/qemu/{guest.Id}/config");
        config?["memory"]?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        config?["cores"]?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.Number);
        (await DataAsync("/nodes/pve1/disks/list"))?[0]?["osdid-list"].ShouldBeNull();
    }

    [Fact]
    public async Task A_body_where_none_belongs_and_one_too_large_are_not_read()
    {
        var delete = await RawClient.AskAsync(Fake, "DELETE", "/pools/x", "a=1");
        (delete.Status, delete.Text).ShouldBe((501, "Unexpected content for method 'DELETE'"));
        var large = await RawClient.AskAsync(Fake, "POST", "/pools", "comment=" + new string('x', 600 * 1024));
        (large.Status, large.Text).ShouldBe((501, "for data too large"));
    }

    [Fact]
    public async Task The_journal_comes_compressed_unasked()
        => (await RawClient.AskAsync(Fake, "GET", "/nodes/pve1/journal?lastentries=3")).Header("Content-Encoding").ShouldBe("gzip");

    private async Task<JsonNode?> DataAsync(string path)
    {
        var answer = await RawClient.AskAsync(Fake, "GET", path);
        answer.Status.ShouldBe(200, answer.Text);
        return JsonNode.Parse(answer.Text)?["data"];
    }
}
