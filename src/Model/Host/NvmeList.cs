namespace Proxima.Model.Host;

/// <summary>nvme-cli: the namespaces of a host (<c>nvme list</c>).</summary>
public sealed record NvmeList(IReadOnlyList<NvmeNamespace> Namespaces);

/// <summary>One namespace. Sizes in bytes.</summary>
public sealed record NvmeNamespace
{
    /// <summary>/dev/nvme0n1.</summary>
    public required string Device { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Firmware { get; init; }

    /// <summary>PCI address of the controller; null where the version does not say.</summary>
    public string? Address { get; init; }
    public long? SizeBytes { get; init; }
    public long? UsedBytes { get; init; }
    public int? BlockBytes { get; init; }
}
