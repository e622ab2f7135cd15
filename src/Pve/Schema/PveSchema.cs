using System.Collections.Concurrent;
using System.Reflection;

namespace Proxima.Pve.Schema;

/// <summary>What one version of a Proxmox API can do.</summary>
public sealed class PveSchema
{
    private static readonly ConcurrentDictionary<string, Lazy<PveSchema>> Loaded = new(StringComparer.Ordinal);

    private readonly PathTree _tree;

    internal PveSchema(string product, string version, IReadOnlyList<PveOperation> operations, IReadOnlyDictionary<string, PveType> formats)
    {
        (Product, Version, Operations, Formats) = (product, version, operations, formats);
        _tree = PathTree.Of(operations);
    }

    /// <summary>The versions that ship with this library, newest last; <c>pbs</c> is Proxmox Backup Server.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["pve-7.4", "pve-8.4", "pve-9.1", "pve-9.2", "pbs"];

    /// <summary><c>Proxmox VE</c> or <c>Proxmox Backup Server</c>.</summary>
    public string Product { get; }

    /// <summary><c>9.2</c>.</summary>
    public string Version { get; }

    public bool IsBackupServer => Product.Contains("Backup", StringComparison.Ordinal);

    /// <summary>In the order of path, then method.</summary>
    public IReadOnlyList<PveOperation> Operations { get; }

    /// <summary>Named formats that are property strings (<c>pve-qm-boot</c>), with their keys.</summary>
    public IReadOnlyDictionary<string, PveType> Formats { get; }

    /// <summary>The facts of one of <see cref="Versions"/>, read once.</summary>
    /// <exception cref="ArgumentException">There is no such version.</exception>
    public static PveSchema Load(string version)
        => Versions.Contains(version, StringComparer.Ordinal)
            ? Loaded.GetOrAdd(version, static name => new Lazy<PveSchema>(() => Parse(Resource(name)))).Value
            : throw new ArgumentException($"There is no schema '{version}'; there are {string.Join(", ", Versions)}.", nameof(version));

    /// <summary>Reads the compact form that <see cref="ToText"/> writes.</summary>
    /// <exception cref="FormatException">The text is not of that form; the message names the line.</exception>
    public static PveSchema Parse(string text) => SchemaText.Read(text);

    /// <summary>The compact form: one line for each distinct type, one for each operation.</summary>
    public string ToText() => SchemaText.Write(this);

    /// <summary>The operation with exactly this method and template.</summary>
    public PveOperation? Find(string method, string path) => _tree.At(path)?.GetValueOrDefault(method);

    /// <summary>
    /// The operation that a real path means, <c>/nodes/pve1/qemu/100/config</c>, with what the names in braces stand for.
    /// The path is decoded, as the server does before it looks: a volume id may hold slashes.
    /// </summary>
    public PvePathMatch? Match(string method, string path) => _tree.Match(method, path);

    /// <summary>The methods a real path has; empty when there is no such path.</summary>
    public IReadOnlyCollection<string> MethodsOf(string path) => _tree.Methods(path);

    /// <summary>What can follow a real path, names in braces as they are: completion of <c>/nodes/pve1/</c>.</summary>
    public IReadOnlyList<string> ChildrenOf(string path) => _tree.Children(path);

    /// <summary>The same schema with other operations.</summary>
    public PveSchema With(IReadOnlyList<PveOperation> operations) => new(Product, Version, operations, Formats);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>What a real path means.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Values">What the names in braces stand for, decoded.</param>
public sealed record PvePathMatch(PveOperation Operation, IReadOnlyDictionary<string, string> Values);
