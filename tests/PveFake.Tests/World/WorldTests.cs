using System.Text.Json.Nodes;
using Proxima.PveFake.Scenarios;
using Proxima.PveFake.Tests.Schema;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.World;

/// <summary>The world moves by the clock, from a seed, and things in it belong together.</summary>
public sealed class WorldTests
{
    [Fact]
    public async Task The_same_seed_makes_the_same_world_and_another_another()
    {
        var one = (await new Desk().GetAsync("/cluster/resources"))?.ToJsonString();
        (await new Desk().GetAsync("/cluster/resources"))?.ToJsonString().ShouldBe(one);
        (await new Desk(seed: 2).GetAsync("/cluster/resources"))?.ToJsonString().ShouldNotBe(one);
    }

    [Fact]
    public async Task Levels_move_within_bounds_and_counters_only_grow()
    {
        var desk = new Desk();
        var guest = desk.World.Guests.Values.First(guest => guest.IsRunning);
        var (levels, last) = (new HashSet<double>(), -1L);
        for (var i = 0; i < 200; i++)
        {
            desk.Clock.Advance(TimeSpan.FromSeconds(10));
            var row = await desk.GetAsync($"/nodes/{guest.Node}/{guest.TypeText}/{guest.Id}/status/current");
            var cpu = row?["cpu"]?.GetValue<double>() ?? -1;
            cpu.ShouldBeInRange(0, 1);
            levels.Add(cpu);
            var netin = row?["netin"]?.GetValue<long>() ?? -1;
            netin.ShouldBeGreaterThanOrEqualTo(last);
            last = netin;
        }

        levels.Count.ShouldBeGreaterThan(100);
        last.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_task_runs_says_more_and_more_and_ends()
    {
        var desk = new Desk(pace: 1);
        var guest = desk.World.Guests.Values.First(guest => guest.Kind is GuestKind.Lxc && !guest.IsTemplate);
        var backup = (await desk.AskAsync("POST", $"/nodes/{guest.Node}/vzdump", ("vmid", $"{guest.Id}"), ("storage", "nas"),
            ("mode", "snapshot"))).Data?.GetValue<string>();
        var at = $"/nodes/{guest.Node}/tasks/{backup}";
        (await desk.GetAsync($"{at}/status"))?["status"]?.GetValue<string>().ShouldBe("running");
        (await desk.GetAsync($"{at}/log"))?[0]?["t"]?.GetValue<string>().ShouldBe("no content");
        (await desk.GetAsync($"/nodes/{guest.Node}/tasks", ("source", "active")))?[0]?["status"]?.GetValue<string>().ShouldBe("RUNNING");
        desk.Clock.Advance(TimeSpan.FromSeconds(10));
        var status = await desk.GetAsync($"{at}/status");
        (status?["status"]?.GetValue<string>(), status?["exitstatus"]?.GetValue<string>()).ShouldBe(("stopped", "OK"));
        (await desk.GetAsync($"/nodes/{guest.Node}/storage/nas/content", ("content", "backup"),
            ("vmid", $"{guest.Id}")))?.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stopped_task_leaves_no_trace_of_what_it_would_have_made()
    {
        var desk = new Desk(pace: 1);
        var upid = (await desk.AskAsync("POST", "/nodes/pve1/qemu", ("vmid", "900"), ("scsi0", "local-zfs:1"))).Data?.GetValue<string>();
        (await desk.AskAsync("DELETE", $"/nodes/pve1/tasks/{upid}")).Status.ShouldBe(200);
        (await desk.GetAsync($"/nodes/pve1/tasks/{upid}/status"))?["exitstatus"]?.GetValue<string>().ShouldBe("received interrupt");
        desk.World.Guests.ShouldNotContainKey(900);
    }

    [Fact]
    public async Task A_machine_lives_from_creation_to_deletion()
    {
        var desk = new Desk(pace: 1);
        const string at = "/nodes/pve1/qemu/900";
        (await desk.WorkAsync("POST", "/nodes/pve1/qemu", ("vmid", "900"), ("name", "a"), ("memory", "1024"), ("scsi0", "local-zfs:8"),
            ("net0", "virtio,bridge=vmbr0"))).ShouldBe("OK");
        var config = await desk.GetAsync($"{at}/config");
        config?["memory"]?.GetValue<string>().ShouldBe("1024");
        config?["net0"]?.GetValue<string>().ShouldStartWith("virtio=BC:24:11:");
        config?["boot"]?.GetValue<string>().ShouldBe("order=scsi0;net0");
        (await desk.WorkAsync("POST", $"{at}/status/start")).ShouldBe("OK");
        (await desk.WorkAsync("POST", $"{at}/status/start")).ShouldBe("VM 900 already running");
        (await desk.AskAsync("PUT", $"{at}/config", ("cores", "4"), ("description", "now"))).Status.ShouldBe(200);
        var pending = (await desk.GetAsync($"{at}/pending"))?.AsArray().Single(row => row?["key"]?.GetValue<string>() == "cores");
        pending?["pending"]?.GetValue<int>().ShouldBe(4);
        (await desk.AskAsync("DELETE", at)).Message.ShouldBe("VM 900 is running - destroy failed");
        (await desk.WorkAsync("POST", $"{at}/snapshot", ("snapname", "s1"))).ShouldBe("OK");
        (await desk.WorkAsync("POST", $"{at}/clone", ("newid", "901"), ("full", "1"))).ShouldBe("OK");
        (await desk.WorkAsync("POST", $"{at}/status/stop")).ShouldBe("OK");
        (await desk.WorkAsync("POST", $"{at}/migrate", ("target", "pve2"))).ShouldBe("OK");
        desk.World.Storages["local-zfs"].On("pve2").Count(volume => volume.Guest == 900).ShouldBe(1);
        (await desk.WorkAsync("DELETE", "/nodes/pve2/qemu/900")).ShouldBe("OK");
        desk.World.Storages["local-zfs"].On("pve2").Count(volume => volume.Guest == 900).ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_brings_back_what_was_deleted()
    {
        var desk = new Desk();
        (await desk.WorkAsync("POST", "/nodes/pve1/lxc", ("vmid", "900"),
            ("ostemplate", "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst"), ("hostname", "box"), ("rootfs", "local-zfs:4")))
            .ShouldBe("OK");
        (await desk.WorkAsync("POST", "/nodes/pve1/vzdump", ("vmid", "900"), ("storage", "nas"), ("compress", "zstd"))).ShouldBe("OK");
        (await desk.WorkAsync("DELETE", "/nodes/pve1/lxc/900")).ShouldBe("OK");
        var volume = desk.World.Storages["nas"].On("pve1").Single(volume => volume.Content == "backup").Id;
        (await desk.WorkAsync("POST", "/nodes/pve1/lxc", ("vmid", "901"), ("ostemplate", volume), ("restore", "1"),
            ("storage", "local-zfs"))).ShouldBe("OK");
        (await desk.GetAsync("/nodes/pve1/lxc/901/config"))?["hostname"]?.GetValue<string>().ShouldBe("box");
    }

    [Fact]
    public async Task An_old_digest_and_a_held_lock_are_refused()
    {
        var desk = new Desk(pace: 1);
        var guest = desk.World.Guests.Values.First(guest => guest is { Kind: GuestKind.Qemu, IsRunning: true });
        var at = $"/nodes/{guest.Node}/qemu/{guest.Id}";
        (await desk.AskAsync("PUT", $"{at}/config", ("digest", new string('0', 40)),
            ("description", "x"))).Message.ShouldBe("checksum mismatch (file change by other user?)");
        guest.HearsShutdown = false;
        (await desk.AskAsync("POST", $"{at}/status/shutdown", ("timeout", "60"))).Status.ShouldBe(200);
        (await desk.AskAsync("PUT", $"{at}/config", ("description",
            "x"))).Message.ShouldBe($"can't lock file '/var/lock/qemu-server/lock-{guest.Id}.conf' - got timeout");
    }

    [Theory]
    [InlineData("bare", 1, 0)]
    [InlineData("one", 1, 8)]
    [InlineData("lab", 3, 50)]
    [InlineData("cluster40", 40, 2000)]
    [InlineData("fleet500", 500, 10_000)]
    public void A_scenario_has_what_it_says(string name, int nodes, int guests)
    {
        var world = Scenario.Make(new PveFakeOptions { Scenario = name });
        (world.Nodes.Count, world.Guests.Count).ShouldBe((nodes, guests));
        world.Guests.Values.ShouldAllBe(guest => world.Node(guest.Node) != null);
        Scenario.Names.ShouldContain(name);
    }

    [Fact]
    public async Task History_covers_the_frame_and_fits_the_present()
    {
        var desk = new Desk();
        var rows = (await desk.GetAsync("/nodes/pve1/rrddata", ("timeframe", "hour")))?.AsArray() ?? [];
        rows.Count.ShouldBe(60);
        rows.Select(row => row?["time"]?.GetValue<long>() ?? 0).ShouldBeInOrder();
        rows.All(row => row?["cpu"]?.GetValue<double>() is >= 0 and <= 1).ShouldBeTrue();
        rows.All(row => row?["netin"]?.GetValue<double>() >= 0).ShouldBeTrue();
    }

    [Fact]
    public async Task Quorum_lost_reads_work_and_writes_say_why_not()
    {
        var desk = new Desk();
        desk.World.HasQuorum = false;
        await desk.GetAsync("/cluster/resources");
        (await desk.AskAsync("POST", "/pools", ("poolid",
            "p"))).Message.ShouldBe("create pool failed: cfs-lock 'file-user_cfg' error: no quorum!");
        var guest = desk.World.Guests.Values.First(guest => guest.Kind is GuestKind.Qemu);
        (await desk.AskAsync("POST",
            $"/nodes/{guest.Node}/qemu/{guest.Id}/status/start")).Message.ShouldBe("cluster not ready - no quorum?");
    }

    [Fact]
    public async Task Of_a_node_that_is_away_only_the_identity_is_known()
    {
        var desk = new Desk();
        (desk.World.Node("pve2") ?? throw new InvalidOperationException()).Reach = NodeReach.Offline;
        var (status, message, _, _) = await desk.AskAsync("GET", "/nodes/pve2/status");
        (status, message).ShouldBe((595, "No route to host"));
        var row = (await desk.GetAsync("/nodes"))?.AsArray().Single(row => row?["node"]?.GetValue<string>() == "pve2") as JsonObject;
        row?["status"]?.GetValue<string>().ShouldBe("offline");
        row?.ContainsKey("cpu").ShouldBeFalse();
        (await desk.GetAsync("/cluster/resources", ("type", "vm")))?.AsArray().Where(guest => guest?["node"]?.GetValue<string>() == "pve2")
            .ShouldAllBe(guest => string.Equals(Text(guest, "status"), "unknown", StringComparison.Ordinal));
    }

    private static string? Text(JsonNode? row, string member) => row?[member]?.ToString();
}
