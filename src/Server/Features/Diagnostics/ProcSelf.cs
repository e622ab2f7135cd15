using System.Globalization;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>What the kernel says of this process, proc_pid_stat(5) and proc_pid_io(5). Null where it cannot be told.</summary>
internal static class ProcSelf
{
    /// <summary>USER_HZ, which Linux shows to programs on every architecture we run on.</summary>
    private const double TicksPerSecond = 100;
    private const int StartTimeField = 22;

    /// <summary>Bytes this process caused to be written to disks (<c>write_bytes</c>).</summary>
    public static long? WrittenBytes(string io)
    {
        foreach (var line in io.Split('\n'))
        {
            if (line.StartsWith("write_bytes:", StringComparison.Ordinal)
                && long.TryParse(line.AsSpan("write_bytes:".Length), CultureInfo.InvariantCulture, out var bytes))
                return bytes;
        }

        return null;
    }

    /// <summary>Seconds from the host's start to ours. Counted from the end of the name, which may hold spaces and brackets.</summary>
    public static double? StartedAfterSeconds(string stat)
    {
        var end = stat.LastIndexOf(')');
        if (end < 0)
            return null;
        var fields = stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartTimeField - 3 && long.TryParse(fields[StartTimeField - 3], CultureInfo.InvariantCulture, out var ticks)
            ? ticks / TicksPerSecond
            : null;
    }

    /// <summary>First number of /proc/uptime.</summary>
    public static double? UptimeSeconds(string uptime)
        => double.TryParse(uptime.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>The text of a file, empty when it may not be read (a hardened container hides /proc/self/io).</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    /// <summary>Open file descriptors.</summary>
    public static int? OpenFiles()
    {
        try
        {
            return Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
