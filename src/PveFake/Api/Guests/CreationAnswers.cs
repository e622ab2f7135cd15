using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Guests come to be and go: create, restore, clone, make a template, destroy.</summary>
internal static class CreationAnswers
{
    private static readonly HashSet<string> NotConfig = new(StringComparer.Ordinal)
    {
        "vmid", "node", "storage", "pool", "archive", "start", "force", "unique", "bwlimit", "live-restore", "restore", "ostemplate",
            "password",
        "ssh-public-keys", "ignore-unpack-errors", "import-working-storage", "ha-managed", "entrypoint", "env",
    };

    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            routes.Get($"/nodes/{{node}}/{kind}", List);
            routes.Post($"/nodes/{{node}}/{kind}", call => Create(call));
            routes.Delete($"/nodes/{{node}}/{kind}/{{vmid}}", call => Destroy(call));
            routes.Post($"/nodes/{{node}}/{kind}/{{vmid}}/clone", call => CloneAnswers.Clone(call));
        }

        routes.Post("/nodes/{node}/qemu/{vmid}/template", call => Template(call));
        routes.Post("/nodes/{node}/lxc/{vmid}/template", call => { Template(call); });
    }

    private static JsonArray List(ApiCall call)
    {
        var kind = GuestCalls.KindOf(call);
        var now = call.World.Now;
        var rows = new JsonArray();
        foreach (var guest in call.World.Guests.Values.Where(guest => guest.Node == call.NodeName && guest.Kind == kind))
        {
            if (call.May($"/vms/{guest.Id}", "VM.Audit"))
            {
                var figures = new GuestFigures(call.World, guest, now);
                var row = figures.Row();
                if (call.Flag("full"))
                {
                    row["qmpstatus"] = figures.QmpStatus;
                }

                rows.Add((JsonNode)row);
            }
        }

        return rows;
    }

    private static JsonNode Create(ApiCall call)
    {
        var kind = GuestCalls.KindOf(call);
        var id = call.Int("vmid") ?? throw Refusal.Parameter("vmid", "property is missing and it is not optional");
        var archive = kind is GuestKind.Qemu ? call.Maybe("archive") : call.Flag("restore") ? call.Maybe("ostemplate") : null;
        if (call.World.Guests.TryGetValue(id, out var old) && !(call.Flag("force") && archive is not null && old.Node == call.NodeName))
        {
            var attempt = $"unable to {(archive is null ? "create" : "restore")} {(kind is GuestKind.Qemu ? "VM" : "CT")} {id}";
            throw Refusal.Failed($"{attempt} - {old.Noun} {id} already exists on node '{old.Node}'");
        }

        if (call.Maybe("pool") is { } pool && !call.World.Pools.ContainsKey(pool))
        {
            throw Refusal.Failed($"pool '{pool}' does not exist");
        }

        var storage = call.Maybe("storage") ?? "local";
        Drives.DemandStorages(call.World, call.NodeName, call.Given.Where(pair => ConfigAnswers.IsVolumeKey(pair.Key))
            .Select(pair => pair.Value));
        if (kind is GuestKind.Lxc && !call.Parameters.ContainsKey("rootfs"))
        {
            Drives.Storage(call.World, call.NodeName, storage);
        }

        return archive is null ? CreateNew(call, kind, id, storage) : Restore(call, kind, id, archive);
    }

    private static JsonNode CreateNew(ApiCall call, GuestKind kind, int id, string storage)
    {
        var world = call.World;
        var guest = new Guest(id, kind, call.NodeName, Wave.SeedOf(world.Seed, $"guest {id} {world.Second}")) { HearsShutdown = false };
        var type = kind is GuestKind.Qemu ? "qmcreate" : "vzcreate";
        world.Add(guest);
        guest.Config["lock"] = "create";
        JoinPool(call, id);
        return GuestCalls.Work(call, guest, type, new TaskPlan(call.Caller.Id, kind is GuestKind.Qemu ? 0.8 : 4)
        {
            Work = task =>
            {
                guest.Config.Remove("lock");
                Fill(call, guest, storage, task.Say);
                return call.Flag("start") ? PowerAnswers.TryStart(world, guest) : null;
            },
            Undo = () => world.Guests.Remove(id),
        }).Upid;
    }

    private static void Fill(ApiCall call, Guest guest, string storage, Action<string> say)
    {
        if (guest.Kind is GuestKind.Lxc)
        {
            Unpack(call, guest, storage, say);
        }

        foreach (var (key, value) in call.Given.Where(pair => !NotConfig.Contains(pair.Key)))
        {
            guest.Config[key] = ConfigAnswers.IsVolumeKey(key) ? Drives.Make(call.World, guest, key, value, say)
                : ConfigAnswers.IsNetwork(key) ? ConfigAnswers.WithMac(guest, key, value)
                : value;
        }

        if (guest.Kind is GuestKind.Qemu)
        {
            Identify(call.World, guest);
            return;
        }

        guest.Config.TryAdd("arch", "amd64");
        guest.Config.TryAdd("ostype", "debian");
        guest.Config.TryAdd("memory", "512");
        guest.Config.TryAdd("swap", "512");
        guest.Config.TryAdd("hostname", $"CT{guest.Id}");
    }

    private static void Unpack(ApiCall call, Guest guest, string storage, Action<string> say)
    {
        var template = call.Maybe("ostemplate") ?? string.Empty;
        if (Drives.StorageOf(template) is { } id && call.World.Storages.TryGetValue(id, out var from)
            && from.Find(guest.Node, template) is { } volume)
        {
            say($"extracting archive '{Drives.PathOf(from, volume)}'");
            say($"Total bytes read: {volume.Size} ({volume.Size >> 10}KiB, 15MiB/s)");
        }

        if (!call.Parameters.ContainsKey("rootfs"))
        {
            guest.Config["rootfs"] = Drives.Make(call.World, guest, "rootfs", $"{storage}:4", say);
        }
    }

    /// <summary>The marks every new virtual machine gets: a boot order, an identity, a note of its making.</summary>
    internal static void Identify(PveWorld world, Guest guest)
    {
        var boot = guest.Config.Where(pair => GuestFigures.IsDrive(pair.Key) && pair.Key is not ("efidisk0" or "tpmstate0")
            && !pair.Value.StartsWith("none", StringComparison.Ordinal))
            .Select(pair => pair.Key).OrderBy(key => key, StringComparer.Ordinal)
            .Concat(guest.Config.Keys.Where(ConfigAnswers.IsNetwork).Take(1)).ToList();
        if (boot.Count > 0)
        {
            guest.Config.TryAdd("boot", "order=" + string.Join(';', boot));
        }

        guest.Config.TryAdd("meta", string.Create(CultureInfo.InvariantCulture, $"creation-qemu=10.0.13,ctime={world.Second}"));
        guest.Config.TryAdd("smbios1", $"uuid={Uuid(guest.Seed + 11)}");
        guest.Config.TryAdd("vmgenid", Uuid(guest.Seed + 12));
    }

    internal static string Uuid(ulong seed)
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, Wave.Mix(seed));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), Wave.Mix(seed + 1));
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    private static JsonNode Restore(ApiCall call, GuestKind kind, int id, string archive)
    {
        var world = call.World;
        var storage = Drives.Storage(world, call.NodeName, Drives.StorageOf(archive)
            ?? throw Refusal.Failed($"unable to parse volume ID '{archive}'"));
        var volume = storage.Find(call.NodeName, archive) ?? throw Refusal.Failed($"volume '{archive}' does not exist");
        if (world.Guests.TryGetValue(id, out var old))
        {
            if (old.IsRunning)
            {
                throw Refusal.Failed($"unable to restore {old.Noun} {id} - {old.Noun} {id} is running");
            }

            Drives.RemoveAll(world, old);
        }

        var guest = world.Add(new Guest(id, kind, call.NodeName, Wave.SeedOf(world.Seed, $"guest {id} {world.Second}")));
        guest.Config["lock"] = "create";
        JoinPool(call, id);
        return GuestCalls.Work(call, guest, kind is GuestKind.Qemu ? "qmrestore" : "vzrestore", new TaskPlan(call.Caller.Id, 8)
        {
            Lines = kind is GuestKind.Lxc
                ? [$"recovering backed-up configuration from '{archive}'", $"restoring '{archive}' now..",
                    $"extracting archive '{Drives.PathOf(storage, volume)}'",
                    $"Total bytes read: {volume.Size} ({volume.Size >> 10}KiB, 23MiB/s)", "merging backed-up and given configuration.."]
                :
                [
                    $"restore vma archive: vma extract -v -r /var/tmp/vzdumptmp{guest.Seed % 100000}.fifo {Drives.PathOf(storage, volume)} "
                        + $"/var/tmp/vzdumptmp{guest.Seed % 100000}",
                    "progress 50% (read half)",
                    "progress 100%",
                ],
            Work = task =>
            {
                Refill(call, guest, volume, task.Say);
                return call.Flag("start") ? PowerAnswers.TryStart(world, guest) : null;
            },
            Undo = () => world.Guests.Remove(id),
        }).Upid;
    }

    private static void Refill(ApiCall call, Guest guest, PveVolume backup, Action<string> say)
    {
        guest.Config.Clear();
        foreach (var (key, value) in backup.Config ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var properties = new Properties(value);
            var isVolume = ConfigAnswers.IsVolumeKey(key) && properties["media"] != "cdrom"
                && Drives.StorageOf(properties.First) is not null;
            guest.Config[key] = isVolume
                ? Drives.Make(call.World, guest, key,
                    $"{call.Maybe("storage") ?? Drives.StorageOf(properties.First)}:{Gib(properties["size"])}", say)
                : value;
        }

        foreach (var (key, value) in call.Given.Where(pair => !NotConfig.Contains(pair.Key)))
        {
            guest.Config[key] = ConfigAnswers.IsVolumeKey(key) ? Drives.Make(call.World, guest, key, value, _ => { }) : value;
        }
    }

    private static string Gib(string? size) => ((Sizes.Parse(size ?? "0") ?? 0) / (double)(1L << 30))
        .ToString("0.######", CultureInfo.InvariantCulture);

    private static JsonNode Template(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        GuestCalls.DemandUnlocked(guest, call);
        if (guest.IsTemplate)
        {
            throw Refusal.Failed("you can't convert a template to a template");
        }

        if (guest.IsRunning)
        {
            throw Refusal.Failed($"you can't convert a {guest.Noun} to template if the {guest.Noun} is running");
        }

        if (guest.Snapshots.Count > 0)
        {
            throw Refusal.Failed($"unable to create template, because {guest.Noun} contains snapshots");
        }

        return GuestCalls.Work(call, guest, "qmtemplate", new TaskPlan(call.Caller.Id, guest.Kind is GuestKind.Qemu ? 0.5 : 0)
        {
            Work = _ =>
            {
                guest.Config["template"] = "1";
                return null;
            },
        }).Upid;
    }

    private static JsonNode Destroy(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.RefuseRootOptions(call, "skiplock");
        GuestCalls.DemandUnlocked(guest, call);
        if (guest.Config.GetValueOrDefault("protection") == "1")
        {
            throw Refusal.Failed($"can't remove {guest.Noun} {guest.Id} - protection mode enabled");
        }

        var isForced = guest.Kind is GuestKind.Lxc && call.Flag("force");
        if (guest.IsRunning && !isForced)
        {
            throw Refusal.Failed(guest.Kind is GuestKind.Qemu ? $"VM {guest.Id} is running - destroy failed"
                : $"unable to destroy CT {guest.Id} - container is running");
        }

        if (new GuestFigures(call.World, guest, call.World.Now).HaEntry() is not null && !call.Flag("purge"))
        {
            throw Refusal.Failed($"unable to remove {guest.Noun} {guest.Id} - used in HA resources and purge parameter not set.");
        }

        var lines = new List<string>();
        if (call.Flag("purge"))
        {
            lines.Add($"purging {guest.Noun} {guest.Id} from related configurations..");
        }

        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmdestroy" : "vzdestroy", new TaskPlan(call.Caller.Id, 0.8)
        {
            Lines = lines,
            Work = _ =>
            {
                Drives.RemoveAll(call.World, guest);
                call.World.Guests.Remove(guest.Id);
                Forget(call.World, guest);
                return null;
            },
        }).Upid;
    }

    private static void Forget(PveWorld world, Guest guest)
    {
        foreach (var pool in world.Pools.Values)
        {
            pool.Guests.Remove(guest.Id);
        }

        world.Sections.Remove("/cluster/ha/resources", guest.Kind is GuestKind.Qemu ? $"vm:{guest.Id}" : $"ct:{guest.Id}");
        world.Access.ForgetInAcl(entry => entry.Path == $"/vms/{guest.Id}");
    }

    internal static void JoinPool(ApiCall call, int id)
    {
        if (call.Maybe("pool") is { } pool)
        {
            call.World.Pools[pool].Guests.Add(id);
        }
    }
}
