using Proxima.Model;

namespace Proxima.Collect.Linux.Processes;

/// <summary>Bytes a process had read from and written to the block layer.</summary>
internal sealed record PidIo(long ReadBytes, long WrittenBytes);

/// <summary>/proc/PID/io, proc_pid_io(5).</summary>
internal static class PidIoText
{
    public static Reading<PidIo> Parse(ReadOnlySpan<char> text)
        => Value(text, "read_bytes:") is { } read && Value(text, "write_bytes:") is { } written
            ? Reading.Of(new PidIo(read, written))
            : Reading.Failed<PidIo>("/proc/PID/io: read_bytes or write_bytes does not parse");

    private static long? Value(ReadOnlySpan<char> text, string name)
    {
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (!line.StartsWith(name)) continue;
            return !lines.IsCut && KernelNumber.TryCount(line[name.Length..].Trim(), out var bytes) ? bytes : null;
        }

        return null;
    }
}
