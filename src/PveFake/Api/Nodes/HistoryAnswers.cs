using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Api.Storage;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>
/// The round-robin history of nodes, guests and storages: figures are a function of time, so the past can be told without having been
/// kept. A row before the thing began has only its time.
/// </summary>
internal static class HistoryAnswers
{
    private delegate void Fill(JsonObject row, DateTimeOffset at, double step);

    // Step in seconds and rows, by time frame.
    private static readonly Dictionary<string, (int Step, int Rows)> Frames = new(StringComparer.Ordinal)
    {
        ["hour"] = (60, 60),
        ["day"] = (1800, 48),
        ["week"] = (10800, 56),
        ["month"] = (43200, 60),
        ["year"] = (604800, 52),
        ["decade"] = (604800, 520),
    };

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/nodes/{node}/rrddata", call => Rows(call, Since(call), (row, at, step) => OfNode(call, row, at, step)));
        routes.Get("/nodes/{node}/storage/{storage}/rrddata", call =>
        {
            var storage = StorageAnswers.Find(call);
            return Rows(call, Since(call), (row, at, _) =>
            {
                row["total"] = storage.Size;
                row["used"] = (long)(StorageAnswers.Used(call.World, storage,
                    call.NodeName) * (0.95 + (0.05 * Wave.Noise(call.World.Seed, at.ToUnixTimeSeconds() / 3600))));
            });
        });
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            routes.Get($"/nodes/{{node}}/{kind}/{{vmid}}/rrddata", call =>
            {
                var guest = GuestCalls.Of(call);
                return Rows(call, guest.IsRunning ? Later(guest.StartedAt, Since(call)) : DateTimeOffset.MaxValue, (row, at, step)
                    => OfGuest(call, guest, row, at, step));
            });
            routes.Get($"/nodes/{{node}}/{kind}/{{vmid}}/rrd", call =>
            {
                GuestCalls.Of(call);
                return Picture(call);
            });
        }

        routes.Get("/nodes/{node}/rrd", Picture);
        routes.Get("/nodes/{node}/storage/{storage}/rrd", Picture);
    }

    private static DateTimeOffset Since(ApiCall call) => call.Node.HistorySince ?? call.Node.BootedAt;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static JsonNode Picture(ApiCall call)
        => new JsonObject { ["filename"] = $"/var/lib/rrdcached/db/{call.NodeName}/{call.Text("ds").Replace(',', '_')}.png" };

    private static JsonArray Rows(ApiCall call, DateTimeOffset begin, Fill fill)
    {
        var (step, count) = Frames[call.Text("timeframe")];
        var last = call.World.Second / step * step;
        var rows = new JsonArray();
        for (var i = count - 1; i >= 0; i--)
        {
            var second = last - ((long)i * step);
            var at = DateTimeOffset.FromUnixTimeSeconds(second);
            var row = new JsonObject { ["time"] = second };
            if (at >= begin)
            {
                fill(row, at, step);
            }

            rows.Add((JsonNode)row);
        }

        return rows;
    }

    private static void OfNode(ApiCall call, JsonObject row, DateTimeOffset at, double step)
    {
        var node = call.Node;
        var (now, before) = (new NodeFigures(call.World, node, at), new NodeFigures(call.World, node, at.AddSeconds(-step)));
        row["cpu"] = now.Cpu;
        row["iowait"] = now.Wait;
        row["loadavg"] = now.Load(1);
        row["maxcpu"] = node.Hardware.Threads;
        row["memtotal"] = node.Hardware.Memory;
        row["memused"] = now.Memory;
        row["swaptotal"] = node.Hardware.Swap;
        row["swapused"] = now.Swap;
        row["roottotal"] = node.Hardware.RootDisk;
        row["rootused"] = now.Root;
        row["netin"] = Math.Max(0, now.NetIn - before.NetIn) / step;
        row["netout"] = Math.Max(0, now.NetOut - before.NetOut) / step;
        if (call.World.Version.IsNine)
        {
            row["memavailable"] = node.Hardware.Memory - now.Memory;
            row["arcsize"] = 0;
            foreach (var name in new[] { "pressurecpusome", "pressureiosome", "pressureiofull", "pressurememorysome",
                "pressurememoryfull" })
            {
                row[name] = Math.Max(0, Wave.Level(node.Seed + (ulong)name.Length, at.ToUnixTimeSeconds(), -2, 5));
            }
        }
    }

    private static void OfGuest(ApiCall call, Guest guest, JsonObject row, DateTimeOffset at, double step)
    {
        var (now, before) = (new GuestFigures(call.World, guest, at), new GuestFigures(call.World, guest, at.AddSeconds(-step)));
        row["cpu"] = now.Cpu;
        row["maxcpu"] = now.Cpus;
        row["mem"] = now.Memory;
        row["maxmem"] = now.MaxMemory;
        row["disk"] = now.Disk;
        row["maxdisk"] = now.MaxDisk;
        row["netin"] = Math.Max(0, now.NetIn - before.NetIn) / step;
        row["netout"] = Math.Max(0, now.NetOut - before.NetOut) / step;
        row["diskread"] = Math.Max(0, now.DiskRead - before.DiskRead) / step;
        row["diskwrite"] = Math.Max(0, now.DiskWrite - before.DiskWrite) / step;
        if (call.World.Version.IsNine)
        {
            if (guest.Kind is GuestKind.Qemu)
            {
                row["memhost"] = now.Memory;
            }

            foreach (var name in new[] { "pressurecpusome", "pressurecpufull", "pressureiosome", "pressureiofull", "pressurememorysome",
                "pressurememoryfull" })
            {
                row[name] = Math.Max(0, Wave.Level(guest.Seed + (ulong)name.Length, at.ToUnixTimeSeconds(), -2, 5));
            }
        }
    }
}
