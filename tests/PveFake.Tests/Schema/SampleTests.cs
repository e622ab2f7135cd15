using System.Text.Json.Nodes;
using Proxima.PveFake.World;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Schema;

/// <summary>What real servers of releases 8 and 9 showed at a path, the mock shows too, in one flavour or the other.</summary>
public sealed class SampleTests
{
    // Nothing of Ceph is in any scenario, and no node of one is under HA maintenance.
    private static readonly HashSet<string> NotHere = new(StringComparer.Ordinal) { "bluestore", "osdencrypted", "hastate" };

    [Theory]
    [InlineData("Starttoaster_go-proxmox/clusters__get_cluster_resources.json", "/cluster/resources")]
    [InlineData("Starttoaster_go-proxmox/nodes__get_nodes.json", "/nodes")]
    [InlineData("Starttoaster_go-proxmox/clusters__get_cluster_status.json", "/cluster/status")]
    [InlineData("Starttoaster_go-proxmox/nodes__get_node_disks_list.json", "/nodes/pve1/disks/list")]
    [InlineData("Starttoaster_go-proxmox/nodes__get_node_status.json", "/nodes/pve1/status")]
    [InlineData("Starttoaster_go-proxmox/nodes__get_lxc_snapshots.json", "/nodes/{node}/lxc/{vmid}/snapshot")]
    [InlineData("home-assistant_core/nodes.json", "/nodes")]
    [InlineData("home-assistant_core/apt-update.json", "/nodes/pve1/apt/update")]
    [InlineData("home-assistant_core/storage.json", "/nodes/pve1/storage")]
    [InlineData("DataDog_integrations-core/cluster-resources.json", "/cluster/resources")]
    [InlineData("DataDog_integrations-core/node-tasks-since.json", "/nodes/pve1/tasks", "source=all")]
    [InlineData("issue_Heimdall_584/cluster-resources-offline-node.json", "/cluster/resources")]
    [InlineData("rcourtman_Pulse/rrd__pve9_node_rrddata.json", "/nodes/pve1/rrddata", "timeframe=hour")]
    [InlineData("rcourtman_Pulse/rrd__pve9_qemu_rrddata.json", "/nodes/{node}/qemu/{vmid}/rrddata", "timeframe=hour")]
    [InlineData("rcourtman_Pulse/rrd__pve9_lxc_rrddata.json", "/nodes/{node}/lxc/{vmid}/rrddata", "timeframe=hour")]
    public async Task Every_member_of_a_real_sample_is_there(string file, string path, string query = "")
    {
        var sample = JsonNode.Parse(Fixtures.Text("pve-api", file));
        var real = Members((sample as JsonObject)?["data"] ?? sample);
        var ours = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var version in new[] { PveVersion.V92, PveVersion.V84 })
        {
            var desk = await PreparedAsync(version);
            foreach (var (type, names) in Members(await desk.GetAsync(Filled(desk, path), Query(query))))
            {
                ours.TryAdd(type, []);
                ours[type].UnionWith(names);
            }
        }

        foreach (var (type, names) in real)
        {
            // Kinds of tasks, disks and storages differ from host to host; what a row of any kind has counts then.
            // A task of any kind has the same members; whether it still runs decides which.
            var isTask = path.EndsWith("/tasks", StringComparison.Ordinal);
            var known = !isTask && ours.TryGetValue(type, out var same) ? same
                : ours.Values.SelectMany(set => set).ToHashSet(StringComparer.Ordinal);
            names.Where(name => !known.Contains(name) && !NotHere.Contains(name)).ShouldBeEmpty($"{path}, rows of type '{type}'");
        }
    }

    private static async Task<Desk> PreparedAsync(PveVersion version)
    {
        var desk = new Desk("lab", version);
        var guest = Container(desk);
        (await desk.WorkAsync("POST", $"/nodes/{guest.Node}/lxc/{guest.Id}/snapshot", ("snapname", "first"))).ShouldBe("OK");
        (await desk.WorkAsync("POST", $"/nodes/{guest.Node}/lxc/{guest.Id}/snapshot", ("snapname", "second"))).ShouldBe("OK");
        (desk.World.Node("pve1") ?? throw new InvalidOperationException()).Updates.Add(new PveUpdate("pve-manager", "9.2.10", "9.2.11",
            "x"));
        // One that runs on, for what only running tasks show.
        desk.World.Pace = 1;
        (await desk.AskAsync("POST", "/nodes/pve1/apt/update")).Status.ShouldBe(200);
        return desk;
    }

    private static Guest Container(Desk desk) => desk.World.Guests.Values.First(guest => guest is { Kind: GuestKind.Lxc, IsRunning: true });

    private static string Filled(Desk desk, string path)
    {
        var guest = path.Contains("/lxc/", StringComparison.Ordinal) ? Container(desk)
            : desk.World.Guests.Values.First(guest => guest is { Kind: GuestKind.Qemu, IsRunning: true });
        return path.Replace("{node}", guest.Node, StringComparison.Ordinal).Replace("{vmid}", $"{guest.Id}", StringComparison.Ordinal);
    }

    private static (string, string)[] Query(string text)
        => [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))];

    private static Dictionary<string, HashSet<string>> Members(JsonNode? data)
    {
        var members = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var row in data is JsonArray rows ? rows.OfType<JsonObject>() : data is JsonObject one ? [one] : [])
        {
            var type = row["type"]?.ToString() ?? string.Empty;
            members.TryAdd(type, []);
            members[type].UnionWith(row.Select(pair => pair.Key));
        }

        return members;
    }
}
