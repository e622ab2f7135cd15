namespace Proxima.PveFake.World;

/// <summary>A storage as storage.cfg defines it.</summary>
public sealed class PveStorage(string id, string type)
{
    public string Id { get; } = id;

    public string Type { get; } = type;

    /// <summary>Options beside id and type: path, content, nodes, shared, disable …</summary>
    public SortedDictionary<string, string> Options { get; } = new(StringComparer.Ordinal);

    /// <summary>What there is to be had of it on one node, in bytes.</summary>
    public long Size { get; set; } = 500L << 30;

    /// <summary>Bytes used by things the API does not list.</summary>
    public long OtherUse { get; set; } = 5L << 30;

    public bool IsActive { get; set; } = true;

    public bool IsShared => Options.GetValueOrDefault("shared") == "1"
        || Type is "nfs" or "cifs" or "cephfs" or "rbd" or "pbs" or "iscsi" or "glusterfs";

    public bool IsEnabled => Options.GetValueOrDefault("disable") != "1";

    public IReadOnlyList<string> Content => (Options.GetValueOrDefault("content") ?? "images,rootdir").Split(',');

    public bool IsFileBased => Type is "dir" or "nfs" or "cifs" or "cephfs" or "btrfs" or "glusterfs";

    public string Path => Options.GetValueOrDefault("path") ?? $"/mnt/pve/{Id}";

    public bool IsOn(string node) => Options.GetValueOrDefault("nodes") is not { } nodes || nodes.Split(',')
        .Contains(node, StringComparer.Ordinal);

    // By where they are (a node; nowhere in particular for a shared storage), and how much that is in bytes.
    private readonly Dictionary<string, (SortedDictionary<string, PveVolume> Volumes, long Bytes)> _homes = new(StringComparer.Ordinal);

    internal IEnumerable<PveVolume> All => _homes.Values.SelectMany(home => home.Volumes.Values);

    internal IReadOnlyCollection<PveVolume> On(string node) => _homes.TryGetValue(Home(node), out var home) ? home.Volumes.Values : [];

    /// <summary>What all its volumes on a node are long.</summary>
    internal long BytesOn(string node) => _homes.GetValueOrDefault(Home(node)).Bytes;

    internal PveVolume? Find(string node, string volume) => _homes.TryGetValue(Home(node), out var home)
        ? home.Volumes.GetValueOrDefault(volume) : null;

    internal void Put(string node, PveVolume volume)
    {
        Remove(node, volume.Id);
        var home = _homes.GetValueOrDefault(Home(node));
        var volumes = home.Volumes ?? new SortedDictionary<string, PveVolume>(StringComparer.Ordinal);
        volumes[volume.Id] = volume;
        _homes[Home(node)] = (volumes, home.Bytes + volume.Size);
    }

    internal void Remove(string node, string volume)
    {
        if (_homes.TryGetValue(Home(node), out var home) && home.Volumes.Remove(volume, out var gone))
        {
            _homes[Home(node)] = (home.Volumes, home.Bytes - gone.Size);
        }
    }

    internal void Resize(string node, PveVolume volume, long size)
    {
        Remove(node, volume.Id);
        volume.Size = size;
        Put(node, volume);
    }

    private string Home(string node) => IsShared ? string.Empty : node;
}

/// <summary>One volume of a storage: a disk, an image, a backup. Sizes in bytes, the time in Unix seconds.</summary>
public sealed class PveVolume(string id, string content, string format, long size, long created)
{
    /// <summary>With the storage before it: <c>local:iso/debian.iso</c>.</summary>
    public string Id { get; } = id;

    /// <summary>images, rootdir, iso, vztmpl, backup, snippets, import.</summary>
    public string Content { get; } = content;

    public string Format { get; } = format;

    public long Size { get; set; } = size;

    public long Created { get; } = created;

    public int? Guest { get; set; }

    public GuestKind? Kind { get; init; }

    public string? Notes { get; set; }

    public bool IsProtected { get; set; }

    /// <summary>A backup remembers the configuration it was made of.</summary>
    public IReadOnlyDictionary<string, string>? Config { get; init; }

    /// <summary>What a backup server found when it last looked: ok, failed, or null for never.</summary>
    public string? Verified { get; set; }
}
