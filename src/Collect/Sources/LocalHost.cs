using System.Buffers;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;

namespace Proxima.Collect.Sources;

/// <summary>
/// The machine we run on. Plain open, read and close: the runtime's file classes lock and stat each file, which is dear for
/// thousands of tiny ones. Nothing under /dev is ever opened. Safe for concurrent use.
/// </summary>
public sealed class LocalHost : IHostSource
{
    /// <summary>A pseudo file longer than this is not one we read.</summary>
    public const int LargestFileBytes = 4 * 1024 * 1024;
    private const int FirstBufferBytes = 16 * 1024;
    private const int LongestLinkBytes = 4096;
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    public FileText Read(string path)
    {
        if (IsDevice(path)) return FileText.Failed(path, "devices are never opened");
        var file = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec | LibC.NonBlocking);
        if (file < 0) return Error(path, Marshal.GetLastPInvokeError());
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            return ReadAll(path, file, ref buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = LibC.Close(file);
        }
    }

    public IReadOnlyList<string> List(string directory)
    {
        if (IsDevice(directory + "/")) return [];
        try
        {
            List<string> names =
                [.. new FileSystemEnumerable<string>(directory, static (ref entry) => entry.FileName.ToString(), Everything)];
            names.Sort(StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public unsafe string? Link(string path)
    {
        var target = stackalloc byte[LongestLinkBytes];
        var length = LibC.ReadLink(path, target, LongestLinkBytes);
        return length is > 0 and < LongestLinkBytes ? Encoding.UTF8.GetString(target, (int)length) : null;
    }

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);

    private static unsafe FileText ReadAll(string path, int file, ref byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length && !TryGrow(ref buffer)) return FileText.Failed(path, "longer than 4 MB");
            nint got;
            fixed (byte* start = buffer) got = LibC.Read(file, start + length, (nuint)(buffer.Length - length));
            if (got == 0) return FileText.Of(Encoding.UTF8.GetString(buffer, 0, length));
            if (got > 0)
            {
                length += (int)got;
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != LibC.Interrupted) return Error(path, error);
        }
    }

    private static bool TryGrow(ref byte[] buffer)
    {
        if (buffer.Length >= LargestFileBytes) return false;
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }

    /// <summary>A process that ended answers ESRCH where its files were.</summary>
    private static FileText Error(string path, int error) => error switch
    {
        LibC.NoEntry or LibC.NotADirectory or LibC.NoSuchProcess => FileText.Missing(path),
        LibC.AccessDenied or LibC.NotPermitted => FileText.Denied(path),
        _ => FileText.Failed(path, Marshal.GetPInvokeErrorMessage(error)),
    };
}
