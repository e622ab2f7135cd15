using Proxima.PveFake.Access;
using Proxima.PveFake.Scenarios;
using Proxima.PveFake.World;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>The host that was recorded: a bare node with one directory, three people, and no bridge, no mail and no ZFS.</summary>
internal static class RecordedHost
{
    public const string Secret = "11111111-2222-3333-4444-555555555555";

    public static readonly IReadOnlyDictionary<string, string> Passwords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["root@pam"] = "PASSWORD-A",
        ["alice@pve"] = "PASSWORD-B",
        ["bob@pve"] = "PASSWORD-C",
    };

    public static PveWorld Make(PveVersion version, string node, ManualClock clock)
    {
        var world = new PveWorld(clock, 7, version) { Pace = 0, FailedLoginDelay = TimeSpan.Zero, LockPatience = TimeSpan.Zero,
            HaWorks = false, Dns = "10.255.255.53" };
        var made = Node(node, 1, clock);
        world.Add(made);
        world.UnroutedNodes["pve2"] = version.IsNine ? "Network is unreachable" : "No route to host";
        var local = new PveStorage("local", "dir") { Size = 270553174016, OtherUse = 42_900_000_000 };
        local.Options["path"] = "/var/lib/vz";
        local.Options["content"] = "images,iso,vztmpl,rootdir,snippets,backup";
        local.Put(node, new PveVolume("local:vztmpl/mini_13_amd64.tar.zst", "vztmpl", "tzst", 20480, clock.GetUtcNow()
            .ToUnixTimeSeconds()));
        world.Storages["local"] = local;
        Invite(world);
        if (!version.IsNine)
        {
            made.TimeZone = null;
            RememberFirstRound(world);
        }

        return world;
    }

    public static PveNode Node(string name, int number, ManualClock clock)
    {
        var node = new PveNode(name, number, $"192.168.50.{10 + number}", (ulong)number)
        {
            BootedAt = clock.GetUtcNow().AddSeconds(-4200),
            Hardware = new PveHardware { Cores = 2, Threads = 2, Memory = 25276518400, Swap = 0, RootDisk = 270553174016,
                CpuModel = "AMD EPYC" },
            Fingerprint = string.Join(':', Enumerable.Repeat("AB", 32)),
        };
        node.MissingBridges.Add("vmbr0");
        node.MissingPrograms.UnionWith(["sendmail", "zpool", "lxc-start", "qmeventd"]);
        node.AbsentServices.UnionWith(["chrony", "cron", "ksmtuned", "postfix", "pvefw-logger", "syslog", "systemd-journald",
            "systemd-timesyncd"]);
        node.IdleServices.UnionWith(["pve-firewall", "pve-ha-crm", "pve-ha-lrm", "spiceproxy", "sshd"]);
        node.HasIommu = false;
        Machines.AddNetworks(node);
        foreach (var options in node.Interfaces.Values)
        {
            options.Remove("active");
            options.Remove("exists");
        }

        node.Disks.Add(new PveDisk("/dev/vda", "unknown", "unknown", 274877906944, "unknown") { Health = "UNKNOWN", Used = "mounted",
            Vendor = "0x1af4" });
        return node;
    }

    // The 8.4 host had been through the requests about guests once before; its task list shows it.
    private static void RememberFirstRound(PveWorld world)
    {
        var past = new (string Type, string Id, string Exit)[]
        {
            ("qmcreate", "100", "OK"), ("qmstart", "100", "OK"), ("qmstart", "100", "VM 100 already running"), ("qmpause", "100", "OK"),
                ("qmresume", "100", "OK"),
            ("qmshutdown", "100", "VM quit/powerdown failed - got timeout"), ("qmstop", "100", "OK"), ("qmclone", "100", "OK"),
            ("vzdump", "100", "job errors"), ("qmdestroy", "105", "OK"), ("vncproxy", "100", "connection timed out"),
                ("qmdestroy", "100", "OK"),
        };
        foreach (var (type, id, exit) in past)
        {
            var start = world.Now.AddMinutes(-5);
            world.Tasks.Remember(new PveTask
            {
                Upid = TaskTable.Upid(world.LocalNode, 500 + type.Length, 1000, start, type, id, "root@pam!full"),
                Node = world.LocalNode,
                Pid = 500 + type.Length,
                ProcessStart = 1000,
                StartedAt = start,
                EndsAt = start.AddSeconds(2),
                Type = type,
                Id = id,
                User = "root@pam",
                TokenId = "full",
            }, exit);
        }
    }

    private static void Invite(PveWorld world)
    {
        var access = world.Access;
        access.Users["root@pam"].Password = Passwords["root@pam"];
        access.Users["root@pam"].Tokens["full"] = new AccessToken("full") { Secret = Secret, IsSeparated = false };
        var alice = access.AddUser("alice@pve", Passwords["alice@pve"]);
        alice.Tokens["ro"] = new AccessToken("ro") { Secret = Secret, IsSeparated = false };
        access.Grant("/", "PVEAuditor", "alice@pve");
        access.AddUser("bob@pve", Passwords["bob@pve"]);
    }
}
