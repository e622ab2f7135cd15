using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Storage;

/// <summary>What is on a storage: list, look at, upload, download, protect, delete, prune.</summary>
internal static class ContentAnswers
{
    private const string At = "/nodes/{node}/storage/{storage}";

    public static void AddTo(RouteTable routes)
    {
        routes.Get($"{At}/content", List);
        routes.Post($"{At}/content", call => Allocate(call));
        routes.Get($"{At}/content/{{volume}}", Info);
        routes.Put($"{At}/content/{{volume}}", Change);
        routes.Delete($"{At}/content/{{volume}}", call => Delete(call));
        routes.Post($"{At}/upload", call => Upload(call));
        routes.Post($"{At}/download-url", call => Fetch(call));
        routes.Get($"{At}/prunebackups", call => PruneList(call));
        routes.Delete($"{At}/prunebackups", call => Prune(call));
        routes.Get("/nodes/{node}/vzdump/extractconfig", ExtractConfig);
    }

    private static JsonArray List(ApiCall call)
    {
        var storage = StorageAnswers.Find(call);
        var (content, guest) = (call.Maybe("content"), call.Int("vmid"));
        var rows = new JsonArray();
        foreach (var volume in storage.On(call.NodeName))
        {
            if ((content is null || volume.Content == content) && (guest is null || volume.Guest == guest) && MaySee(call, storage, volume))
            {
                rows.Add((JsonNode)Row(storage, volume));
            }
        }

        return rows;
    }

    private static bool MaySee(ApiCall call, PveStorage storage, PveVolume volume)
        => call.May($"/storage/{storage.Id}", "Datastore.Allocate") || (volume.Content is "images" or "rootdir" or "backup"
            ? call.May($"/storage/{storage.Id}", "Datastore.Audit")
                || (volume.Guest is { } id && call.May($"/vms/{id}", "VM.Backup", "VM.Config.Disk"))
            : StorageAnswers.MaySee(call, storage.Id));

    private static JsonObject Row(PveStorage storage, PveVolume volume)
    {
        var row = new JsonObject { ["volid"] = volume.Id, ["content"] = volume.Content, ["format"] = volume.Format,
            ["size"] = volume.Size, ["ctime"] = volume.Created };
        if (volume.Guest is { } guest)
        {
            row["vmid"] = guest;
        }

        if (volume.Content is "images" or "rootdir" && storage.IsFileBased)
        {
            row["used"] = Math.Min(volume.Size, 4096 + (volume.Size / 5 * 2 / 4096 * 4096));
            row["parent"] = null;
        }

        if (volume.Content == "backup")
        {
            AddBackup(row, volume);
        }

        return row;
    }

    private static void AddBackup(JsonObject row, PveVolume volume)
    {
        if (volume.Kind is { } kind)
        {
            row["subtype"] = kind is GuestKind.Qemu ? "qemu" : "lxc";
        }

        if (volume.Notes is { Length: > 0 } notes)
        {
            row["notes"] = notes;
        }

        if (volume.IsProtected)
        {
            row["protected"] = 1;
        }

        if (volume.Verified is { } state)
        {
            row["verification"] = new JsonObject { ["state"] = state,
                ["upid"] = "UPID:pbs:00000001:00000001:00000001:00000001:verify:store:root@pam:" };
        }
    }

    private static (PveStorage Storage, PveVolume? Volume, string Id) Locate(ApiCall call)
    {
        var text = call.Text("volume");
        var storage = StorageAnswers.Find(call);
        var id = text.StartsWith(storage.Id + ":", StringComparison.Ordinal) ? text : $"{storage.Id}:{text}";
        return (storage, storage.Find(call.NodeName, id), id);
    }

    private static JsonObject Info(ApiCall call)
    {
        var (storage, volume, id) = Locate(call);
        if (volume is null)
        {
            throw Refusal.Failed($"volume_size_info on '{id}' failed - no format");
        }

        var answer = new JsonObject
        {
            ["path"] = Drives.PathOf(storage, volume),
            ["size"] = volume.Size,
            ["used"] = volume.Size,
            ["format"] = volume.Content is "images" or "rootdir" ? volume.Format : "raw",
        };
        if (volume.Content == "backup")
        {
            answer["notes"] = volume.Notes ?? string.Empty;
            answer["protected"] = volume.IsProtected ? 1 : 0;
        }

        return answer;
    }

    private static void Change(ApiCall call)
    {
        var (_, volume, id) = Locate(call);
        if (volume is null)
        {
            throw Refusal.Failed($"volume '{id}' does not exist");
        }

        if (volume.Content != "backup")
        {
            throw Refusal.Failed("update attributes failed - only backups have attributes");
        }

        volume.Notes = call.Maybe("notes") ?? volume.Notes;
        volume.IsProtected = call.Flag("protected", volume.IsProtected);
    }

    private static JsonNode Delete(ApiCall call)
    {
        var (storage, volume, id) = Locate(call);
        var node = call.NodeName;
        var name = volume?.Guest is { } guest ? $"{guest.ToString(CultureInfo.InvariantCulture)}@{storage.Id}" : storage.Id;
        return call.World.Tasks.Start(node, "imgdel", name, new TaskPlan(call.Caller.Id, 0.3)
        {
            Work = task =>
            {
                if (volume is null)
                {
                    return $"unable to parse volume filename '{id}'";
                }

                if (volume.IsProtected)
                {
                    return $"cannot remove protected volume '{volume.Id[(storage.Id.Length + 1)..]}' on '{storage.Id}'";
                }

                storage.Remove(node, volume.Id);
                task.Say($"Removed volume '{volume.Id}'");
                return null;
            },
        }).Upid;
    }

