using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Proxima.Server.Platform.Database;

/// <summary>Opening a file without the advisory lock that .NET takes with every open, and a folder at all: open(2).</summary>
internal static class Posix
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Flushes the entries of a folder, so that a file just made or renamed in it survives a power cut (fsync(2)).</summary>
    public static void FlushFolder(string folder)
    {
        using var handle = Open(folder);
        if (!handle.IsInvalid)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>The first bytes of a file that another process holds locked; null when it cannot be read.</summary>
    public static string? ReadLocked(string file)
    {
        using var handle = Open(file);
        if (handle.IsInvalid)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[64];
        var length = RandomAccess.Read(handle, bytes, 0);
        return System.Text.Encoding.UTF8.GetString(bytes[..length]).Trim();
    }

    private static SafeFileHandle Open(string path)
        => new(open([.. System.Text.Encoding.UTF8.GetBytes(path), 0], ReadOnlyCloseOnExec), ownsHandle: true);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);
}
