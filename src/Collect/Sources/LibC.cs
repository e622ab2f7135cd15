using System.Runtime.InteropServices;

namespace Proxima.Collect.Sources;

/// <summary>The few calls into libc. Structures are those of 64-bit Linux, which is all that is supported.</summary>
internal static unsafe partial class LibC
{
    public const int ReadOnly = 0;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int ClockBootTime = 7;
    public const ushort FamilyIPv4 = 2;

    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoSuchProcess = 3;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadLink(string path, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatVfs(string path, out FilesystemStatistics statistics);

    [LibraryImport("libc", EntryPoint = "getifaddrs", SetLastError = true)]
    public static partial int GetInterfaceAddresses(out InterfaceAddressNode* first);

    [LibraryImport("libc", EntryPoint = "freeifaddrs")]
    public static partial void FreeInterfaceAddresses(InterfaceAddressNode* first);

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct statvfs, with room behind for what a libc may add.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct FilesystemStatistics
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
        public ulong FilesAvailable;
    }

    /// <summary>struct ifaddrs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InterfaceAddressNode
    {
        public InterfaceAddressNode* Next;
        public byte* Name;
        public uint Flags;
        public SocketAddressIPv4* Address;
        public SocketAddressIPv4* Netmask;
        public void* Other;
        public void* Data;
    }

    /// <summary>struct sockaddr_in; of other families only <see cref="Family"/> means anything. The address is in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SocketAddressIPv4
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
    }
}
