using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>The machine under a node: services, packages, disks, networks, certificates, logs.</summary>
internal static class HostAnswers
{
    private static readonly (string Name, string Text, bool Runs)[] Services =
    [
        ("chrony", "chrony, an NTP client/server", true), ("corosync", "Corosync Cluster Engine", true),
            ("cron", "Regular background program processing daemon", true),
        ("ksmtuned", "Kernel Samepage Merging (KSM) Tuning Daemon", true),
            ("postfix", "Postfix Mail Transport Agent (main/default instance)", true),
        ("pve-cluster", "The Proxmox VE cluster filesystem", true), ("pve-firewall", "Proxmox VE firewall", true),
        ("pve-ha-crm", "PVE Cluster HA Resource Manager Daemon", true), ("pve-ha-lrm", "PVE Local HA Resource Manager Daemon", true),
        ("pvedaemon", "PVE API Daemon", true), ("pvefw-logger", "Proxmox VE firewall logger", true),
            ("pveproxy", "PVE API Proxy Server", true),
        ("pvescheduler", "Proxmox VE scheduler", true), ("pvestatd", "PVE Status Daemon", true),
        ("spiceproxy", "PVE SPICE Proxy Server", true), ("sshd", "OpenBSD Secure Shell server", true), ("syslog", "syslog.service", false),
        ("systemd-journald", "Journal Service", true), ("systemd-timesyncd", "systemd-timesyncd.service", false),
    ];