    private static JsonNode Allocate(ApiCall call)
    {
        var storage = StorageAnswers.Find(call);
        var size = call.Text("size");
        var bytes = char.IsAsciiDigit(size[^1]) ? (Sizes.Parse(size) ?? 0) << 10 : Sizes.Parse(size) ?? 0;
        var name = call.Text("filename");
        var guest = call.Int("vmid") ?? 0;
        var format = call.Maybe("format") ?? (name.Contains('.', StringComparison.Ordinal) ? name[(name.LastIndexOf('.') + 1)..] : "raw");
        var id = storage.IsFileBased ? $"{storage.Id}:{guest}/{name}" : $"{storage.Id}:{name}";
        if (storage.Find(call.NodeName, id) is not null)
        {
            throw Refusal.Failed($"disk image '{Drives.PathOf(storage, new PveVolume(id, "images", format, 0, 0))}' already exists");
        }

        storage.Put(call.NodeName, new PveVolume(id, "images", format, bytes, call.World.Second) { Guest = guest });
        return id;
    }

    private static JsonNode Upload(ApiCall call)
    {
        var storage = StorageAnswers.Find(call);
        if (call.Upload is not { } upload)
        {
            throw Refusal.Parameter("filename", "property is missing and it is not optional");
        }

        return Arrive(call, storage, upload.FileName, upload.Length, "imgcopy", string.Empty, 0.3);
    }

    private static JsonNode Fetch(ApiCall call)
        => Arrive(call, StorageAnswers.Find(call), call.Text("filename"), 600L << 20, "download", call.Text("filename"), 20);

    private static JsonNode Arrive(ApiCall call, PveStorage storage, string file, long size, string type, string id, double seconds)
    {
        var (content, node) = (call.Text("content"), call.NodeName);
        if (!storage.Content.Contains(content, StringComparer.Ordinal))
        {
            throw Refusal.Failed($"storage '{storage.Id}' does not support '{content}' content");
        }

        var format = file.EndsWith(".iso", StringComparison.OrdinalIgnoreCase) ? "iso"
            : file[(file.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var volume = new PveVolume($"{storage.Id}:{content}/{file}", content, format, size, call.World.Second);
        return call.World.Tasks.Start(node, type, id, new TaskPlan(call.Caller.Id, seconds)
        {
            Work = task =>
            {
                task.Say($"target file: {Drives.PathOf(storage, volume)}");
                task.Say($"file size is: {size}");
                storage.Put(node, volume);
                return null;
            },
        }).Upid;
    }

    private static JsonNode ExtractConfig(ApiCall call)
    {
        var id = call.Text("volume");
        var storage = Drives.Storage(call.World, call.NodeName, Drives.StorageOf(id)
            ?? throw Refusal.Failed($"unable to parse volume ID '{id}'"));
        var volume = storage.Find(call.NodeName, id) ?? throw Refusal.Failed($"volume '{id}' does not exist");
        return string.Concat((volume.Config ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .OrderBy(pair => pair.Key == "description" ? 0 : 1)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key == "description" ? $"#{pair.Value}\n" : $"{pair.Key}: {pair.Value}\n"));
    }

    private static List<(PveVolume Volume, string Mark)> Marks(ApiCall call)
    {
        var storage = StorageAnswers.Find(call);
        var keep = new Properties(call.Maybe("prune-backups") ?? storage.Options.GetValueOrDefault("prune-backups") ?? "keep-all=1");
        var isAll = keep["keep-all"] == "1";
        var last = int.TryParse(keep["keep-last"], CultureInfo.InvariantCulture, out var count) ? count : 0;
        foreach (var name in new[] { "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly" })
        {
            last += int.TryParse(keep[name], CultureInfo.InvariantCulture, out var more) ? more : 0;
        }

        var (type, guest) = (call.Maybe("type"), call.Int("vmid"));
        var backups = storage.On(call.NodeName).Where(volume => volume.Content == "backup")
            .Where(volume => (guest is null || volume.Guest == guest)
                && (type is null || (volume.Kind is GuestKind.Qemu ? "qemu" : "lxc") == type));
        var marks = new List<(PveVolume, string)>();
        foreach (var group in backups.GroupBy(volume => volume.Guest))
        {
            var kept = 0;
            foreach (var volume in group.OrderByDescending(volume => volume.Created))
            {
                marks.Add((volume, volume.IsProtected ? "protected" : isAll || kept++ < last ? "keep" : "remove"));
            }
        }

        return [.. marks.OrderBy(mark => mark.Item1.Created)];
    }

    private static JsonArray PruneList(ApiCall call) => new([.. Marks(call).Select(mark =>
    {
        var row = new JsonObject
        {
            ["volid"] = mark.Volume.Id,
            ["ctime"] = mark.Volume.Created,
            ["mark"] = mark.Mark,
            ["type"] = mark.Volume.Kind is GuestKind.Qemu ? "qemu" : mark.Volume.Kind is GuestKind.Lxc ? "lxc" : "unknown",
        };
        if (mark.Volume.Guest is { } guest)
        {
            row["vmid"] = guest;
        }

        return (JsonNode)row;
    })]);

    private static JsonNode Prune(ApiCall call)
    {
        var (storage, node, marks) = (StorageAnswers.Find(call), call.NodeName, Marks(call));
        return call.World.Tasks.Start(node, "prunebackups", storage.Id, new TaskPlan(call.Caller.Id, 1)
        {
            Work = task =>
            {
                foreach (var (volume, _) in marks.Where(mark => mark.Mark == "remove"))
                {
                    storage.Remove(node, volume.Id);
                    task.Say($"Removed volume '{volume.Id}'");
                }

                return null;
            },
        }).Upid;
    }
}
