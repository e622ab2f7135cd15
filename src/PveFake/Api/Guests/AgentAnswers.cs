using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>The guest agent, where the configuration asks for one and the guest has it.</summary>
internal static class AgentAnswers
{
    private const string At = "/nodes/{node}/qemu/{vmid}/agent";

    public static void AddTo(RouteTable routes)
    {
        foreach (var word in new[] { "ping", "fstrim", "shutdown", "suspend-disk", "suspend-hybrid", "suspend-ram", "fsfreeze-thaw",
            "fsfreeze-freeze", "fsfreeze-status", "set-user-password" })
        {
            routes.Post($"{At}/{word}", call =>
            {
                Demand(call);
                return new JsonObject { ["result"] = word.StartsWith("fsfreeze", StringComparison.Ordinal)
                    ? (JsonNode)(word == "fsfreeze-status" ? "thawed" : 0) : new JsonObject() };
            });
        }

        routes.Post(At, call =>
        {
            Demand(call);
            return new JsonObject { ["result"] = new JsonObject() };
        });
        routes.Get($"{At}/get-osinfo", call => Result(call, _ => new JsonObject
        {
            ["id"] = "debian",
            ["name"] = "Debian GNU/Linux",
            ["pretty-name"] = "Debian GNU/Linux 13 (trixie)",
            ["version"] = "13 (trixie)",
            ["version-id"] = "13",
            ["kernel-release"] = "6.12.48+deb13-amd64",
            ["kernel-version"] = "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)",
            ["machine"] = "x86_64",
        }));
        routes.Get($"{At}/get-host-name", call => Result(call, guest => new JsonObject { ["host-name"] = guest.Name }));
        routes.Get($"{At}/network-get-interfaces", call => Result(call, Interfaces));
        routes.Get($"{At}/get-fsinfo", call => Result(call, FileSystems));
        routes.Get($"{At}/get-users", call => Result(call, _ => new JsonArray()));
        routes.Get($"{At}/get-time", call => Result(call, _ => call.World.Now.ToUnixTimeMilliseconds() * 1_000_000));
        routes.Get($"{At}/get-timezone", call => Result(call, _ => new JsonObject { ["zone"] = "UTC", ["offset"] = 0 }));
        routes.Get($"{At}/get-vcpus", call => Result(call, guest
            => new JsonArray([.. Enumerable.Range(0, new GuestFigures(call.World, guest, call.World.Now).Cpus)
            .Select(n => (JsonNode)new JsonObject { ["logical-id"] = n, ["online"] = true, ["can-offline"] = n > 0 })])));
        routes.Get($"{At}/info", call => Result(call, _
            => new JsonObject { ["version"] = "10.0.3", ["supported_commands"] = new JsonArray() }));
        routes.Get($"{At}/get-memory-blocks", call => Result(call, _ => new JsonArray()));
        routes.Get($"{At}/get-memory-block-info", call => Result(call, _ => new JsonObject { ["size"] = 134217728 }));
        routes.Post($"{At}/exec", call =>
        {
            Demand(call);
            return new JsonObject { ["pid"] = 4711 };
        });
        routes.Get($"{At}/exec-status", call =>
        {
            Demand(call);
            return new JsonObject { ["exited"] = 1, ["exitcode"] = 0, ["out-data"] = string.Empty };
        });
        routes.Get($"{At}/file-read", call =>
        {
            Demand(call);
            return new JsonObject { ["content"] = string.Empty };
        });
        routes.Post($"{At}/file-write", call => { Demand(call); });
    }

    /// <summary>The address the guest has on its first network.</summary>
    internal static string AddressOf(Guest guest) => $"10.{(guest.Id / 65025) % 255}.{(guest.Id / 255) % 255}.{(guest.Id % 254) + 1}";

    private static Guest Demand(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        if (guest.Config.GetValueOrDefault("agent") is not { } agent || new Properties(agent) is var set
            && set.First is not ("1" or "yes" or "on") && set["enabled"] != "1")
        {
            throw Refusal.Failed("No QEMU guest agent configured");
        }

        if (!guest.IsRunning)
        {
            throw Refusal.Failed($"VM {guest.Id} is not running");
        }

        return guest.HasAgent ? guest : throw new Refusal(500,
            "QEMU guest agent is not running") { After = TimeSpan.FromSeconds(call.World.Pace > 0 ? 3 : 0) };
    }

    private static JsonObject Result(ApiCall call, Func<Guest, JsonNode> answer) => new() { ["result"] = answer(Demand(call)) };

    private static JsonArray Interfaces(Guest guest)
    {
        var rows = new JsonArray
        {
            (JsonNode)new JsonObject
            {
                ["name"] = "lo",
                ["hardware-address"] = "00:00:00:00:00:00",
                ["ip-addresses"] = new JsonArray(Address("127.0.0.1", "ipv4", 8), Address("::1", "ipv6", 128)),
            },
        };
        foreach (var (key, value) in guest.Config.Where(pair => ConfigAnswers.IsNetwork(pair.Key)))
        {
            rows.Add((JsonNode)new JsonObject
            {
                ["name"] = $"ens{18 + rows.Count - 1}",
                ["hardware-address"] = new Properties(value).First.ToLowerInvariant(),
                ["ip-addresses"] = new JsonArray(Address(AddressOf(guest), "ipv4", 24)),
                ["statistics"] = new JsonObject { ["rx-bytes"] = 1000, ["tx-bytes"] = 1000, ["rx-packets"] = 10, ["tx-packets"] = 10,
                    ["rx-errs"] = 0, ["tx-errs"] = 0, ["rx-dropped"] = 0, ["tx-dropped"] = 0 },
            });
        }

        return rows;
    }

    private static JsonObject Address(string address, string type, int prefix)
        => new() { ["ip-address"] = address, ["ip-address-type"] = type, ["prefix"] = prefix };

    private static JsonArray FileSystems(Guest guest)
    {
        var size = 20L << 30;
        return
        [
            (JsonNode)new JsonObject
            {
                ["name"] = "sda1",
                ["mountpoint"] = "/",
                ["type"] = "ext4",
                ["total-bytes"] = size,
                ["used-bytes"] = (long)(size * (0.2 + (0.6 * Wave.Noise(guest.Seed, 9)))),
                ["disk"] = new JsonArray(),
            },
        ];
    }
}
