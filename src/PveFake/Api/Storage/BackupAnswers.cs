using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Storage;

/// <summary>Backups: <c>vzdump</c> now, and the jobs that do it at night.</summary>
internal static class BackupAnswers
{
    private const string Jobs = "/cluster/backup";

    public static void AddTo(RouteTable routes)
    {
        routes.Post("/nodes/{node}/vzdump", call => Run(call));
        routes.Get(Jobs, call => new JsonArray([.. call.World.Sections.List(Jobs).Select(entry => (JsonNode)Job(call, entry))]));
        routes.Post(Jobs, CreateJob);
        routes.Get($"{Jobs}/{{id}}", call => Job(call, FindJob(call)));
        routes.Put($"{Jobs}/{{id}}", ChangeJob);
        routes.Delete($"{Jobs}/{{id}}", call =>
        {
            FindJob(call);
            call.World.Sections.Remove(Jobs, call.Text("id"));
        });
        routes.Get($"{Jobs}/{{id}}/included_volumes", Included);
        routes.Get("/cluster/backup-info/not-backed-up", NotBackedUp);
    }

    private static JsonNode Run(ApiCall call)
    {
        var world = call.World;
        if (call.Maybe("storage") is { } id)
        {
            Drives.Storage(world, call.NodeName, id);
        }

        if (call.Maybe("vmid") is null && !call.Flag("all") && call.Maybe("pool") is null)
        {
            throw Refusal.Failed("no vmid specified");
        }

        var guests = Selected(call).Where(guest => guest.Node == call.NodeName).ToList();
        foreach (var guest in guests)
        {
            call.Demand($"/vms/{guest.Id}", "VM.Backup");
        }

        var name = call.Maybe("vmid") is { } one && !one.Contains(',', StringComparison.Ordinal) ? one : string.Empty;
        return world.Tasks.Start(call.NodeName, "vzdump", name, new TaskPlan(call.Caller.Id, 1 + (3 * guests.Count))
        {
            Work = task => Dump(call, guests, task),
        }).Upid;
    }

    private static IEnumerable<Guest> Selected(ApiCall call)
    {
        var ids = call.List("vmid").ToHashSet(StringComparer.Ordinal);
        var without = call.List("exclude").ToHashSet(StringComparer.Ordinal);
        var pool = call.Maybe("pool") is { } name ? call.World.Pools.GetValueOrDefault(name) : null;
        return call.World.Guests.Values.Where(guest => Has(ids, guest) || (call.Flag("all") && !Has(without, guest))
            || pool?.Guests.Contains(guest.Id) == true);
    }

    private static bool Has(HashSet<string> ids, Guest guest) => ids.Contains(guest.Id.ToString(CultureInfo.InvariantCulture));

    private static string? Dump(ApiCall call, List<Guest> guests, PveTask task)
    {
        var node = call.Node;
        if (node.MissingPrograms.Contains("sendmail"))
        {
            return "unable to find command 'sendmail'";
        }

        var given = string.Join(' ', call.Given.Where(pair => pair.Key != "vmid").Select(pair => $"--{pair.Key} {pair.Value}"));
        task.Say($"INFO: starting new backup job: vzdump {call.Maybe("vmid") ?? "--all 1"} {given} --node {node.Name}".TrimEnd());
        var failed = guests.Count(guest => !DumpOne(call, guest, task));
        task.Say(failed == 0 ? "INFO: Backup job finished successfully" : "INFO: Backup job finished with errors");
        return failed == 0 ? null : "job errors";
    }

