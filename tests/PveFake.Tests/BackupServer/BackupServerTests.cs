using System.Text.Json.Nodes;

namespace Proxima.PveFake.Tests.BackupServer;

/// <summary>The backup server: its own words for failures, datastores with backups, and the work that is done on them.</summary>
public sealed class BackupServerTests : IAsyncLifetime
{
    private PveFakeServer? _fake;

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
        => _fake = await PveFakeServer.StartAsync(new PveFakeOptions { Scenario = "one", IsBackupServer = true, Pace = 0,
            FailedLoginDelay = TimeSpan.Zero }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task Its_token_opens_it_and_its_refusals_are_plain_words()
    {
        (await GetAsync("/version"))?["release"].ShouldNotBeNull();
        var wrong = await RawClient.AskAsync(Fake, "GET", "/version", token: "PBSAPIToken=root@pam!proxima:wrong");
        (wrong.Status, wrong.Reason).ShouldBe((401, "Unauthorized"));
        var missing = await RawClient.AskAsync(Fake, "GET", "/nonsense");
        (missing.Status, missing.Reason).ShouldBe((404, "Not Found"));
        var bad = await RawClient.AskAsync(Fake, "GET", "/admin/datastore/main/snapshots?no-such=1");
        bad.Status.ShouldBe(400);
        bad.Text.ShouldContain("parameter 'no-such'");
    }

    [Fact]
    public async Task Groups_and_snapshots_belong_to_a_namespace()
    {
        var spaces = (await GetAsync("/admin/datastore/main/namespace"))?.AsArray().Select(row => row?["ns"]?.GetValue<string>()).ToList();
        spaces.ShouldBe(["", "lab", "lab/test"]);
        var root = (await GetAsync("/admin/datastore/main/groups"))?.AsArray() ?? [];
        var lab = (await GetAsync("/admin/datastore/main/groups?ns=lab"))?.AsArray() ?? [];
        (root.Count + lab.Count).ShouldBe(9);
        var group = root[0] ?? throw new InvalidOperationException();
        var snapshots = (await GetAsync($"/admin/datastore/main/snapshots?backup-type={group["backup-type"]}&backup-id={group["backup-id"]}"))?.AsArray() ?? [];
        snapshots.Count.ShouldBe(group["backup-count"]?.GetValue<int>() ?? 0);
        snapshots[0]?["backup-time"]?.GetValue<long>().ShouldBe(group["last-backup"]?.GetValue<long>() ?? 0);
    }

    [Fact]
    public async Task A_verification_marks_what_it_finds_and_fails_when_it_finds_something()
    {
        var store = Fake.World.Datastores["main"];
        store.Snapshots.Add(new PveFake.World.BackupSnapshot(string.Empty, "host", "broken", 1_700_000_000, 10) { IsCorrupt = true });
        var upid = (await PostAsync("/admin/datastore/main/verify", string.Empty))?.GetValue<string>() ?? string.Empty;
        upid.Split(':').Length.ShouldBe(10);
        var status = await GetAsync($"/nodes/localhost/tasks/{Uri.EscapeDataString(upid)}/status");
        status?["exitstatus"]?.GetValue<string>().ShouldBe("verification failed - please check the log for details");
        store.Snapshots.Select(snapshot => snapshot.Verified).Distinct().Order().ShouldBe(["failed", "ok"]);
    }

    [Fact]
    public async Task Prune_keeps_what_it_should_and_garbage_collection_frees_the_rest()
    {
        var store = Fake.World.Datastores["main"];
        var before = store.Snapshots.Count;
        var dry = await PostAsync("/admin/datastore/main/prune", "backup-type=host&backup-id=router&keep-last=1&dry-run=1");
        dry?.AsArray().Single()?["keep"]?.GetValue<bool>().ShouldBeTrue();
        store.Snapshots.Count.ShouldBe(before);
        store.Garbage.ShouldBeGreaterThan(0);
        await PostAsync("/admin/datastore/main/gc", string.Empty);
        store.Garbage.ShouldBe(0);
        (await GetAsync("/admin/datastore/main/gc"))?["last-run-state"]?.GetValue<string>().ShouldBe("OK");
    }

    [Fact]
    public async Task A_job_that_ran_says_how_it_went()
    {
        (await GetAsync("/admin/verify"))?[0]?["last-run-state"].ShouldBeNull();
        await PostAsync("/admin/verify/v-daily/run", string.Empty);
        (await GetAsync("/admin/verify"))?[0]?["last-run-state"].ShouldNotBeNull();
        (await GetAsync("/config/prune"))?.AsArray().Count.ShouldBe(1);
        (await GetAsync("/admin/sync"))?[0]?["remote"]?.GetValue<string>().ShouldBe("main-pbs");
    }

    [Fact]
    public async Task A_listener_may_look_and_not_touch()
    {
        var token = $"PBSAPIToken=auditor@pbs!monitor:{Fake.World.Access.Users["auditor@pbs"].Tokens["monitor"].Secret}";
        (await RawClient.AskAsync(Fake, "GET", "/status/datastore-usage", token: token)).Status.ShouldBe(200);
        (await RawClient.AskAsync(Fake, "POST", "/admin/datastore/main/gc", string.Empty, token)).Status.ShouldBe(403);
    }

    private async Task<JsonNode?> GetAsync(string path)
    {
        var answer = await RawClient.AskAsync(Fake, "GET", path);
        answer.Status.ShouldBe(200, $"{path}: {answer.Text}");
        return JsonNode.Parse(answer.Text)?["data"];
    }

    private async Task<JsonNode?> PostAsync(string path, string form)
    {
        var answer = await RawClient.AskAsync(Fake, "POST", path, form);
        answer.Status.ShouldBe(200, $"{path}: {answer.Text}");
        return JsonNode.Parse(answer.Text)?["data"];
    }
}
