using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>What a guest uses at a time: the rows of lists, of <c>status/current</c> and of <c>/cluster/resources</c>.</summary>
internal readonly struct GuestFigures(PveWorld world, Guest guest, DateTimeOffset at)
{
    private static readonly string[] DriveBuses = ["scsi", "virtio", "sata", "ide"];

    private double Second => at.ToUnixTimeMilliseconds() / 1000.0;

    private double Up => guest.IsRunning ? Math.Max(0, (at - guest.StartedAt).TotalSeconds) : 0;

    public long MaxMemory => guest.Kind is GuestKind.Qemu
        ? (long.TryParse(new Properties(guest.Config.GetValueOrDefault("memory") ?? "512").First, CultureInfo.InvariantCulture,
            out var mib) ? mib : 512) << 20
        : Mib("memory", 512);

    public long MaxSwap => Mib("swap", 512);

    public int Cpus
    {
        get
        {
            var cores = Int("cores", guest.Kind is GuestKind.Qemu ? 1 : 0);
            return guest.Kind is GuestKind.Lxc
                ? cores > 0 ? cores : world.Node(guest.Node)?.Hardware.Threads ?? 1
                : cores * Int("sockets", 1);
        }
    }

    public double Cpu => guest.IsRunning && !guest.IsPaused && Up > 5
        ? Wave.Level(guest.Seed, Second, 0.005, 0.05 + (0.7 * Wave.Noise(guest.Seed, 77))) : 0;

    public long Memory => guest.IsRunning && Up > 5
        ? (long)(MaxMemory * Wave.Level(guest.Seed + 1, Second, 0.25, 0.5 + (0.4 * Wave.Noise(guest.Seed, 78)))) : 0;

    public long MaxDisk => BootDisk(guest) is { } drive ? Sizes.Parse(new Properties(drive)["size"] ?? string.Empty) is { } size
        && size > 0 ? size : 4L << 30 : 0;

    // A virtual machine does not say how full its disk is; a container does.
    public long Disk => guest is { Kind: GuestKind.Lxc, IsRunning: true } && Up > 5
        ? (long)(MaxDisk * Wave.Level(guest.Seed + 2, Second / 50, 0.2, 0.7)) : 0;

    public long NetIn => Counter(3, 60_000);

    public long NetOut => Counter(4, 35_000);

    public long DiskRead => Counter(5, 90_000);

    public long DiskWrite => Counter(6, 140_000);

    /// <summary>The drive it boots from, as its configuration has it.</summary>
    public static string? BootDisk(Guest guest)
    {
        if (guest.Kind is GuestKind.Lxc)
        {
            return guest.Config.GetValueOrDefault("rootfs");
        }

        var order = new Properties(guest.Config.GetValueOrDefault("boot") ?? string.Empty)["order"]?.Split(';') ?? [];
        return order.Concat(guest.Config.Keys.Where(IsDrive).Order(StringComparer.Ordinal))
            .Select(key => guest.Config.GetValueOrDefault(key))
            .FirstOrDefault(value => value is not null && value.Contains("size=", StringComparison.Ordinal)
                && !value.Contains("media=cdrom", StringComparison.Ordinal));
    }

    public static bool IsDrive(string key)
        => DriveBuses.Any(bus => key.StartsWith(bus, StringComparison.Ordinal) && key.Length > bus.Length && key[bus.Length..]
            .All(char.IsAsciiDigit))
            || key is "efidisk0" or "tpmstate0";

    public static bool IsMount(string key) => key == "rootfs"
        || (key.StartsWith("mp", StringComparison.Ordinal) && key.Length > 2 && key[2..].All(char.IsAsciiDigit));

    /// <summary>A row of <c>/nodes/{node}/qemu</c> or <c>/lxc</c>.</summary>
    public JsonObject Row()
    {
        var row = new JsonObject
        {
            ["vmid"] = guest.Id,
            ["name"] = guest.Name,
            ["status"] = guest.IsRunning ? "running" : "stopped",
            ["cpu"] = Plain(Cpu),
            ["cpus"] = Cpus,
            ["mem"] = Memory,
            ["maxmem"] = MaxMemory,
            ["disk"] = Disk,
            ["maxdisk"] = MaxDisk,
            ["netin"] = NetIn,
            ["netout"] = NetOut,
            ["uptime"] = (long)Up,
        };
        if (guest.Kind is GuestKind.Lxc)
        {
            row["type"] = "lxc";
            row["swap"] = 0;
            row["maxswap"] = MaxSwap;
        }

        if (guest.Kind is GuestKind.Lxc || guest.IsRunning)
        {
            row["diskread"] = DiskRead;
            row["diskwrite"] = DiskWrite;
        }

        AddOptional(row);
        if (guest.IsRunning)
        {
            row["pid"] = guest.Pid;
        }

        if (world.Version.IsNine)
        {
            AddNine(row);
        }

        return row;
    }

    /// <summary><c>status/current</c>.</summary>
    public JsonObject Current()
    {
        var row = Row();
        row["ha"] = Ha();
        if (guest.Kind is GuestKind.Lxc)
        {
            return row;
        }

        row["qmpstatus"] = QmpStatus;
        if (guest.Config.GetValueOrDefault("agent") is { } agent && new Properties(agent).First is "1" or "yes" or "on")
        {
            row["agent"] = 1;
        }

        if (!guest.IsRunning)
        {
            return row;
        }

        var nics = new JsonObject();
        foreach (var key in guest.Config.Keys.Where(key => key.StartsWith("net", StringComparison.Ordinal) && key[3..]
            .All(char.IsAsciiDigit)))
        {
            nics[$"tap{guest.Id}i{key[3..]}"] = new JsonObject { ["netin"] = NetIn, ["netout"] = NetOut };
        }

        row["nics"] = nics;
        return row;
    }

    /// <summary>The words of QEMU's monitor for what it does.</summary>
    public string QmpStatus => guest.IsPaused ? "paused" : guest.IsRunning ? "running" : "stopped";

    /// <summary>A row of <c>/cluster/resources</c>; of a guest on a node that is away only the identity is known.</summary>
    public JsonObject Resource()
    {
        var row = new JsonObject
        {
            ["id"] = $"{guest.TypeText}/{guest.Id}",
            ["type"] = guest.TypeText,
            ["vmid"] = guest.Id,
            ["node"] = guest.Node,
            ["status"] = guest.IsRunning ? "running" : "stopped",
        };
        if (world.PoolOf(guest.Id) is { } pool)
        {
            row["pool"] = pool.Id;
        }

        if (!guest.IsKnown || world.Node(guest.Node) is not { Reach: NodeReach.Online or NodeReach.JustDied })
        {
            row["status"] = "unknown";
            return row;
        }

        row["name"] = guest.Name;
        row["cpu"] = Plain(Cpu);
        row["maxcpu"] = Cpus;
        row["mem"] = Memory;
        row["maxmem"] = MaxMemory;
        row["disk"] = Disk;
        row["maxdisk"] = MaxDisk;
        row["diskread"] = DiskRead;
        row["diskwrite"] = DiskWrite;
        row["netin"] = NetIn;
        row["netout"] = NetOut;
        row["uptime"] = (long)Up;
        row["template"] = guest.IsTemplate ? 1 : 0;
        if (guest.Config.GetValueOrDefault("tags") is { Length: > 0 } tags)
        {
            row["tags"] = tags;
        }

        if (guest.Lock is { } reason)
        {
            row["lock"] = reason;
        }

        if (world.Version.IsNine)
        {
            row["memhost"] = Memory;
        }

        if (HaEntry() is { } ha)
        {
            row["hastate"] = ApiText(ha.Values["state"]) ?? "started";
        }

        return row;
    }

    /// <summary>Whole numbers without a point: an idle guest says 0, not 0.0.</summary>
    public static JsonNode Plain(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? (JsonNode)(long)value : value;

    internal StoredEntry? HaEntry()
        => world.Sections.Find("/cluster/ha/resources", guest.Kind is GuestKind.Qemu ? $"vm:{guest.Id}" : $"ct:{guest.Id}");

    private static string? ApiText(JsonNode? node) => node?.ToString();

    private JsonObject Ha()
    {
        if (HaEntry() is not { } entry)
        {
            return new JsonObject { ["managed"] = 0 };
        }

        var ha = new JsonObject { ["managed"] = 1, ["state"] = ApiText(entry.Values["state"]) ?? "started" };
        if (ApiText(entry.Values["group"]) is { } group)
        {
            ha["group"] = group;
        }

        return ha;
    }

    private void AddOptional(JsonObject row)
    {
        if (guest.Config.GetValueOrDefault("tags") is { Length: > 0 } tags)
        {
            row["tags"] = tags;
        }

        if (guest.Lock is { } reason)
        {
            row["lock"] = reason;
        }

        if (guest.IsTemplate)
        {
            row["template"] = 1;
        }
    }

    private void AddNine(JsonObject row)
    {
        if (guest.Kind is GuestKind.Qemu)
        {
            row["memhost"] = Memory;
        }

        if (guest.IsRunning)
        {
            foreach (var (name, low, high) in Pressures)
            {
                row[name] = Math.Round(Math.Max(0, Wave.Level(guest.Seed + (ulong)name.Length, Second, low, high)), 2) is var value
                    ? Plain(value) : null;
            }
        }
    }

    private static readonly (string Name, double Low, double High)[] Pressures =
    [
        ("pressurecpusome", -2, 6), ("pressurecpufull", -1, 0), ("pressureiosome", -2, 4),
        ("pressureiofull", -2, 3), ("pressurememorysome", -3, 1), ("pressurememoryfull", -3, 1),
    ];

    private int Int(string key, int otherwise) => int.TryParse(guest.Config.GetValueOrDefault(key), CultureInfo.InvariantCulture,
        out var value) ? value : otherwise;

    private long Mib(string key, long otherwise) => (long.TryParse(guest.Config.GetValueOrDefault(key), CultureInfo.InvariantCulture,
        out var value) ? value : otherwise) << 20;

    private long Counter(ulong which, double rate)
        => guest.IsRunning ? Wave.Counter(guest.Seed + which, Up, rate * (0.05 + (2 * Wave.Noise(guest.Seed, (long)which)))) : 0;
}
