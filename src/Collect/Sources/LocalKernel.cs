using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Sources;

/// <summary>System calls of the machine we run on.</summary>
public sealed class LocalKernel : IHostKernel
{
    public int PageBytes => Environment.SystemPageSize;

    public string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    public long BootTimeMilliseconds()
    {
        if (LibC.ClockGetTime(LibC.ClockBootTime, out var time) != 0)
            throw new InvalidOperationException($"clock_gettime(CLOCK_BOOTTIME): {Marshal.GetLastPInvokeErrorMessage()}");
        return (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000);
    }

    public Reading<FilesystemSpace> Space(string mountPoint)
    {
        int result;
        LibC.FilesystemStatistics s;
        do
        {
            result = LibC.StatVfs(mountPoint, out s);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);

        if (result != 0) return Reading.Failed<FilesystemSpace>($"{mountPoint}: {Marshal.GetLastPInvokeErrorMessage()}");
        return SpaceOf(mountPoint, s);
    }

    public unsafe IReadOnlyList<InterfaceAddress> Addresses()
    {
        if (LibC.GetInterfaceAddresses(out var first) != 0)
            throw new InvalidOperationException($"getifaddrs: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            List<InterfaceAddress> addresses = [];
            for (var node = first; node is not null; node = node->Next)
            {
                if (node->Address is null || node->Address->Family != LibC.FamilyIPv4) continue;
                var name = Marshal.PtrToStringUTF8((nint)node->Name);
                if (name is null) continue;
                var prefix = node->Netmask is null ? 32 : BitOperations.PopCount(node->Netmask->Address);
                var address = new IPAddress((long)node->Address->Address);
                addresses.Add(new(name, string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}")));
            }

            return addresses;
        }
        finally
        {
            LibC.FreeInterfaceAddresses(first);
        }
    }

    /// <summary>
    /// Broken file systems report more free than there is, or more bytes than a long holds:
    /// that is a failure, not a figure.
    /// </summary>
    internal static Reading<FilesystemSpace> SpaceOf(string mountPoint, in LibC.FilesystemStatistics s)
    {
        var unit = s.FragmentSize == 0 ? s.BlockSize : s.FragmentSize;
        if (s.Blocks == 0) return Reading.Absent<FilesystemSpace>("the file system does not say how large it is");
        if ((UInt128)s.Blocks * unit > long.MaxValue || s.BlocksFree > s.Blocks)
            return Reading.Failed<FilesystemSpace>($"{mountPoint}: statvfs gives impossible sizes");
        var hasInodes = s.Files is > 0 and <= long.MaxValue && s.FilesFree <= s.Files;
        return Reading.Of(new FilesystemSpace(
            (long)(s.Blocks * unit),
            (long)((s.Blocks - s.BlocksFree) * unit),
            (long)(Math.Min(s.BlocksAvailable, s.BlocksFree) * unit),
            hasInodes ? (long)s.Files : null,
            hasInodes ? (long)(s.Files - s.FilesFree) : null));
    }
}
