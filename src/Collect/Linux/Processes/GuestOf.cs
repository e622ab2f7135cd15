using System.Globalization;
using System.Text.RegularExpressions;

namespace Proxima.Collect.Linux.Processes;

/// <summary>Which guest a process is or belongs to, from its cgroup or from kvm's arguments.</summary>
internal static partial class GuestOf
{
    /// <summary>/proc/PID/cgroup: containers live under lxc/ID, machines in qemu.slice/ID.scope.</summary>
    public static int? Cgroup(string text)
    {
        var match = GuestGroup().Match(text);
        return match.Success
            && int.TryParse(match.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : null;
    }

    /// <summary><c>-id N</c> of a command line as the kernel gives it, arguments ended by NUL.</summary>
    public static int? CommandLine(string cmdline)
    {
        var arguments = cmdline.Split('\0');
        var at = Array.IndexOf(arguments, "-id");
        return at >= 0 && at + 1 < arguments.Length
            && int.TryParse(arguments[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : null;
    }

    public static bool IsMachine(string name) => name == "kvm" || name.StartsWith("qemu-", StringComparison.Ordinal);

    /// <summary>The path shown: that of the unified hierarchy, else the first.</summary>
    public static string? Path(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal)) ?? lines.FirstOrDefault();
        var parts = line?.Split(':', 3);
        return parts is { Length: 3 } ? parts[2] : null;
    }

    [GeneratedRegex(
        @"/(?:lxc/|lxc\.payload\.|qemu\.slice/)(?<id>\d{1,9})(?:\.scope)?(?:/|$)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex GuestGroup();
}
