using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>A guest's configuration: read it, change it, see what waits.</summary>
internal static class ConfigAnswers
{
    // Changed while it runs without a restart, whatever the hot-plug setting says.
    private static readonly HashSet<string> Immediate = new(StringComparer.Ordinal)
    {
        "name", "description", "onboot", "startup", "protection", "shares", "tags", "hookscript", "vmstatestorage", "lock",
            "migrate_downtime", "migrate_speed",
        "hostname", "cpulimit", "cpuunits", "nameserver", "searchdomain", "swap", "memory_lxc", "cores_lxc", "digest",
    };

    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            routes.Get($"/nodes/{{node}}/{kind}/{{vmid}}/config", Get);
            routes.Put($"/nodes/{{node}}/{kind}/{{vmid}}/config", Change);
            routes.Get($"/nodes/{{node}}/{kind}/{{vmid}}/pending", Pending);
        }

        routes.Post("/nodes/{node}/qemu/{vmid}/config", call =>
        {
            var guest = GuestCalls.Of(call);
            Prepare(call, guest);
            var task = call.World.Tasks.Start(guest.Node, "qmconfig", Text(guest.Id), new TaskPlan(call.Caller.Id, 0)
            {
                Work = task =>
                {
                    Apply(call, guest, task.Say);
                    return null;
                },
            });
            return task.Upid;
        });
    }

    private static JsonObject Get(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        if (call.Maybe("snapshot") is { } name)
        {
            var snapshot = guest.Snapshots.Find(snapshot => snapshot.Name == name)
                ?? throw Refusal.Failed($"snapshot '{name}' does not exist");
            return Values(call, guest, snapshot.Config, guest.Digest);
        }

        return Values(call, guest, call.Flag("current") ? guest.Config : guest.ConfigWithPending(), guest.Digest);
    }

    private static void Change(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        Prepare(call, guest);
        Apply(call, guest, _ => { });
    }

    /// <summary>Everything that can be wrong before a byte is written.</summary>
    private static void Prepare(ApiCall call, Guest guest)
    {
        GuestCalls.RefuseRootOptions(call, "skiplock");
        if (!call.Caller.IsRoot && call.Maybe("lock") is not null)
        {
            throw Refusal.Failed("only root can set 'lock' config");
        }

        if (!call.Caller.IsRoot && call.Maybe("args") is not null)
        {
            throw Refusal.Failed("only root can set 'args' config");
        }

        GuestCalls.DemandFree(guest, call);
        if (call.Maybe("digest") is { } digest && digest != guest.Digest)
        {
            throw Refusal.Failed("checksum mismatch (file change by other user?)");
        }

        GuestCalls.DemandUnlocked(guest, call);
        Drives.DemandStorages(call.World, guest.Node, call.Given.Where(pair => IsVolumeKey(pair.Key)).Select(pair => pair.Value));
    }

    private static void Apply(ApiCall call, Guest guest, Action<string> say)
    {
        var (deletes, reverts) = (call.List("delete"), call.List("revert"));
        foreach (var key in reverts)
        {
            guest.Pending.Remove(key);
        }

        foreach (var key in deletes)
        {
            Set(call.World, guest, key, null);
        }

        foreach (var (key, value) in call.Given)
        {
            if (key is "delete" or "revert" or "digest" or "skiplock" or "force" or "background_delay" or "import-working-storage")
            {
                continue;
            }

            var made = IsVolumeKey(key) ? Drives.Make(call.World, guest, key, value, say)
                : IsNetwork(key) ? WithMac(guest, key, value)
                : value;
            Set(call.World, guest, key, made);
        }
    }

    private static void Set(PveWorld world, Guest guest, string key, string? value)
    {
        if (guest.IsRunning && IsPendingKey(guest, key))
        {
            if (value is null ? !guest.Config.ContainsKey(key) : guest.Config.GetValueOrDefault(key) == value)
            {
                guest.Pending.Remove(key);
            }
            else
            {
                guest.Pending[key] = value;
            }

            return;
        }

        if (value is not null)
        {
            guest.Config[key] = value;
            return;
        }

        if (guest.Config.Remove(key, out var old) && IsVolumeKey(key) && !key.StartsWith("unused", StringComparison.Ordinal)
            && Drives.StorageOf(new Properties(old).First) is { } id && world.Storages.ContainsKey(id)
                && !old.Contains("media=cdrom", StringComparison.Ordinal))
        {
            var number = Enumerable.Range(0, 256).First(n => !guest.Config.ContainsKey($"unused{n}"));
            guest.Config[$"unused{number}"] = new Properties(old).First;
        }
    }

    private static bool IsPendingKey(Guest guest, string key)
        => guest.Kind is GuestKind.Qemu
            ? !Immediate.Contains(key) && !IsNetwork(key) && !GuestFigures.IsDrive(key) && !key.StartsWith("usb", StringComparison.Ordinal)
                && !key.StartsWith("unused", StringComparison.Ordinal)
            : key is "unprivileged" or "arch" or "ostype" or "features" or "rootfs" || key.StartsWith("mp", StringComparison.Ordinal);

    internal static bool IsVolumeKey(string key) => GuestFigures.IsDrive(key) || GuestFigures.IsMount(key)
        || key.StartsWith("unused", StringComparison.Ordinal);

    internal static bool IsNetwork(string key) => key.StartsWith("net", StringComparison.Ordinal) && key.Length > 3 && key[3..]
        .All(char.IsAsciiDigit);

    /// <summary>A network device without an address gets one.</summary>
    internal static string WithMac(Guest guest, string key, string value)
    {
        var properties = new Properties(value);
        var number = int.Parse(key[3..], CultureInfo.InvariantCulture);
        if (guest.Kind is GuestKind.Lxc)
        {
            properties.InsertAfterBridge("hwaddr", Drives.Mac(guest.Seed, number));
            properties["type"] ??= "veth";
            return properties.ToString();
        }

        if (properties.FirstKey.Length == 0)
        {
            properties.ReplaceFirst(properties.First, Drives.Mac(guest.Seed, number));
        }
        else if (properties["model"] is { } model && properties["macaddr"] is null)
        {
            properties["model"] = null;
            return $"{model}={Drives.Mac(guest.Seed, number)},{properties}".TrimEnd(',');
        }

        return properties.ToString();
    }

    /// <summary>The configuration with the types the wire has: what the schema calls a number or a flag is one, the rest is text.</summary>
    private static JsonObject Values(ApiCall call, Guest guest, IReadOnlyDictionary<string, string> config, string digest)
    {
        var answer = new JsonObject();
        foreach (var (key, value) in config)
        {
            answer[key] = Typed(call, guest, key, value);
        }

        answer["digest"] = digest;
        return answer;
    }

    private static JsonNode Typed(ApiCall call, Guest guest, string key, string value)
    {
        var operation = FakeSchema.Of(call.World).Find("PUT", $"/nodes/{{node}}/{guest.TypeText}/{{vmid}}/config");
        var kind = operation?.Parameter(key)?.Kind ?? PveKind.Text;
        return kind switch
        {
            PveKind.Integer or PveKind.Boolean when long.TryParse(value, CultureInfo.InvariantCulture, out var whole) => whole,
            // A fraction stays text: Perl read it from a file and never counted with it.
            _ => value,
        };
    }

    private static JsonArray Pending(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        var rows = new JsonArray();
        foreach (var (key, value) in guest.Config)
        {
            var row = new JsonObject { ["key"] = key, ["value"] = Typed(call, guest, key, value) };
            if (guest.Pending.TryGetValue(key, out var pending))
            {
                if (pending is null)
                {
                    row["delete"] = 1;
                }
                else
                {
                    row["pending"] = Typed(call, guest, key, pending);
                }
            }

            rows.Add((JsonNode)row);
        }

        foreach (var (key, value) in guest.Pending.Where(pair => pair.Value is not null && !guest.Config.ContainsKey(pair.Key)))
        {
            rows.Add((JsonNode)new JsonObject { ["key"] = key, ["pending"] = Typed(call, guest, key, value ?? string.Empty) });
        }

        rows.Add((JsonNode)new JsonObject { ["key"] = "digest", ["value"] = guest.Digest });
        return rows;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