    private static bool DumpOne(ApiCall call, Guest guest, PveTask task)
    {
        var world = call.World;
        var storage = world.Storages.GetValueOrDefault(call.Maybe("storage") ?? "local");
        var now = world.Now;
        var stamp = now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        task.Say($"INFO: Starting Backup of VM {guest.Id} ({guest.TypeText})");
        task.Say($"INFO: Backup started at {stamp}");
        task.Say($"INFO: status = {(guest.IsRunning ? "running" : "stopped")}");
        task.Say($"INFO: backup mode: {(guest.IsRunning ? call.Maybe("mode") ?? "snapshot" : "stop")}");
        task.Say("INFO: ionice priority: 7");
        task.Say($"INFO: {guest.Noun} Name: {guest.Name}");
        var drives = Drives.Of(world, guest).Where(drive => !drive.Key.StartsWith("unused", StringComparison.Ordinal)).ToList();
        foreach (var (key, value, _, volume) in drives)
        {
            task.Say(guest.Kind is GuestKind.Qemu
                ? $"INFO: include disk '{key}' '{volume.Id}' {new Properties(value)["size"]}"
                : $"INFO: including mount point {key} ('{new Properties(value)["mp"] ?? "/"}') in backup");
        }

        if (guest.Kind is GuestKind.Qemu && !guest.IsRunning && (guest.StartError ?? (call.Node.MissingPrograms.Contains("qmeventd")
            ? $"unable to connect to qmeventd socket (vmid: {guest.Id}) - No such file or directory" : null)) is { } error)
        {
            // A stopped machine is started, paused, for its backup.
            task.Say("INFO: starting kvm to execute backup task");
            task.Say($"ERROR: {error}");
            task.Say("INFO: aborting backup job");
            task.Say($"ERROR: Backup of VM {guest.Id} failed - {error}");
            task.Say($"INFO: Failed at {stamp}");
            return false;
        }

        if (storage is null)
        {
            task.Say($"ERROR: Backup of VM {guest.Id} failed - storage does not exist");
            task.Say($"INFO: Failed at {stamp}");
            return false;
        }

        var archive = Archive(call, guest, storage, now, drives.Sum(drive => drive.Volume.Size));
        task.Say($"INFO: creating vzdump archive '{Drives.PathOf(storage, archive)}'");
        task.Say($"INFO: archive file size: {archive.Size >> 20}MB");
        if (archive.Notes is not null)
        {
            task.Say("INFO: adding notes to backup");
        }

        storage.Put(guest.Node, archive);
        task.Say($"INFO: Finished Backup of VM {guest.Id} (00:00:03)");
        task.Say($"INFO: Backup finished at {stamp}");
        return true;
    }

