namespace Proxima.PveFake.World;

/// <summary>What a node is made of; sizes in bytes.</summary>
public sealed record PveHardware
{
    public int Sockets { get; init; } = 1;

    public int Cores { get; init; } = 8;

    public int Threads { get; init; } = 16;

    public long Memory { get; init; } = 64L << 30;

    public long Swap { get; init; } = 8L << 30;

    public long RootDisk { get; init; } = 100L << 30;

    public string CpuModel { get; init; } = "AMD Ryzen 7 5800X 8-Core Processor";

    public string CpuVendor { get; init; } = "AuthenticAMD";

    public string Mhz { get; init; } = "3793.046";
}

/// <summary>How a node can be reached from the node that answers.</summary>
public enum NodeReach
{
    Online,

    /// <summary>It just died: the cluster still calls it online, calls to it are refused.</summary>
    JustDied,

    /// <summary>The cluster knows that it is gone.</summary>
    Offline,

    /// <summary>Member of the cluster, not one figure seen yet.</summary>
    Unknown,
}

/// <summary>One node of the cluster.</summary>
public sealed class PveNode(string name, int number, string address, ulong seed)
{
    public string Name { get; } = name;

    /// <summary>The number corosync gives it, from 1.</summary>
    public int Number { get; } = number;

    public string Address { get; } = address;

    internal ulong Seed { get; } = seed;

    public PveHardware Hardware { get; init; } = new();

    public NodeReach Reach { get; set; }

    /// <summary>The words of a 595 for a call to a node that is down.</summary>
    public string UnreachableReason { get; set; } = "No route to host";

    public DateTimeOffset BootedAt { get; set; }

    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>Bridges the configuration names and the kernel does not have: a guest that needs one does not start.</summary>
    public HashSet<string> MissingBridges { get; } = new(StringComparer.Ordinal);

    /// <summary>Programs that are not installed: <c>sendmail</c>, <c>zpool</c>.</summary>
    public HashSet<string> MissingPrograms { get; } = new(StringComparer.Ordinal);

    /// <summary>Networks as in /etc/network/interfaces: name to options.</summary>
    public SortedDictionary<string, Dictionary<string, string>> Interfaces { get; } = new(StringComparer.Ordinal);

    public List<PveDisk> Disks { get; } = [];

    public string Description { get; set; } = string.Empty;

    /// <summary>Packages that wait: name to (old, new).</summary>
    public List<PveUpdate> Updates { get; } = [];

    /// <summary>Services that do not run although they should.</summary>
    public HashSet<string> FailedServices { get; } = new(StringComparer.Ordinal);

    /// <summary>Services of the list that this host does not have, and those it has and that are not running.</summary>
    public HashSet<string> AbsentServices { get; } = new(StringComparer.Ordinal);

    public HashSet<string> IdleServices { get; } = new(StringComparer.Ordinal);

    public bool HasIommu { get; set; } = true;

    /// <summary>Since when figures were kept; null is since it booted.</summary>
    public DateTimeOffset? HistorySince { get; set; }

    /// <summary>The name of its time zone; null where nobody set one.</summary>
    public string? TimeZone { get; set; } = "UTC";

    public bool IsUp => Reach is NodeReach.Online;

    internal int LastPid { get; set; } = 1000;
}

/// <summary>A disk of a node, as <c>/nodes/{node}/disks/list</c> shows it; size in bytes.</summary>
public sealed record PveDisk(string Path, string Model, string Serial, long Size, string Kind)
{
    public string Health { get; init; } = "PASSED";

    public string Used { get; init; } = "LVM";

    public int? WearoutPercentLeft { get; init; }

    public int RotationsPerMinute { get; init; }

    public string Vendor { get; init; } = "unknown";
}

/// <summary>A package update that waits.</summary>
public sealed record PveUpdate(string Package, string OldVersion, string Version, string Title);