    public static void AddTo(RouteTable routes)
    {
        routes.Get("/nodes/{node}/services", call => new JsonArray([.. Services.Select(service => (JsonNode)Service(call, service))]));
        routes.Get("/nodes/{node}/services/{service}/state", call => Service(call, FindService(call)));
        foreach (var verb in new[] { "start", "stop", "restart", "reload" })
        {
            routes.Post($"/nodes/{{node}}/services/{{service}}/{verb}", call => Act(call, verb));
        }

        routes.Get("/nodes/{node}/apt/update", call => new JsonArray([.. call.Node.Updates.Select(update => (JsonNode)Update(update))]));
        routes.Post("/nodes/{node}/apt/update", call => call.World.Tasks.Start(call.NodeName, "aptupdate", string.Empty,
            new TaskPlan(call.Caller.Id, 4)
        {
            Lines = ["starting apt-get update", "Hit:1 http://deb.debian.org/debian trixie InRelease", "Reading package lists..."],
        }).Upid);
        routes.Get("/nodes/{node}/disks/list", call => new JsonArray([.. call.Node.Disks.Select(disk => (JsonNode)Disk(disk))]));
        routes.Get("/nodes/{node}/disks/smart", Smart);
        routes.Get("/nodes/{node}/disks/zfs", call => Zfs(call));
        routes.Get("/nodes/{node}/disks/zfs/{name}", ZfsPool);
        routes.Get("/nodes/{node}/network", Networks);
        routes.Get("/nodes/{node}/network/{iface}", call => call.Node.Interfaces.TryGetValue(call.Text("iface"), out var options)
            ? Network(call.Text("iface"), options)
            : throw Refusal.Parameter("iface", "interface does not exist"));
        routes.Get("/nodes/{node}/certificates/info", Certificates);
        routes.Get("/nodes/{node}/hardware/pci", HardwareAnswers.Pci);
        routes.Get("/nodes/{node}/hardware/usb", _ => new JsonArray());
        routes.Get("/nodes/{node}/capabilities/qemu/machines", HardwareAnswers.Machines);
        routes.Get("/nodes/{node}/capabilities/qemu/cpu", HardwareAnswers.CpuModels);
        routes.Get("/nodes/{node}/dns", call => new JsonObject { ["dns1"] = call.World.Dns });
        routes.Get("/nodes/{node}/hosts", call => new JsonObject
        {
            ["data"] = $"127.0.0.1 localhost.localdomain localhost\n{call.Node.Address} {call.NodeName}.local {call.NodeName}\n",
            ["digest"] = Guest.DigestOf([call.NodeName]),
        });
        routes.Whole("GET", "/nodes/{node}/journal", call => new Answer(Journal(call)) { IsAlwaysCompressed = true });
        routes.Whole("GET", "/nodes/{node}/syslog", Syslog);
        routes.Get("/nodes/{node}/netstat", call => new JsonArray([.. call.World.Guests.Values.Where(guest => guest.Node == call.NodeName
            && guest.IsRunning)
            .Select(guest => (JsonNode)new JsonObject { ["dev"] = "net0",
                ["vmid"] = guest.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), ["in"] = "0", ["out"] = "0" })]));
    }

    private static JsonObject Service(ApiCall call, (string Name, string Text, bool Runs) service)
    {
        var node = call.Node;
        var isThere = service.Runs && !node.AbsentServices.Contains(service.Name);
        var runs = isThere && !node.FailedServices.Contains(service.Name) && !node.IdleServices.Contains(service.Name)
            && (service.Name != "corosync" || call.World.ClusterName is not null);
        return new JsonObject
        {
            ["name"] = service.Name,
            ["service"] = service.Name,
            ["desc"] = service.Text,
            ["state"] = runs ? "running" : "dead",
            ["active-state"] = runs ? "active" : node.FailedServices.Contains(service.Name) ? "failed" : "inactive",
            ["unit-state"] = isThere ? "enabled" : "not-found",
        };
    }

    private static (string Name, string Text, bool Runs) FindService(ApiCall call)
        => Services.FirstOrDefault(service => service.Name == call.Text("service")) is { Name: not null } found ? found
            : throw Refusal.Failed($"unknown service '{call.Text("service")}'");

    private static JsonNode Act(ApiCall call, string verb)
    {
        var (name, node) = (FindService(call).Name, call.Node);
        return call.World.Tasks.Start(node.Name, $"srv{verb}", name, new TaskPlan(call.Caller.Id, 1)
        {
            Work = task =>
            {
                var isChanged = verb == "stop" ? node.IdleServices.Add(name)
                    : node.IdleServices.Remove(name) | node.FailedServices.Remove(name);
                task.Say(isChanged ? $"{verb} done" : $"{verb}: nothing changed");
                return null;
            },
        }).Upid;
    }

    private static JsonObject Update(PveUpdate update) => new()
    {
        ["Package"] = update.Package,
        ["OldVersion"] = update.OldVersion,
        ["Version"] = update.Version,
        ["Title"] = update.Title,
        ["Description"] = update.Title,
        ["Origin"] = update.Package.StartsWith("pve", StringComparison.Ordinal)
            || update.Package.StartsWith("proxmox", StringComparison.Ordinal) ? "Proxmox" : "Debian",
        ["Priority"] = "optional",
        ["Section"] = "admin",
        ["Arch"] = "amd64",
        ["ChangeLogUrl"] = "https://metadata.ftp-master.debian.org/changelogs/",
    };

    private static JsonObject Disk(PveDisk disk)
    {
        var row = DiskRow(disk);
        if (disk.Kind != "unknown")
        {
            row["by_id_link"] = $"/dev/disk/by-id/{(disk.Kind == "nvme" ? "nvme" : "ata")}-{disk.Model.Replace(' ', '_')}_{disk.Serial}";
        }

        return row;
    }

    private static JsonObject DiskRow(PveDisk disk) => new()
    {
        ["devpath"] = disk.Path,
        ["model"] = disk.Model,
        ["serial"] = disk.Serial,
        ["size"] = disk.Size,
        ["type"] = disk.Kind,
        ["health"] = disk.Health,
        ["used"] = disk.Used,
        ["wearout"] = disk.WearoutPercentLeft is { } left ? (JsonNode)left : "N/A",
        ["rpm"] = disk.Kind == "hdd" ? disk.RotationsPerMinute : disk.Kind == "unknown" ? -1 : 0,
        ["vendor"] = disk.Vendor,
        ["wwn"] = "unknown",
        ["gpt"] = disk.Kind == "unknown" ? 0 : 1,
        ["mounted"] = disk.Used == "mounted" ? 1 : 0,
        ["osdid"] = -1,
        ["osdid-list"] = null,
    };

    private static JsonObject Smart(ApiCall call)
    {
        var disk = call.Node.Disks.Find(disk => disk.Path == call.Text("disk"))
            ?? throw Refusal.Failed($"'{call.Text("disk")}' is not a block device");
        var answer = new JsonObject { ["health"] = disk.Health };
        if (disk.Kind == "nvme")
        {
            answer["type"] = "text";
            answer["text"] = "\nSMART/Health Information (NVMe Log 0x02)\nCritical Warning:                   0x00\n"
                + "Temperature:                        38 Celsius\nAvailable Spare:                    100%\n"
                + $"Percentage Used:                    {100 - (disk.WearoutPercentLeft ?? 100)}%\n";
            answer["wearout"] = disk.WearoutPercentLeft ?? 100;
            return answer;
        }

        answer["type"] = "ata";
        answer["attributes"] = new JsonArray(
            Attribute("  5", "Reallocated_Sector_Ct", 100, 10, disk.Health == "PASSED" ? "0" : "1832"),
            Attribute("  9", "Power_On_Hours", 92, 0, "31024"),
            Attribute("194", "Temperature_Celsius", 64, 0, "36"));
        return answer;
    }

    private static JsonObject Attribute(string id, string name, int value, int threshold, string raw) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["flags"] = "-O--CK",
        ["value"] = value,
        ["normalized"] = value,
        ["worst"] = value,
        ["threshold"] = threshold,
        ["fail"] = "-",
        ["raw"] = raw,
    };

    private static JsonArray Zfs(ApiCall call)
    {
        if (call.Node.MissingPrograms.Contains("zpool"))
        {
            throw Refusal.Failed("zfsutils-linux not installed");
        }

        return new JsonArray([.. Pools(call).Select(storage => (JsonNode)new JsonObject
        {
            ["name"] = PoolName(storage),
            ["size"] = storage.Size,
            ["alloc"] = storage.OtherUse,
            ["free"] = storage.Size - storage.OtherUse,
            ["frag"] = 12,
            ["dedup"] = 1,
            ["health"] = "ONLINE",
        })]);
    }

    private static JsonObject ZfsPool(ApiCall call)
    {
        var name = call.Text("name");
        if (!Pools(call).Any(storage => PoolName(storage) == name))
        {
            throw Refusal.Failed($"command '/sbin/zpool status -P {name}' failed: exit code 1");
        }

        return new JsonObject
        {
            ["name"] = name,
            ["state"] = "ONLINE",
            ["scan"] = "scrub repaired 0B in 00:14:02 with 0 errors",
            ["errors"] = "No known data errors",
            ["children"] = new JsonArray(new JsonObject { ["name"] = name, ["state"] = "ONLINE", ["read"] = 0, ["write"] = 0,
                ["cksum"] = 0, ["msg"] = string.Empty, ["leaf"] = 0 }),
        };
    }

    private static string PoolName(PveStorage storage) => (storage.Options.GetValueOrDefault("pool") ?? storage.Id).Split('/')[0];

    private static IEnumerable<PveStorage> Pools(ApiCall call)
        => call.World.Storages.Values.Where(storage => storage.Type == "zfspool" && storage.IsOn(call.NodeName));

    private static JsonArray Networks(ApiCall call)
    {
        var type = call.Maybe("type");
        return new JsonArray([.. call.Node.Interfaces
            .Where(pair => type is null || pair.Value.GetValueOrDefault("type") == type
                || (type == "any_bridge" && pair.Value.GetValueOrDefault("type") == "bridge"))
            .Select(pair => (JsonNode)Network(pair.Key, pair.Value))]);
    }

    private static JsonObject Network(string name, Dictionary<string, string> options)
    {
        var row = new JsonObject { ["iface"] = name, ["families"] = new JsonArray("inet"), ["method6"] = "manual" };
        foreach (var (key, value) in options)
        {
            row[key] = key is "active" or "autostart" or "priority" or "exists" && int.TryParse(value, out var number) ? number : value;
        }

        return row;
    }

    private static JsonArray Certificates(ApiCall call)
    {
        var born = call.World.Began.AddDays(-1).ToUnixTimeSeconds();
        JsonObject Row(string file, string subject, int bits, long days, JsonArray names, string fingerprint) => new()
        {
            ["filename"] = file,
            ["subject"] = subject,
            ["issuer"] = "/CN=Proxmox Virtual Environment/OU=00000000-0000-4000-8000-000000000000/O=PVE Cluster Manager CA",
            ["notbefore"] = born,
            ["notafter"] = born + (days * 86400),
            ["fingerprint"] = fingerprint,
            ["public-key-type"] = "rsaEncryption",
            ["public-key-bits"] = bits,
            ["san"] = names,
            ["pem"] = call.World.CertificatePem,
        };
        var fingerprint = call.Node.Fingerprint;
        return
        [
            (JsonNode)Row("pve-root-ca.pem",
                "/CN=Proxmox Virtual Environment/OU=00000000-0000-4000-8000-000000000000/O=PVE Cluster Manager CA", 4096, 3650, [],
                fingerprint),
            (JsonNode)Row("pve-ssl.pem", $"/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN={call.NodeName}", 2048, 730,
                new JsonArray("127.0.0.1", "localhost", call.Node.Address, call.NodeName), fingerprint),
        ];
    }

    private static JsonArray Journal(ApiCall call)
        => new([.. call.World.Log.NewestFirst.Where(line => line.Node == call.NodeName).Take(call.Int("lastentries") ?? 50).Reverse()
            .Select(line => (JsonNode)$"{line.At:MMM dd HH:mm:ss} {line.Node} {line.Tag}[{line.Pid}]: <{line.User}> {line.Text}")]);

    private static Answer Syslog(ApiCall call)
    {
        var lines = call.World.Log.NewestFirst.Where(line => line.Node == call.NodeName).Reverse().ToList();
        var first = call.Int("start") ?? 0;
        var rows = lines.Skip(first).Take(call.Int("limit") ?? 50)
            .Select((line, i) => (JsonNode)new JsonObject { ["n"] = first + i + 1,
                ["t"] = $"{line.At:MMM dd HH:mm:ss} {line.Node} {line.Tag}[{line.Pid}]: {line.Text}" });
        return new Answer(new JsonArray([.. rows])) { Beside = lines.Count > 0 ? new JsonObject { ["total"] = lines.Count } : null };
    }
}