    private static PveVolume Archive(ApiCall call, Guest guest, PveStorage storage, DateTimeOffset now, long bytes)
    {
        var extension = (guest.Kind is GuestKind.Qemu ? "vma" : "tar") + call.Maybe("compress") switch { "zstd" => ".zst", "gzip" or "1"
            => ".gz", "lzo" => ".lzo", _ => string.Empty };
        var stamp = now.ToString("yyyy_MM_dd-HH_mm_ss", CultureInfo.InvariantCulture);
        var name = storage.Type == "pbs"
            ? $"{(guest.Kind is GuestKind.Qemu ? "vm" : "ct")}/{guest.Id}/{now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
            : $"vzdump-{guest.TypeText}-{guest.Id}-{stamp}.{extension}";
        return new PveVolume($"{storage.Id}:backup/{name}", "backup", storage.Type == "pbs"
            ? (guest.Kind is GuestKind.Qemu ? "pbs-vm" : "pbs-ct") : extension, Math.Max(1500, bytes / 3), now.ToUnixTimeSeconds())
        {
            Guest = guest.Id,
            Kind = guest.Kind,
            Config = new Dictionary<string, string>(guest.Config, StringComparer.Ordinal),
            IsProtected = call.Flag("protected"),
            Notes = call.Maybe("notes-template")?.Replace("{{guestname}}", guest.Name, StringComparison.Ordinal)
                .Replace("{{vmid}}", guest.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("{{node}}", guest.Node, StringComparison.Ordinal),
        };
    }

    private static void CreateJob(ApiCall call)
    {
        var id = call.Maybe("id") ?? CreationAnswers.Uuid(Wave.SeedOf(call.World.Seed,
            $"job {call.World.Second} {call.World.Sections.List(Jobs).Count}"));
        if (call.World.Sections.Find(Jobs, id) is not null)
        {
            throw Refusal.Failed($"Job '{id}' already exists");
        }

        var values = StoredAnswers.Values(call, "id", "starttime", "dow");
        values.TryAdd("enabled", 1);
        if (call.Maybe("starttime") is { } time)
        {
            values["schedule"] = call.Maybe("dow") is { } days ? $"{days} {time}" : time;
        }

        call.World.Sections.Put(Jobs, id, values);
    }

    private static void ChangeJob(ApiCall call)
    {
        var job = FindJob(call);
        foreach (var key in call.List("delete"))
        {
            job.Values.Remove(key);
        }

        foreach (var (key, value) in StoredAnswers.Values(call, "id", "delete", "digest").ToList())
        {
            job.Values[key] = value?.DeepClone();
        }
    }

    private static StoredEntry FindJob(ApiCall call)
        => call.World.Sections.Find(Jobs, call.Text("id")) ?? throw Refusal.Parameter("id", $"No such job '{call.Text("id")}'");

    private static JsonObject Job(ApiCall call, StoredEntry entry)
    {
        var row = (JsonObject)entry.Values.DeepClone();
        row["id"] = entry.Id;
        row["type"] = "vzdump";
        if (row["enabled"]?.ToString() != "0")
        {
            row["next-run"] = NextRun(row["schedule"]?.ToString() ?? "02:00", call.World.Now);
        }

        return row;
    }

    // Enough of calendar events for a mock: the last hh:mm in the text, today or tomorrow.
    internal static long NextRun(string schedule, DateTimeOffset now)
    {
        var time = schedule.Split(' ').LastOrDefault(part => part.Contains(':', StringComparison.Ordinal));
        if (time is null || !TimeOnly.TryParseExact(time, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return (now.ToUnixTimeSeconds() / 900 * 900) + 900;
        }

        var next = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + at.ToTimeSpan();
        return (next > now ? next : next.AddDays(1)).ToUnixTimeSeconds();
    }

    private static JsonObject Included(ApiCall call)
    {
        var job = FindJob(call).Values;
        var ids = ApiCall.SplitList(job["vmid"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        var rows = new JsonArray();
        foreach (var guest in call.World.Guests.Values.Where(guest => job["all"]?.ToString() == "1" || Has(ids, guest)))
        {
            rows.Add((JsonNode)new JsonObject
            {
                ["id"] = guest.Id,
                ["name"] = guest.Name,
                ["type"] = guest.TypeText,
                ["children"] = new JsonArray([.. Drives.Of(call.World, guest).Select(drive => (JsonNode)new JsonObject
                {
                    ["id"] = drive.Key,
                    ["name"] = drive.Volume.Id,
                    ["included"] = drive.Value.Contains("backup=0", StringComparison.Ordinal) ? 0 : 1,
                    ["reason"] = "enabled",
                })]),
            });
        }

        return new JsonObject { ["children"] = rows };
    }

    private static JsonArray NotBackedUp(ApiCall call)
    {
        var jobs = call.World.Sections.List(Jobs).Select(job => job.Values).ToList();
        var isAll = jobs.Exists(job => job["all"]?.ToString() == "1");
        var ids = jobs.SelectMany(job => ApiCall.SplitList(job["vmid"]?.ToString())).ToHashSet(StringComparer.Ordinal);
        return new JsonArray([.. call.World.Guests.Values.Where(guest => !isAll && !Has(ids, guest)
            && call.May($"/vms/{guest.Id}", "VM.Audit"))
            .Select(guest => (JsonNode)new JsonObject { ["vmid"] = guest.Id, ["name"] = guest.Name, ["type"] = guest.TypeText })]);
    }
}
