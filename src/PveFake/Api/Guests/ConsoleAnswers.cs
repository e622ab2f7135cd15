using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Tickets for consoles of guests and nodes, the monitor, and the odd words a guest understands.</summary>
internal static class ConsoleAnswers
{
    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            var at = $"/nodes/{{node}}/{kind}/{{vmid}}";
            routes.Post($"{at}/vncproxy", call => Vnc(call, "vncproxy", Id(GuestCalls.Of(call))));
            routes.Post($"{at}/termproxy", call => Vnc(call, "vncproxy", Id(GuestCalls.Of(call))));
            routes.Post($"{at}/spiceproxy", call => Spice(call, GuestCalls.Of(call)));
            routes.Get($"{at}/feature", Feature);
            routes.Get(at, call =>
            {
                GuestCalls.Of(call);
                return new JsonArray([.. (kind == "qemu" ? MachineFolders : ContainerFolders)
                    .Select(name => (JsonNode)new JsonObject { ["subdir"] = name })]);
            });
        }

        routes.Post("/nodes/{node}/vncshell", call => Vnc(call, "vncshell", string.Empty));
        routes.Post("/nodes/{node}/termproxy", call => Vnc(call, "vncshell", string.Empty));
        routes.Post("/nodes/{node}/qemu/{vmid}/monitor", call => Monitor(call));
        routes.Get("/nodes/{node}/lxc/{vmid}/interfaces", Interfaces);
        routes.Put("/nodes/{node}/qemu/{vmid}/sendkey", call =>
        {
            var guest = GuestCalls.Of(call);
            if (!guest.IsRunning)
            {
                throw Refusal.Failed($"VM {guest.Id} not running");
            }
        });
    }

    // As the real index has them, some of them long gone.
    private static readonly string[] MachineFolders =
    [
        "config", "cloudinit", "pending", "status", "unlink", "vncproxy", "termproxy", "migrate", "resize", "move", "rrd", "rrddata",
            "monitor", "agent", "snapshot",
        "spiceproxy", "sendkey", "firewall", "mtunnel", "remote_migrate",
    ];

    private static readonly string[] ContainerFolders =
    [
        "config", "pending", "status", "vncproxy", "termproxy", "vncwebsocket", "spiceproxy", "migrate", "clone", "initlog", "rrd",
            "rrddata", "firewall", "snapshot",
        "resize", "interfaces", "mtunnel", "remote_migrate",
    ];

    private static JsonObject Vnc(ApiCall call, string type, string id)
    {
        var task = call.World.Tasks.Start(call.NodeName, type, id,
            new TaskPlan(call.Caller.Id, 0) { Patience = 10, Work = _ => "connection timed out" });
        var answer = new JsonObject
        {
            ["user"] = call.Caller.Id,
            ["ticket"] = call.World.Access.Tickets.Ticket(call.Caller.Id, call.World.Second, "PVEVNC"),
            ["port"] = (5900 + (task.Pid % 99)).ToString(CultureInfo.InvariantCulture),
            ["upid"] = task.Upid,
        };
        if (call.Operation.Path.EndsWith("vncproxy", StringComparison.Ordinal)
            || call.Operation.Path.EndsWith("vncshell", StringComparison.Ordinal))
        {
            answer["cert"] = call.World.CertificatePem;
            if (call.Operation.Path.Contains("/qemu/", StringComparison.Ordinal)
                && (call.Flag("websocket") || call.Flag("generate-password")))
            {
                answer["password"] = Wave.Mix((ulong)task.Pid).ToString("x8", CultureInfo.InvariantCulture)[..8];
            }
        }

        return answer;
    }

    private static JsonObject Spice(ApiCall call, Guest guest)
    {
        if (guest.Kind is GuestKind.Qemu && !guest.Config.GetValueOrDefault("vga", string.Empty)
            .StartsWith("qxl", StringComparison.Ordinal))
        {
            throw Refusal.Failed($"VM {guest.Id} - no SPICE port");
        }

        var task = call.World.Tasks.Start(call.NodeName, "spiceproxy", Id(guest), new TaskPlan(call.Caller.Id, 10));
        return new JsonObject
        {
            ["type"] = "spice",
            ["host"] = $"pvespiceproxy:{task.Pid}:{guest.Id}:{guest.Node}::61000",
            ["proxy"] = $"http://{guest.Node}:3128",
            ["password"] = Wave.Mix((ulong)task.Pid).ToString("x16", CultureInfo.InvariantCulture),
            ["tls-port"] = 61000,
            ["title"] = $"{guest.Noun} {guest.Id} - {guest.Name}",
            ["delete-this-file"] = 1,
            ["toggle-fullscreen"] = "Shift+F11",
            ["release-cursor"] = "Ctrl+Alt+R",
            ["secure-attention"] = "Ctrl+Alt+Ins",
            ["ca"] = call.World.CertificatePem,
            ["host-subject"] = $"OU=PVE Cluster Node,O=Proxmox Virtual Environment,CN={guest.Node}",
        };
    }

    private static JsonNode Monitor(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        if (!guest.IsRunning)
        {
            return "ERROR: VM " + Id(guest) + " not running\n";
        }

        return call.Text("command") switch
        {
            "info status" => $"VM status: {new GuestFigures(call.World, guest, call.World.Now).QmpStatus}\r\n",
            "info version" => "10.0.2pve-qemu-kvm_10.0.2-4\r\n",
            var other when other.StartsWith("info ", StringComparison.Ordinal) => string.Empty,
            var other => $"unknown command: '{other}'\r\n",
        };
    }

    private static JsonObject Feature(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        var has = call.Text("feature") != "snapshot" || !Drives.Of(call.World, guest)
            .Any(drive => drive.Volume.Format == "raw" && drive.Storage.IsFileBased);
        var answer = new JsonObject { ["hasFeature"] = has ? 1 : 0 };
        if (guest.Kind is GuestKind.Qemu)
        {
            answer["nodes"] = new JsonArray([.. call.World.Nodes.Select(node => (JsonNode)node.Name)]);
        }

        return answer;
    }

    private static JsonArray? Interfaces(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        if (!guest.IsRunning)
        {
            return null;
        }

        var rows = new JsonArray { (JsonNode)new JsonObject { ["name"] = "lo", ["hwaddr"] = "00:00:00:00:00:00",
            ["inet"] = "127.0.0.1/8", ["inet6"] = "::1/128", ["hardware-address"] = "00:00:00:00:00:00",
            ["ip-addresses"] = new JsonArray() } };
        foreach (var (key, value) in guest.Config.Where(pair => ConfigAnswers.IsNetwork(pair.Key)))
        {
            var properties = new Properties(value);
            var mac = (properties["hwaddr"] ?? string.Empty).ToLowerInvariant();
            rows.Add((JsonNode)new JsonObject
            {
                ["name"] = properties["name"] ?? key,
                ["hwaddr"] = mac,
                ["hardware-address"] = mac,
                ["inet"] = $"{AgentAnswers.AddressOf(guest)}/24",
                ["ip-addresses"] = new JsonArray(new JsonObject { ["ip-address"] = AgentAnswers.AddressOf(guest),
                    ["ip-address-type"] = "inet", ["prefix"] = "24" }),
            });
        }

        return rows;
    }

    private static string Id(Guest guest) => guest.Id.ToString(CultureInfo.InvariantCulture);
}
