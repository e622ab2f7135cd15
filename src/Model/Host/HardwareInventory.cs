namespace Proxima.Model.Host;

/// <summary>What the firmware says of the machine (<c>dmidecode</c>, SMBIOS). What it does not say, or fills with "Not Specified", is
/// null.</summary>
public sealed record DmiReport
{
    public string? SmbiosVersion { get; init; }
    public DmiIdentity? System { get; init; }
    public DmiIdentity? Board { get; init; }
    public DmiIdentity? Chassis { get; init; }
    public DmiBios? Bios { get; init; }
    public IReadOnlyList<DmiCpu> Processors { get; init; } = [];
    public IReadOnlyList<DmiMemory> Memory { get; init; } = [];

    /// <summary>Structures read, of all types.</summary>
    public required int Structures { get; init; }
}

/// <summary>Who made it and what it is.</summary>
public sealed record DmiIdentity
{
    public string? Manufacturer { get; init; }
    public string? Product { get; init; }
    public string? Version { get; init; }
    public string? Serial { get; init; }
    public string? Uuid { get; init; }

    /// <summary>Kind of chassis: Rack Mount Chassis, Desktop.</summary>
    public string? Kind { get; init; }
}

/// <summary>The firmware itself.</summary>
public sealed record DmiBios(string? Vendor, string? Version, string? ReleaseDate);

/// <summary>A socket; one without a processor is left out.</summary>
public sealed record DmiCpu(string? Socket, string? Model, int? Cores, int? Threads, int? MaximumMegahertz);

/// <summary>A slot for memory; an empty one has no size.</summary>
public sealed record DmiMemory
{
    public string? Slot { get; init; }
    public long? SizeBytes { get; init; }
    public string? Type { get; init; }

    /// <summary>Million transfers a second it could do, and does.</summary>
    public int? MegatransfersPerSecond { get; init; }
    public int? ConfiguredMegatransfersPerSecond { get; init; }
    public string? Manufacturer { get; init; }
    public string? Part { get; init; }
    public string? Serial { get; init; }
}

/// <summary>Devices on the PCI bus (<c>lspci</c>).</summary>
public sealed record PciDeviceList(IReadOnlyList<PciDevice> Devices);

/// <summary>One function of a device.</summary>
public sealed record PciDevice
{
    /// <summary>0000:01:00.0; without the domain where the program leaves it out.</summary>
    public required string Slot { get; init; }

    /// <summary>Class by name, or by number with <c>-n</c>.</summary>
    public string? Class { get; init; }

    /// <summary>Vendor and device by name, or by number.</summary>
    public string? Name { get; init; }
    public string? Revision { get; init; }
    public string? Subsystem { get; init; }

    /// <summary>8086:1237, where numbers are shown.</summary>
    public string? Ids { get; init; }
    public string? Driver { get; init; }
    public IReadOnlyList<string> Modules { get; init; } = [];
}
