namespace Proxima.Model.Host;

/// <summary>The slow part of what a host says: what it is. Sent when it changes.</summary>
public sealed record HostFacts
{
    public required string HostName { get; init; }
    public required Reading<OsFacts> Os { get; init; }
    public required Reading<CpuFacts> Cpu { get; init; }
    public required Reading<BoardFacts> Board { get; init; }

    /// <summary>Evidence of identity; never shown, only compared. machine-id alone never merges two nodes: clones share it.</summary>
    public required Reading<IdentityFacts> Identity { get; init; }

    /// <summary>IANA zone of the host (Europe/Berlin); null where it cannot be read.</summary>
    public string? TimeZone { get; init; }

    /// <summary>lxc, docker, systemd-nspawn, …; null on a host or VM.</summary>
    public string? Container { get; init; }

    /// <summary>kvm, vmware, …; null on bare metal or where it cannot be told.</summary>
    public string? Hypervisor { get; init; }
}

/// <summary>/etc/os-release, /proc/sys/kernel/osrelease.</summary>
public sealed record OsFacts(string Name, string? Id, string? VersionId, string Kernel, string Architecture);

/// <summary>/proc/cpuinfo. Cores are physical, threads logical; null where the architecture does not say.</summary>
public sealed record CpuFacts(string Model, int? Sockets, int? Cores, int Threads, double? MaximumMegahertz);

/// <summary>/sys/class/dmi/id. Null where the firmware says nothing or a filler ("To be filled by O.E.M.").</summary>
public sealed record BoardFacts(
    string? SystemVendor, string? Product, string? BoardVendor, string? Board, string? BiosVendor, string? BiosVersion, string? BiosDate);

/// <summary>/etc/machine-id and the DMI product UUID (root only).</summary>
public sealed record IdentityFacts(string? MachineId, string? ProductUuid);
