using System.Globalization;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>What happened before: tasks that went well, a few that did not, and the backups that came of them.</summary>
internal static class Past
{
    private static readonly (string Type, double Minutes)[] Kinds = [("vzdump", 6), ("qmstart", 0.1), ("qmsnapshot", 0.2),
        ("vzstart", 0.1), ("aptupdate", 0.5), ("imgcopy", 1), ("qmshutdown", 0.4)];

    public static void Settle(PveWorld world, int tasksOnNode)
    {
        AddBackups(world);
        var past = new List<(PveTask Task, string Exit)>();
        foreach (var node in world.Nodes)
        {
            var guests = world.Guests.Values.Where(guest => guest.Node == node.Name).Take(40).ToList();
            for (var i = 0; i < tasksOnNode && guests.Count > 0; i++)
            {
                past.Add(Make(world, node, guests[i % guests.Count], i));
            }
        }

        foreach (var (task, exit) in past.OrderBy(entry => entry.Task.StartedAt))
        {
            world.Tasks.Remember(task, exit);
        }
    }

    private static (PveTask Task, string Exit) Make(PveWorld world, PveNode node, Guest guest, int number)
    {
        var seed = Wave.SeedOf(world.Seed, $"past {node.Name} {number}");
        var (type, minutes) = Kinds[(int)(seed % (ulong)Kinds.Length)];
        var start = DateTimeOffset.FromUnixTimeSeconds(world.Began.AddHours(-1 - (number * 5) - (3 * Wave.Noise(seed, 1)))
            .ToUnixTimeSeconds());
        var id = type is "aptupdate" or "imgcopy" ? string.Empty : guest.Id.ToString(CultureInfo.InvariantCulture);
        var pid = node.LastPid += 17;
        var processStart = (long)Math.Abs((start - node.BootedAt).TotalSeconds) * 100 % uint.MaxValue;
        var chance = Wave.Noise(seed, 2);
        var exit = chance < 0.06 ? type == "vzdump" ? "job errors" : "start failed: QEMU exited with code 1" : chance < 0.1
            ? "WARNINGS: 1" : "OK";
        var task = new PveTask
        {
            Upid = TaskTable.Upid(node.Name, pid, processStart, start, type, id, PveFakeServer.User),
            Node = node.Name,
            Pid = pid,
            ProcessStart = processStart,
            StartedAt = start,
            EndsAt = start.AddMinutes(minutes * (0.5 + Wave.Noise(seed, 3))),
            Type = type,
            Id = id,
            User = PveFakeServer.User,
        };
        if (type == "vzdump")
        {
            task.Say($"INFO: Starting Backup of VM {guest.Id} ({guest.TypeText})");
            task.Say(exit == "job errors" ? $"ERROR: Backup of VM {guest.Id} failed - no space left on device"
                : $"INFO: Finished Backup of VM {guest.Id} (00:05:12)");
        }

        return (task, exit);
    }

    private static void AddBackups(PveWorld world)
    {
        var storage = world.Storages.GetValueOrDefault("pbs") ?? world.Storages["local"];
        foreach (var guest in world.Guests.Values.Where(guest => !guest.IsTemplate && Wave.Noise(guest.Seed, 30) < 0.8).Take(400))
        {
            for (var day = 1; day <= 3; day++)
            {
                storage.Put(guest.Node, Backup(world, storage, guest, day));
            }
        }
    }

    private static PveVolume Backup(PveWorld world, PveStorage storage, Guest guest, int day)
    {
        var at = world.Began.UtcDateTime.Date.AddDays(-day).AddHours(2.5).AddSeconds(guest.Id % 3000);
        var isServer = storage.Type == "pbs";
        var isMachine = guest.Kind is GuestKind.Qemu;
        var name = isServer
            ? $"{(isMachine ? "vm" : "ct")}/{guest.Id}/{at:yyyy-MM-ddTHH:mm:ssZ}"
            : string.Create(CultureInfo.InvariantCulture,
                $"vzdump-{guest.TypeText}-{guest.Id}-{at:yyyy_MM_dd-HH_mm_ss}.{(isMachine ? "vma" : "tar")}.zst");
        var format = isServer ? (isMachine ? "pbs-vm" : "pbs-ct") : isMachine ? "vma.zst" : "tar.zst";
        return new PveVolume($"{storage.Id}:backup/{name}", "backup", format, (long)(2e9 + (2e10 * Wave.Noise(guest.Seed, day))),
            new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeSeconds())
        {
            Guest = guest.Id,
            Kind = guest.Kind,
            Notes = guest.Name,
            Config = new Dictionary<string, string>(guest.Config, StringComparer.Ordinal),
            Verified = isServer && day > 1 ? "ok" : null,
        };
    }
}
