using System.Globalization;
using Proxima.Collect.Linux.Memory;
using Proxima.Model;

namespace Proxima.Collect.Linux.Processes;

/// <summary>What we use of /proc/PID/status; the effective user is not it: the real one says whose process it is.</summary>
internal sealed record PidStatus(string Name, int UserId, long? SwapBytes, int? Threads);

/// <summary>/proc/PID/status, proc_pid_status(5).</summary>
internal static class PidStatusText
{
    public static Reading<PidStatus> Parse(ReadOnlySpan<char> text)
    {
        string? name = null;
        int? user = null;
        long? swap = null;
        int? threads = null;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (colon < 0) continue;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon])
            {
                case "Name":
                    name = value.ToString();
                    break;
                case "Uid":
                    user = RealUser(value);
                    if (user is null) return Reading.Failed<PidStatus>("/proc/PID/status: line 'Uid' does not parse");
                    break;
                case "VmSwap":
                    if (!MemoryLine.TryBytes(value, out var bytes))
                        return Reading.Failed<PidStatus>("/proc/PID/status: line 'VmSwap' does not parse");
                    swap = bytes;
                    break;
                case "Threads":
                    threads = lines.IsCut ? null : FirstInt(value);
                    break;
                default:
                    break;
            }
        }

        return name is not null && user is { } id
            ? Reading.Of(new PidStatus(name, id, swap, threads))
            : Reading.Failed<PidStatus>($"/proc/PID/status: no line '{(name is null ? "Name" : "Uid")}'");
    }

    /// <summary>The first of real, effective, saved and file-system user; a line with fewer was cut off.</summary>
    private static int? RealUser(ReadOnlySpan<char> text)
    {
        var fields = new Fields(text);
        return fields.Skip(1) && fields.NextCount(out _) ? FirstInt(text) : null;
    }

    private static int? FirstInt(ReadOnlySpan<char> text)
    {
        var fields = new Fields(text);
        return fields.Next(out var field)
            && int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }
}

/// <summary>/etc/passwd, passwd(5): user names by number; of several names of one number the first.</summary>
internal static class PasswdText
{
    private const int NumberField = 2;

    public static Dictionary<int, string> Parse(ReadOnlySpan<char> text)
    {
        Dictionary<int, string> users = [];
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            if (line.StartsWith("#")) continue;
            var field = 0;
            ReadOnlySpan<char> name = default;
            foreach (var range in line.Split(':'))
            {
                if (field == 0) name = line[range];
                if (field == NumberField && !name.IsEmpty
                    && int.TryParse(line[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    users.TryAdd(number, name.ToString());
                }

                if (++field > NumberField) break;
            }
        }

        return users;
    }
}
