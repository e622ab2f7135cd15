using System.Security.Cryptography;
using System.Text;

namespace Proxima.PveFake.World;

public enum GuestKind
{
    Qemu,
    Lxc,
}

/// <summary>A virtual machine or a container: its configuration as the file holds it, and whether it runs.</summary>
public sealed class Guest(int id, GuestKind kind, string node, ulong seed)
{
    public int Id { get; } = id;

    public GuestKind Kind { get; } = kind;

    public string Node { get; set; } = node;

    internal ulong Seed { get; } = seed;

    /// <summary>Options as in the configuration file, text to text.</summary>
    public SortedDictionary<string, string> Config { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Changes that wait for the next start; null deletes.</summary>
    public SortedDictionary<string, string?> Pending { get; } = new(StringComparer.Ordinal);

    public List<GuestSnapshot> Snapshots { get; } = [];

    /// <summary>The snapshot the present state grew from.</summary>
    public string? Parent { get; set; }

    public bool IsRunning { get; private set; }

    public bool IsPaused { get; set; }

    /// <summary>When it was started last; the counters run from here.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public int Pid { get; private set; }

    /// <summary>False: nobody is home to hear a shutdown; it runs into its time limit.</summary>
    public bool HearsShutdown { get; set; } = true;

    /// <summary>Why QEMU or LXC gives up when it is to start this guest; null when it does not.</summary>
    public string? StartError { get; set; }

    /// <summary>True: the guest agent answers, if the configuration asks for one.</summary>
    public bool HasAgent { get; set; }

    /// <summary>False: the node was not able to say a thing about it yet.</summary>
    public bool IsKnown { get; set; } = true;

    /// <summary>The task that holds the lock of the configuration file.</summary>
    internal PveTask? HeldBy { get; set; }

    public string Name => Config.GetValueOrDefault(Kind is GuestKind.Qemu ? "name" : "hostname")
        ?? (Kind is GuestKind.Qemu ? $"VM {Id}" : $"CT{Id}");

    public bool IsTemplate => Config.GetValueOrDefault("template") == "1";

    public string? Lock => Config.GetValueOrDefault("lock");

    public string TypeText => Kind is GuestKind.Qemu ? "qemu" : "lxc";

    /// <summary>What the API calls it in a sentence: VM or CT.</summary>
    public string Noun => Kind is GuestKind.Qemu ? "VM" : "CT";

    /// <summary>Its configuration file inside the cluster's file system.</summary>
    public string File => FileOf(Node, Kind, Id);

    /// <summary>The checksum a client sends back to say which configuration it saw.</summary>
    public string Digest => DigestOf(Config.Select(pair => $"{pair.Key}: {pair.Value}"));

    public static string FileOf(string node, GuestKind kind, int id)
        => $"nodes/{node}/{(kind is GuestKind.Qemu ? "qemu-server" : "lxc")}/{id}.conf";

    internal static string DigestOf(IEnumerable<string> lines)
#pragma warning disable CA5350 // The digest of a configuration is SHA-1 in the real API; it guards against nothing but a lost update.
        => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
#pragma warning restore CA5350

    public void Start(DateTimeOffset now, int pid)
    {
        foreach (var (key, value) in Pending)
        {
            if (value is null)
            {
                Config.Remove(key);
            }
            else
            {
                Config[key] = value;
            }
        }

        Pending.Clear();
        (IsRunning, IsPaused, StartedAt, Pid) = (true, false, now, pid);
    }

    public void Stop() => (IsRunning, IsPaused, Pid) = (false, false, 0);

    public void RollBackTo(GuestSnapshot snapshot)
    {
        Config = new SortedDictionary<string, string>(new Dictionary<string, string>(snapshot.Config, StringComparer.Ordinal),
            StringComparer.Ordinal);
        Pending.Clear();
        Parent = snapshot.Name;
    }

    /// <summary>The configuration the next start will use.</summary>
    public SortedDictionary<string, string> ConfigWithPending()
    {
        var config = new SortedDictionary<string, string>(Config, StringComparer.Ordinal);
        foreach (var (key, value) in Pending)
        {
            if (value is null)
            {
                config.Remove(key);
            }
            else
            {
                config[key] = value;
            }
        }

        return config;
    }
}

/// <summary>A snapshot of a guest; the time in Unix seconds.</summary>
public sealed record GuestSnapshot(string Name, long Time, IReadOnlyDictionary<string, string> Config)
{
    public string Description { get; set; } = string.Empty;

    public bool HasMemory { get; init; }

    public string? Parent { get; set; }
}
