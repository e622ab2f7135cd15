using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Sources;

/// <summary>What a host tells by system call and not by file.</summary>
public interface IHostKernel
{
    /// <summary>Bytes of a memory page.</summary>
    int PageBytes { get; }

    /// <summary>Machine as <c>uname -m</c> says it (x86_64, aarch64); only used where no file says so.</summary>
    string Architecture { get; }

    /// <summary>CLOCK_BOOTTIME, clock_gettime(2): milliseconds since boot, suspend included.</summary>
    long BootTimeMilliseconds();

    /// <summary>statvfs(3). Blocks for as long as the file system does.</summary>
    Reading<FilesystemSpace> Space(string mountPoint);

    /// <summary>IPv4 addresses of all interfaces, getifaddrs(3). IPv6 comes from /proc/net/if_inet6.</summary>
    IReadOnlyList<InterfaceAddress> Addresses();
}

/// <summary>One address with prefix length (10.0.0.2/24) on one interface.</summary>
public readonly record struct InterfaceAddress(string Interface, string Address);
