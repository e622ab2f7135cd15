using System.Text;

namespace Proxima.Server.Features.Health;

/// <summary>The words of one rule. <c>{name}</c> stands for the argument of that name.</summary>
internal sealed record Message(string Text, string? Advice);

/// <summary>
/// The message catalogue of findings, by rule: the English the command line and logs show. The page has the same
/// keys in its own catalogue and the same arguments to fill in.
/// </summary>
internal static class Messages
{
    public static IReadOnlyDictionary<string, Message> All { get; } = new Dictionary<string, Message>(StringComparer.Ordinal)
    {
        ["cpu-busy"] = new(
            "CPU is {percent} % busy and {load} tasks compete for {threads} threads, rule allows {limit} %",
            "See which processes use the CPU"),
        ["memory-full"] = new("{percent} % of memory is in use, rule allows {limit}", "See which processes and guests hold the memory"),
        ["container-memory-full"] = new(
            "{percent} % of the container's memory limit is in use, rule allows {limit}",
            "Raise the limit of the container or see which processes hold its memory"),
        ["swap-full"] = new(
            "Swap is {percent} % full and tasks waited for memory {pressure} % of the time, rule allows {limit} %",
            "Add memory or move guests elsewhere"),
        ["filesystem-full"] = new("{mount} is {percent} % full, rule allows {limit}", "Free space on {mount} or grow it"),
        ["filesystem-inodes"] = new(
            "{mount} has used {percent} % of its inodes, rule allows {limit}", "Delete or pack small files on {mount}"),
        ["filesystem-not-answering"] = new("{mount} gives no answer: {error}", "Check that {source} can be reached"),
        ["filesystem-read-only"] = new(
            "{mount} ({type}) is mounted read-only", "Read the kernel log for errors of {source}, repair it, then remount"),
        ["temperature-high"] = new("{sensor} is at {value} °C, its limit is {limit} °C", "Check fans, dust and air flow"),
        ["interface-errors"] = new("{interface} has {rate} errors a second", "Check cable, port and driver of {interface}"),
        ["pressure-memory"] = new(
            "All tasks waited for memory {percent} % of the time, rule allows {limit}", "Add memory or move guests elsewhere"),
        ["pressure-io"] = new(
            "All tasks waited for I/O {percent} % of the time, rule allows {limit}", "See which disk is slow and who uses it"),
        ["reading-failed"] = new("{reading} cannot be read: {error}", "Check {source} on the host"),
        ["reading-missing"] = new("{reading} is not known: {reason}", "Check {source} on the host"),
        ["sample-stale"] = new("No sample since {since}", "Check that the host runs and can be reached"),
        ["never-reported"] = new("No sample since this program started", null),
        ["clock-off"] = new(
            "The clock of this host is off by {seconds} s (minus: it is behind); its samples carry the time of their arrival",
            "Turn on time synchronisation on the host (chrony or systemd-timesyncd)"),
        ["history-not-written"] = new("Figures are shown but not kept: {error}", "Free space for the database or repair it"),
        ["database-set-aside"] = new(
            "A damaged database was set aside and a fresh one begun: {file}",
            "Restore a backup, or keep the file for recovery and delete it later"),
        ["audit-flawed"] = new(
            "The audit log does not hold: {flaw}",
            "See who can write to the state database, and compare with a backup (proxima audit verify)"),
        ["audit-not-anchored"] = new(
            "The audit log is anchored nowhere: {reason}",
            "Let this program reach the journal or syslog; else an older copy of the database put back would go unnoticed"),
    };

    /// <summary>Fills a template in one pass: braces inside an argument stay what they are.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> arguments)
    {
        var text = new StringBuilder(template.Length + 32);
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0)
        {
            var close = rest[open..].IndexOf('}');
            if (close < 0)
            {
                break;
            }

            text.Append(rest[..open]);
            var name = rest.Slice(open + 1, close - 1).ToString();
            text.Append(arguments.TryGetValue(name, out var value) ? value : $"{{{name}}}");
            rest = rest[(open + close + 1)..];
        }

        return text.Append(rest).ToString();
    }
}
