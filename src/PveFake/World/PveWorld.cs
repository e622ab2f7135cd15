using Proxima.PveFake.Access;

namespace Proxima.PveFake.World;

/// <summary>
/// Everything a pretended Proxmox VE cluster consists of. Whoever reads or changes it holds <see cref="Gate"/>; nothing in it waits
/// or does I/O.
/// </summary>
public sealed class PveWorld
{
    private readonly Dictionary<string, PveNode> _nodes = new(StringComparer.Ordinal);

    public PveWorld(TimeProvider clock, ulong seed, PveVersion version)
    {
        (Clock, Seed, Version) = (clock, seed, version);
        Began = clock.GetUtcNow();
        Tasks = new TaskTable(this);
        Access = new AccessDirectory(seed);
    }

    public Lock Gate { get; } = new();

    public TimeProvider Clock { get; }

    public ulong Seed { get; }

    public PveVersion Version { get; set; }

    /// <summary>When this world was made; what happened before is its history.</summary>
    public DateTimeOffset Began { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    internal long Second => Now.ToUnixTimeSeconds();

    /// <summary>Name of the cluster; null is a node that stands alone.</summary>
    public string? ClusterName { get; set; }

    /// <summary>The version of corosync.conf: one more for each node that joined.</summary>
    public int ClusterConfigVersion { get; set; } = 1;

    public bool HasQuorum { get; set; } = true;

    /// <summary>False: the HA manager sleeps, and what it is asked to do stays queued.</summary>
    public bool HaWorks { get; set; } = true;

    /// <summary>The node that answers.</summary>
    public string LocalNode { get; set; } = string.Empty;

    public IReadOnlyCollection<PveNode> Nodes => _nodes.Values;

    public SortedDictionary<int, Guest> Guests { get; } = [];

    public SortedDictionary<string, PveStorage> Storages { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, PvePool> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Addresses that are routed nowhere: calls to a node of this name are a 595 with these words, whether it is a member or not.
    /// </summary>
    public Dictionary<string, string> UnroutedNodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Datastores, where a backup server answers.</summary>
    public SortedDictionary<string, Datastore> Datastores { get; } = new(StringComparer.Ordinal);

    internal AccessDirectory Access { get; }

    internal TaskTable Tasks { get; }

    internal ClusterLog Log { get; } = new();

    /// <summary>
    /// Backup jobs, HA resources, replication, and every other list of things with a name: collection path to its entries.
    /// </summary>
    internal StoredSections Sections { get; } = new();

    /// <summary>datacenter.cfg.</summary>
    internal System.Text.Json.Nodes.JsonObject Options { get; } = new() { ["keyboard"] = "en-us" };

    /// <summary>The name server the nodes use.</summary>
    public string Dns { get; set; } = "192.168.1.1";

    /// <summary>The certificate the mock shows, as PEM.</summary>
    internal string CertificatePem { get; set; } = string.Empty;

    /// <summary>How long one waits for a guest's lock before giving up.</summary>
    public TimeSpan LockPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a failed log-in takes to be told so.</summary>
    public TimeSpan FailedLoginDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>True: a Proxmox Backup Server answers, not a Proxmox VE.</summary>
    public bool IsBackupServer { get; init; }

    /// <summary>How fast tasks are done: 1 is about real hardware, 0 at once.</summary>
    public double Pace
    {
        get => Tasks.Pace;
        set => Tasks.Pace = value;
    }

    public PveNode? Node(string name) => _nodes.GetValueOrDefault(name);

    public void Add(PveNode node)
    {
        _nodes[node.Name] = node;
        if (LocalNode.Length == 0)
        {
            LocalNode = node.Name;
        }
    }

    public Guest Add(Guest guest)
    {
        Guests[guest.Id] = guest;
        return guest;
    }

    /// <summary>The smallest free guest id from 100.</summary>
    internal int NextId()
    {
        var id = 100;
        foreach (var taken in Guests.Keys)
        {
            if (taken > id)
            {
                break;
            }

            id = taken + 1;
        }

        return Math.Max(100, id);
    }

    internal PvePool? PoolOf(int guest) => Pools.Values.FirstOrDefault(pool => pool.Guests.Contains(guest));
}

/// <summary>A pool: guests and storages under one name for rights.</summary>
public sealed class PvePool(string id)
{
    public string Id { get; } = id;

    public string? Comment { get; set; }

    public SortedSet<int> Guests { get; } = [];

    public SortedSet<string> Storages { get; } = new(StringComparer.Ordinal);
}
