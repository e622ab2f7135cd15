namespace Proxima.Pve.Schema;

/// <summary>What a value is, as the API declares it. What really travels may differ: booleans as 0 or "1", numbers as strings.</summary>
public enum PveKind
{
    /// <summary>Nothing declared, or declared as anything.</summary>
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    Object,
    Array,

    /// <summary>The operation answers nothing.</summary>
    Null,
}

/// <summary>
/// One declared value: a parameter, a member of an answer, or a key of a property string. Facts only, without prose;
/// the same facts a node serves at <c>/pve-docs/api-viewer/apidoc.js</c>.
/// </summary>
public sealed record PveType
{
    public static readonly PveType Anything = new();

    public PveKind Kind { get; init; }

    /// <summary>May be absent, in a request and in an answer alike.</summary>
    public bool Optional { get; init; }

    public IReadOnlyList<string> Enum { get; init; } = [];

    /// <summary>The default as Proxmox writes it; a boolean is <c>0</c> or <c>1</c>. Null when none is declared.</summary>
    public string? Default { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>In characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>In characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A Perl pattern (Proxmox VE, to be anchored) or a Rust one between slashes (Backup Server, anchored already).</summary>
    public string? Pattern { get; init; }

    /// <summary>A named format such as <c>pve-vmid</c> or <c>pve-node-list</c>.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// The keys of a property string (<c>net0</c>: <c>virtio=…,bridge=vmbr0</c>), or null when the value is none or its keys are not
    /// known.
    /// </summary>
    public IReadOnlyDictionary<string, PveType>? Keys { get; init; }

    /// <summary>A property string, even if its keys are not known.</summary>
    public bool IsPropertyString { get; init; }

    /// <summary>Members of an object by name; families keep their bracket (<c>net[n]</c>).</summary>
    public IReadOnlyDictionary<string, PveType> Properties { get; init; } = new Dictionary<string, PveType>(StringComparer.Ordinal);

    public PveType? Items { get; init; }

    /// <summary>Whether members that are not declared are allowed; null when nothing is said.</summary>
    public bool? AllowsMore { get; init; }

    /// <summary>What members that are not declared look like, where it is said.</summary>
    public PveType? More { get; init; }

    /// <summary>Another parameter that must be given together with this one.</summary>
    public string? Requires { get; init; }

    /// <summary>In a property string: the key that this one is another name of.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// In a property string: the key whose value is the name of this one (<c>virtio=MAC</c> means <c>model=virtio,macaddr=MAC</c>).
    /// </summary>
    public string? KeyAlias { get; init; }

    /// <summary>In a property string: the key that may be left out (<c>local:100/disk.raw,size=1G</c>).</summary>
    public bool IsDefaultKey { get; init; }

    /// <summary>The value is of one of these, which one depends on a sibling.</summary>
    public IReadOnlyList<PveType> OneOf { get; init; } = [];

    internal PveType AsDefaultKey() => this with { IsDefaultKey = true };

    /// <summary>The member or parameter of this name, families included: <c>net7</c> finds <c>net[n]</c>.</summary>
    public PveType? Member(string name) => PveFamily.Find(Properties, name);
}
