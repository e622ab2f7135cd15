using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Api.Nodes;
using Proxima.PveFake.Api.Storage;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Cluster;

/// <summary>The cluster as a whole: what there is, who is in, what it says.</summary>
internal static class ClusterAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/cluster/resources", Resources);
        routes.Get("/cluster/status", Status);
        routes.Get("/cluster/nextid", call => NextId(call));
        routes.Get("/cluster/log", Log);
        routes.Get("/cluster/options", call => call.World.Options.DeepClone());
        routes.Put("/cluster/options", call =>
        {
            foreach (var key in call.List("delete"))
            {
                call.World.Options.Remove(key);
            }

            foreach (var (key, value) in StoredAnswers.Values(call, "delete").ToList())
            {
                call.World.Options[key] = value?.DeepClone();
            }
        });
        routes.Get("/cluster/config/join", JoinInfo);
        routes.Post("/cluster/config/join", call => call.World.Tasks.Start(call.World.LocalNode, "clusterjoin", string.Empty,
            new TaskPlan(call.Caller.Id, 5)).Upid);
        routes.Get("/cluster/config/nodes", call => new JsonArray([.. call.World.ClusterName is null ? []
            : call.World.Nodes.Select(node => (JsonNode)new JsonObject
        {
            ["node"] = node.Name,
            ["name"] = node.Name,
            ["nodeid"] = node.Number.ToString(CultureInfo.InvariantCulture),
            ["quorum_votes"] = "1",
            ["ring0_addr"] = node.Address,
        })]));
        routes.Get("/cluster/config/totem", call => call.World.ClusterName is null ? new JsonObject() : Totem(call.World));
        routes.Get("/cluster/config/apiversion", _ => 1);
        routes.Get("/cluster/config/qdevice", _ => new JsonObject());
        foreach (var path in new[] { "/cluster/ceph/status", "/cluster/ceph/metadata", "/cluster/ceph/flags",
            "/nodes/{node}/ceph/status", "/nodes/{node}/ceph/osd", "/nodes/{node}/ceph/mon", "/nodes/{node}/ceph/pool" })
        {
            routes.Get(path, _ => throw Refusal.Failed("binary not installed: /usr/bin/ceph-mon"));
        }
    }

    private static JsonArray Resources(ApiCall call)
    {
        var (world, type, now) = (call.World, call.Maybe("type"), call.World.Now);
        var rows = new JsonArray();
        if (type is null)
        {
            foreach (var pool in world.Pools.Values.Where(pool => call.May($"/pool/{pool.Id}", "Pool.Audit")))
            {
                rows.Add((JsonNode)new JsonObject { ["id"] = $"/pool/{pool.Id}", ["pool"] = pool.Id, ["type"] = "pool" });
            }
        }

        if (type is null or "vm")
        {
            foreach (var guest in world.Guests.Values.Where(guest => call.May($"/vms/{guest.Id}", "VM.Audit")))
            {
                rows.Add((JsonNode)new GuestFigures(world, guest, now).Resource());
            }
        }

        if (type is null or "node")
        {
            foreach (var node in world.Nodes)
            {
                rows.Add((JsonNode)new NodeFigures(world, node, now).Resource(call.May($"/nodes/{node.Name}", "Sys.Audit")));
            }
        }

        if (type is null or "storage")
        {
            AddStorages(call, rows);
        }

        if (type is null or "sdn")
        {
            AddNetworks(call, rows);
        }

        return rows;
    }

    private static void AddStorages(ApiCall call, JsonArray rows)
    {
        foreach (var storage in call.World.Storages.Values.Where(storage => storage.IsEnabled && StorageAnswers.MaySee(call, storage.Id)))
        {
            foreach (var node in call.World.Nodes.Where(node => storage.IsOn(node.Name)))
            {
                var row = new JsonObject
                {
                    ["id"] = $"storage/{node.Name}/{storage.Id}",
                    ["type"] = "storage",
                    ["storage"] = storage.Id,
                    ["node"] = node.Name,
                    ["plugintype"] = storage.Type,
                    ["content"] = string.Join(',', storage.Content),
                    ["shared"] = storage.IsShared ? 1 : 0,
                    ["status"] = node.IsUp && storage.IsActive ? "available" : "unknown",
                };
                if (node.IsUp && storage.IsActive)
                {
                    row["disk"] = StorageAnswers.Used(call.World, storage, node.Name);
                    row["maxdisk"] = storage.Size;
                }

                rows.Add((JsonNode)row);
            }
        }
    }

    private static void AddNetworks(ApiCall call, JsonArray rows)
    {
        if (!call.May("/sdn/zones/localnetwork", "SDN.Audit", "SDN.Use"))
        {
            return;
        }

        foreach (var node in call.World.Nodes)
        {
            var status = node.IsUp ? "ok" : "unknown";
            rows.Add(call.World.Version.IsNine
                ? (JsonNode)new JsonObject { ["id"] = $"network/{node.Name}/zone/localnetwork", ["type"] = "network",
                    ["network"] = "localnetwork", ["network-type"] = "zone", ["node"] = node.Name, ["status"] = status }
                : new JsonObject { ["id"] = $"sdn/{node.Name}/localnetwork", ["type"] = "sdn", ["sdn"] = "localnetwork",
                    ["node"] = node.Name, ["status"] = status });
        }
    }

    private static JsonArray Status(ApiCall call)
    {
        var world = call.World;
        var rows = new JsonArray();
        if (world.ClusterName is { } name)
        {
            rows.Add((JsonNode)new JsonObject
            {
                ["id"] = "cluster",
                ["type"] = "cluster",
                ["name"] = name,
                ["nodes"] = world.Nodes.Count,
                ["quorate"] = world.HasQuorum ? 1 : 0,
                ["version"] = world.ClusterConfigVersion,
            });
        }

        foreach (var node in world.Nodes)
        {
            rows.Add((JsonNode)new JsonObject
            {
                ["id"] = $"node/{node.Name}",
                ["type"] = "node",
                ["name"] = node.Name,
                ["nodeid"] = world.ClusterName is null ? 0 : node.Number,
                ["ip"] = node.Address,
                ["level"] = string.Empty,
                ["local"] = node.Name == world.LocalNode ? 1 : 0,
                ["online"] = node.Reach is NodeReach.Offline ? 0 : 1,
            });
        }

        return rows;
    }

    private static JsonNode NextId(ApiCall call)
    {
        if (call.Int("vmid") is not { } wanted)
        {
            return call.World.NextId().ToString(CultureInfo.InvariantCulture);
        }

        return call.World.Guests.TryGetValue(wanted, out var taken)
            ? throw Refusal.Parameter("vmid", $"{taken.Noun} {wanted} already exists".Replace("CT", "VM", StringComparison.Ordinal))
            : wanted.ToString(CultureInfo.InvariantCulture);
    }

    private static JsonArray Log(ApiCall call)
    {
        var mayAll = call.May("/", "Sys.Syslog");
        return new JsonArray([.. call.World.Log.NewestFirst.Where(line => mayAll
            || line.User.StartsWith(call.Caller.User, StringComparison.Ordinal)).Take(call.Int("max") ?? 50)
            .Select(line => (JsonNode)new JsonObject
            {
                ["uid"] = line.Number.ToString("x", CultureInfo.InvariantCulture),
                ["id"] = $"{line.Number.ToString("x", CultureInfo.InvariantCulture)}:{line.Node}",
                ["time"] = line.At.ToUnixTimeSeconds(),
                ["node"] = line.Node,
                ["tag"] = line.Tag,
                ["user"] = line.User,
                ["pid"] = line.Pid,
                ["pri"] = line.Priority,
                ["msg"] = line.Text,
            })]);
    }

    private static JsonObject Totem(PveWorld world) => new()
    {
        ["cluster_name"] = world.ClusterName,
        ["config_version"] = world.ClusterConfigVersion.ToString(CultureInfo.InvariantCulture),
        ["interface"] = new JsonObject { ["0"] = new JsonObject { ["linknumber"] = "0" } },
        ["ip_version"] = "ipv4-6",
        ["link_mode"] = "passive",
        ["secauth"] = "on",
        ["token_coefficient"] = "125",
        ["version"] = "2",
    };

    private static JsonObject JoinInfo(ApiCall call)
    {
        if (call.World.ClusterName is null)
        {
            throw Refusal.Failed("node is not in a cluster, no join info available!");
        }

        return new JsonObject
        {
            ["totem"] = Totem(call.World),
            ["config_digest"] = Guest.DigestOf(call.World.Nodes.Select(node => node.Name)),
            ["preferred_node"] = call.World.LocalNode,
            ["nodelist"] = new JsonArray([.. call.World.Nodes.Select(node => (JsonNode)new JsonObject
            {
                ["name"] = node.Name,
                ["nodeid"] = node.Number.ToString(CultureInfo.InvariantCulture),
                ["pve_addr"] = node.Address,
                ["pve_fp"] = node.Fingerprint,
                ["quorum_votes"] = "1",
                ["ring0_addr"] = node.Address,
            })]),
        };
    }
}
