using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>What a node uses at a time.</summary>
internal readonly struct NodeFigures(PveWorld world, PveNode node, DateTimeOffset at)
{
    private double Second => at.ToUnixTimeMilliseconds() / 1000.0;

    public double Cpu => Wave.Level(node.Seed, Second, 0.02, 0.3 + (0.5 * Wave.Noise(node.Seed, 71)));

    public double Wait => Wave.Level(node.Seed + 1, Second, 0, 0.04);

    public long Memory => (long)(node.Hardware.Memory * Wave.Level(node.Seed + 2, Second / 6, 0.3,
        0.6 + (0.3 * Wave.Noise(node.Seed, 72))));

    public long Swap => (long)(node.Hardware.Swap * Wave.Level(node.Seed + 3, Second / 60, 0, 0.15));

    public long Root => (long)(node.Hardware.RootDisk * Wave.Level(node.Seed + 4, Second / 600, 0.2,
        0.4 + (0.4 * Wave.Noise(node.Seed, 73))));

    public long Uptime => Math.Max(0, (long)(at - node.BootedAt).TotalSeconds);

    public long NetIn => Wave.Counter(node.Seed + 5, Uptime, 900_000);

    public long NetOut => Wave.Counter(node.Seed + 6, Uptime, 700_000);

    public double Load(int minutes) => Math.Round(node.Hardware.Threads * Wave.Level(node.Seed, Second - (30 * minutes), 0.05, 0.7), 2);

    /// <summary>A row of <c>/nodes</c>; figures need the right to see them, and a node that is away has none.</summary>
    public JsonObject Row(bool withFigures)
    {
        var row = new JsonObject { ["id"] = $"node/{node.Name}", ["node"] = node.Name, ["type"] = "node", ["status"] = Status };
        if (node.Fingerprint.Length > 0)
        {
            row["ssl_fingerprint"] = node.Fingerprint;
        }

        if (node.Reach is NodeReach.Unknown)
        {
            return row;
        }

        row["level"] = string.Empty;
        if (withFigures)
        {
            AddFigures(row);
        }

        return row;
    }

    /// <summary>A row of <c>/cluster/resources</c>.</summary>
    public JsonObject Resource(bool withFigures)
    {
        var row = Row(withFigures);
        row.Remove("ssl_fingerprint");
        if (!world.Version.IsNine && withFigures)
        {
            row["cgroup-mode"] = 2;
        }

        return row;
    }

    private string Status => node.Reach switch
    {
        NodeReach.Online or NodeReach.JustDied => "online",
        NodeReach.Offline => "offline",
        _ => "unknown",
    };

    private void AddFigures(JsonObject row)
    {
        row["maxcpu"] = node.Hardware.Threads;
        row["maxmem"] = node.Hardware.Memory;
        row["maxdisk"] = node.Hardware.RootDisk;
        if (node.Reach is NodeReach.Offline)
        {
            return;
        }

        row["cpu"] = Cpu;
        row["mem"] = Memory;
        row["disk"] = Root;
        row["uptime"] = Uptime;
    }

    /// <summary><c>/nodes/{node}/status</c>.</summary>
    public JsonObject StatusPage()
    {
        var (hardware, memory, root, swap) = (node.Hardware, Memory, Root, Swap);
        var memoryPart = new JsonObject { ["total"] = hardware.Memory, ["used"] = memory,
            ["free"] = (long)((hardware.Memory - memory) * 0.7) };
        if (world.Version.IsNine)
        {
            memoryPart["available"] = hardware.Memory - memory;
        }

        var kernel = world.Version.IsNine ? "6.17.4-2-pve" : "6.8.12-15-pve";
        var build = world.Version.IsNine ? "#1 SMP PREEMPT_DYNAMIC PMX 6.17.4-2 (2026-01-19T07:44Z)"
            : "#1 SMP PREEMPT_DYNAMIC PMX 6.8.12-15 (2025-09-12T11:02Z)";
        return new JsonObject
        {
            ["pveversion"] = $"pve-manager/{world.Version.Version}/{world.Version.RepoId}",
            ["kversion"] = $"Linux {kernel} {build}",
            ["current-kernel"] = new JsonObject { ["sysname"] = "Linux", ["release"] = kernel, ["version"] = build,
                ["machine"] = "x86_64" },
            ["boot-info"] = new JsonObject { ["mode"] = "efi", ["secureboot"] = 0 },
            ["uptime"] = Uptime,
            ["cpu"] = Cpu,
            ["wait"] = Wait,
            ["idle"] = 0,
            ["loadavg"] = new JsonArray(Text(Load(1)), Text(Load(5)), Text(Load(15))),
            ["cpuinfo"] = CpuInfo(),
            ["memory"] = memoryPart,
            ["swap"] = new JsonObject { ["total"] = hardware.Swap, ["used"] = swap, ["free"] = hardware.Swap - swap },
            ["ksm"] = new JsonObject { ["shared"] = 0 },
            ["rootfs"] = new JsonObject
            {
                ["total"] = hardware.RootDisk,
                ["used"] = root,
                ["free"] = hardware.RootDisk - root,
                ["avail"] = (long)((hardware.RootDisk - root) * 0.95),
            },
        };
    }

    private JsonObject CpuInfo()
    {
        var hardware = node.Hardware;
        var info = new JsonObject
        {
            ["model"] = hardware.CpuModel,
            ["sockets"] = hardware.Sockets,
            ["cores"] = hardware.Cores,
            ["cpus"] = hardware.Threads,
            ["mhz"] = hardware.Mhz,
            ["hvm"] = "1",
            ["user_hz"] = 100,
            ["flags"] = "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat mmx fxsr sse sse2 ht syscall nx lm svm aes avx",
        };
        if (world.Version.IsNine)
        {
            info["vendor"] = hardware.CpuVendor;
            info["family"] = "25";
        }

        return info;
    }

    internal static JsonNode Text(double load) => load.ToString("0.00", CultureInfo.InvariantCulture);

    internal static JsonNode Plain(double value) => GuestFigures.Plain(value);
}
