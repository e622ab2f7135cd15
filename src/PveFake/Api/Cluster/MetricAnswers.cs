using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Api.Nodes;
using Proxima.PveFake.Api.Storage;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Cluster;

/// <summary>The flat list of figures that <c>/cluster/metrics/export</c> gives to collectors, one generation each ten seconds.</summary>
internal static class MetricAnswers
{
    public static void AddTo(RouteTable routes) => routes.Get("/cluster/metrics/export", Export);

    private static JsonObject Export(ApiCall call)
    {
        var (world, rows) = (call.World, new JsonArray());
        var second = world.Second / 10 * 10;
        if (call.Long("start-time") is { } since && since >= second)
        {
            return new JsonObject { ["data"] = rows };
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(second);
        void Add(string id, string metric, JsonNode value, bool isCounter = false) => rows.Add((JsonNode)new JsonObject
        {
            ["id"] = id,
            ["metric"] = metric,
            ["timestamp"] = second,
            ["type"] = isCounter ? "derive" : "gauge",
            ["value"] = value,
        });
        foreach (var node in world.Nodes.Where(node => node.IsUp && (!call.Flag("local-only") || node.Name == world.LocalNode)))
        {
            AddNode(new NodeFigures(world, node, at), node, Add);
        }

        foreach (var guest in world.Guests.Values.Where(guest => !call.Flag("local-only") || guest.Node == world.LocalNode))
        {
            AddGuest(new GuestFigures(world, guest, at), guest, Add);
        }

        foreach (var node in world.Nodes.Where(node => node.IsUp && (!call.Flag("local-only") || node.Name == world.LocalNode)))
        {
            foreach (var storage in world.Storages.Values.Where(storage => storage.IsOn(node.Name) && storage.IsEnabled))
            {
                Add($"storage/{node.Name}/{storage.Id}", "disk_total", storage.Size);
                Add($"storage/{node.Name}/{storage.Id}", "disk_used", StorageAnswers.Used(world, storage, node.Name));
            }
        }

        return new JsonObject { ["data"] = rows };
    }

    private static void AddNode(NodeFigures figures, PveNode node, Action<string, string, JsonNode, bool> add)
    {
        var id = $"node/{node.Name}";
        add(id, "uptime", figures.Uptime, false);
        add(id, "net_in", figures.NetIn, true);
        add(id, "net_out", figures.NetOut, true);
        add(id, "cpu_avg1", figures.Load(1), false);
        add(id, "cpu_avg5", figures.Load(5), false);
        add(id, "cpu_avg15", figures.Load(15), false);
        add(id, "cpu_max", node.Hardware.Threads, false);
        add(id, "cpu_current", figures.Cpu, false);
        add(id, "cpu_iowait", figures.Wait, false);
        add(id, "mem_total", node.Hardware.Memory, false);
        add(id, "mem_used", figures.Memory, false);
        add(id, "swap_total", node.Hardware.Swap, false);
        add(id, "swap_used", figures.Swap, false);
        add(id, "disk_total", node.Hardware.RootDisk, false);
        add(id, "disk_used", figures.Root, false);
    }

    private static void AddGuest(GuestFigures figures, Guest guest, Action<string, string, JsonNode, bool> add)
    {
        var id = $"{guest.TypeText}/{guest.Id}";
        add(id, "uptime", guest.IsRunning ? figures.Row()["uptime"]?.DeepClone() ?? 0 : 0, false);
        add(id, "cpu_max", figures.Cpus, false);
        add(id, "mem_total", figures.MaxMemory, false);
        add(id, "disk_total", figures.MaxDisk, false);
        if (!guest.IsRunning)
        {
            return;
        }

        add(id, "cpu_current", GuestFigures.Plain(figures.Cpu), false);
        add(id, "mem_used", figures.Memory, false);
        add(id, "net_in", figures.NetIn, true);
        add(id, "net_out", figures.NetOut, true);
        add(id, "disk_read", figures.DiskRead, true);
        add(id, "disk_write", figures.DiskWrite, true);
    }
}
