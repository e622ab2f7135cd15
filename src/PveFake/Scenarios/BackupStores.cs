using System.Text.Json.Nodes;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>The datastores of a pretended backup server, with the backups of the scenario's guests and a few of hosts.</summary>
internal static class BackupStores
{
    public static void Settle(PveWorld world)
    {
        var main = world.Datastores["main"] = new Datastore("main", "/mnt/datastore/main", 16L << 40) { Comment = "nightly",
            Garbage = 3L << 30 };
        var away = world.Datastores["away"] = new Datastore("away", "/mnt/datastore/away", 8L << 40);
        main.Namespaces.UnionWith(["lab", "lab/test"]);
        foreach (var guest in world.Guests.Values.Take(400))
        {
            var type = guest.Kind is GuestKind.Qemu ? "vm" : "ct";
            for (var day = 1; day <= 7; day++)
            {
                var time = new DateTimeOffset(world.Began.UtcDateTime.Date, TimeSpan.Zero).AddDays(-day).AddHours(2.5)
                    .AddSeconds(guest.Id % 3000).ToUnixTimeSeconds();
                var size = (long)(2e9 + (2e10 * Wave.Noise(guest.Seed, day)));
                main.Snapshots.Add(new BackupSnapshot(guest.Id % 4 == 0 ? "lab" : string.Empty, type, $"{guest.Id}", time, size)
                {
                    Comment = guest.Name,
                    Verified = day > 1 ? "ok" : null,
                    IsCorrupt = day == 1 && Wave.Noise(guest.Seed, 40) > 0.97,
                });
                if (day % 7 == 0)
                {
                    away.Snapshots.Add(new BackupSnapshot(string.Empty, type, $"{guest.Id}", time, size) { Verified = "ok" });
                }
            }
        }

        main.Snapshots.Add(new BackupSnapshot(string.Empty, "host", "router", world.Began.AddHours(-30).ToUnixTimeSeconds(),
            900L << 20) { IsProtected = true });
        world.Sections.Put("/config/verify", "v-daily",
            new JsonObject { ["store"] = "main", ["schedule"] = "daily", ["ignore-verified"] = true, ["outdated-after"] = 30 });
        world.Sections.Put("/config/prune", "p-daily",
            new JsonObject { ["store"] = "main", ["schedule"] = "daily", ["keep-daily"] = 7, ["keep-weekly"] = 4 });
        world.Sections.Put("/config/sync", "s-away", new JsonObject { ["store"] = "away", ["schedule"] = "sun 05:00",
            ["remote"] = "main-pbs", ["remote-store"] = "main", ["remove-vanished"] = false });
    }
}
