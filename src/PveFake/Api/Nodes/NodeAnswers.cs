using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>A node: status, version, time, notes, and what it does to all its guests.</summary>
internal static class NodeAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/version", Version);
        routes.Get("/nodes/{node}/version", Version);
        routes.Get("/nodes", call => new JsonArray([.. call.World.Nodes.Select(node =>
            (JsonNode)new NodeFigures(call.World, node, call.World.Now).Row(call.May($"/nodes/{node.Name}", "Sys.Audit")))]));
        routes.Get("/nodes/{node}/status", call => new NodeFigures(call.World, call.Node, call.World.Now).StatusPage());
        routes.Post("/nodes/{node}/status", call =>
        {
            var node = call.Node;
            foreach (var guest in call.World.Guests.Values.Where(guest => guest.Node == node.Name))
            {
                guest.Stop();
            }

            if (call.Text("command") == "reboot")
            {
                node.BootedAt = call.World.Now;
            }
            else
            {
                node.Reach = NodeReach.Offline;
            }
        });
        routes.Get("/nodes/{node}/time", call => new JsonObject { ["timezone"] = call.Node.TimeZone, ["time"] = call.World.Second,
            ["localtime"] = call.World.Second });
        routes.Put("/nodes/{node}/time", call => { call.Node.TimeZone = call.Text("timezone"); });
        routes.Get("/nodes/{node}/config", call =>
        {
            var config = new JsonObject { ["digest"] = Guest.DigestOf([call.Node.Description]) };
            if (call.Node.Description.Length > 0)
            {
                config["description"] = call.Node.Description;
            }

            return config;
        });
        routes.Put("/nodes/{node}/config", call =>
        {
            call.Node.Description = call.Maybe("description")
                ?? (call.List("delete").Contains("description", StringComparer.Ordinal) ? string.Empty : call.Node.Description);
        });
        routes.Get("/nodes/{node}/subscription", call => new JsonObject
        {
            ["status"] = "notfound",
            ["message"] = "There is no subscription key",
            ["serverid"] = Wave.Mix(call.Node.Seed).ToString("X16", CultureInfo.InvariantCulture) + Wave.Mix(call.Node.Seed + 1)
                .ToString("X16", CultureInfo.InvariantCulture),
            ["url"] = "https://www.proxmox.com/en/proxmox-virtual-environment/pricing",
        });
        routes.Post("/nodes/{node}/startall", call => Bulk(call, "startall", guest => guest.Config.GetValueOrDefault("onboot") == "1"
            || call.Flag("force"), (world, guest) => PowerAnswers.TryStart(world, guest)));
        routes.Post("/nodes/{node}/stopall", call => Bulk(call, "stopall", _ => true, StopOne));
        routes.Post("/nodes/{node}/suspendall", call => Bulk(call, "suspendall", guest => guest.IsRunning, (_, guest) =>
        {
            guest.IsPaused = true;
            return null;
        }));
        routes.Post("/nodes/{node}/migrateall", call => Bulk(call, "migrateall", _ => true, (world, guest) =>
        {
            guest.Node = call.Text("target");
            return null;
        }));
        routes.Post("/nodes/{node}/wakeonlan", call => "00:16:3e:00:00:01");
        routes.Get("/nodes/{node}/report", call => $"==== general system info ====\n\n# hostname\n{call.NodeName}\n");
    }

    private static JsonObject Version(ApiCall call)
        => new() { ["version"] = call.World.Version.Version, ["release"] = call.World.Version.Release,
            ["repoid"] = call.World.Version.RepoId };

    private static string? StopOne(PveWorld world, Guest guest)
    {
        guest.Stop();
        return null;
    }

    private static JsonNode Bulk(ApiCall call, string type, Func<Guest, bool> picks, Func<PveWorld, Guest, string?> work)
    {
        var wanted = call.List("vms").ToHashSet(StringComparer.Ordinal);
        if (call.Maybe("target") is { } target && call.World.Node(target) is null)
        {
            throw Refusal.Failed($"no such cluster node '{target}'");
        }

        var node = call.NodeName;
        return call.World.Tasks.Start(node, type, string.Empty, new TaskPlan(call.Caller.Id, 5)
        {
            Work = task =>
            {
                foreach (var guest in call.World.Guests.Values.Where(guest => guest.Node == node && !guest.IsTemplate).ToList())
                {
                    if (wanted.Count > 0 ? wanted.Contains(guest.Id.ToString(CultureInfo.InvariantCulture)) : picks(guest))
                    {
                        task.Say($"{guest.Noun} {guest.Id}: {work(call.World, guest) ?? "done"}");
                    }
                }

                return null;
            },
        }).Upid;
    }
}
