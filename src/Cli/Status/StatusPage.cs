using Proxima.Cli.Printing;
using Proxima.Model.Health;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Status;

/// <summary>The answer in words: the sentence first, then what it rests on, then what is wrong.</summary>
internal static class StatusPage
{
    public static void Print(Screen screen, FleetOverview fleet, IReadOnlyDictionary<string, string> names, DateTimeOffset now)
    {
        screen.Wrapped(Sentence(fleet), Verdict(fleet).AsTone());
        screen.Wrapped(Evidence(fleet, now), Tone.Quiet);
        if (Totals(fleet.Totals) is { Length: > 0 } totals)
        {
            screen.Wrapped(totals);
        }

        if (fleet.Findings.Count > 0)
        {
            screen.Line();
            FindingTable.Print(screen, fleet.Findings, names, now);
            if (fleet.Findings.Count < fleet.Problems)
            {
                var more = Amounts.Count(fleet.Problems - fleet.Findings.Count, "more problem", "more problems");
                screen.Wrapped($"and {more}; 'proxima node list' shows where", Tone.Quiet);
            }
        }
    }

    /// <summary>What the server said, unless that rests on nothing: okay needs a node, and every node's answer.</summary>
    internal static Severity Verdict(FleetOverview fleet)
    {
        var isProved = fleet.Nodes > 0 && fleet.NodesAnswering == fleet.Nodes;
        return isProved || fleet.Severity > Severity.Unknown ? fleet.Severity : Severity.Unknown;
    }

    internal static string Sentence(FleetOverview fleet)
    {
        var silent = fleet.Nodes - fleet.NodesAnswering;
        var silence = silent > 0 ? $" {Amounts.Count(silent, "node does", "nodes do")} not answer." : string.Empty;
        return Verdict(fleet) switch
        {
            Severity.Ok => "Everything is okay.",
            Severity.Info => $"Okay, with {Amounts.Count(fleet.Findings.Count, "note", "notes")}.",
            Severity.Critical => $"Critical: {Amounts.Count(fleet.Problems, "problem", "problems")}.{silence}",
            Severity.Warning => $"Warning: {Amounts.Count(fleet.Problems, "problem", "problems")}.{silence}",
            _ when fleet.Nodes == 0 => "Unknown: no node has reported yet.",
            _ when silent > 0 => $"Unknown:{silence}",
            _ => NotKnown(fleet.Findings.Count(f => f.Severity == Severity.Unknown)),
        };
    }

    private static string NotKnown(int things)
        => things > 0 ? $"Unknown: {Amounts.Count(things, "thing", "things")} could not be read." : "Unknown: the server does not say why.";

    internal static string Evidence(FleetOverview fleet, DateTimeOffset now)
    {
        var looked = fleet.Evidence;
        var parts = new List<string>
        {
            $"{fleet.NodesAnswering} of {Amounts.Count(fleet.Nodes, "node answers", "nodes answer")}",
            Amounts.Count(looked.Filesystems, "file system", "file systems"),
            Amounts.Count(looked.Disks, "disk", "disks"),
            Amounts.Count(looked.Interfaces, "interface", "interfaces"),
            Amounts.Count(looked.Sensors, "sensor", "sensors"),
        };
        if (looked.FailedReadings > 0)
        {
            parts.Add(Amounts.Count(looked.FailedReadings, "reading failed", "readings failed"));
        }

        var age = fleet.OldestSampleAt is { } oldest
            ? $"; oldest figure {Amounts.Duration(Amounts.Age(oldest, now))} old"
            : "; no figure is fresh";
        return string.Join(", ", parts) + age;
    }

    private static string Totals(FleetTotals totals)
    {
        var parts = new List<string>();
        if (totals.CpuBusyPercent is { } busy)
        {
            parts.Add($"CPU {Amounts.Percent(busy)} of {Amounts.Count(totals.Threads, "thread", "threads")}");
        }

        Add(parts, "memory", totals.MemoryUsedBytes, totals.MemoryTotalBytes);
        Add(parts, "storage", totals.StorageUsedBytes, totals.StorageTotalBytes);
        if (totals.ReceivedBytesPerSecond is not null || totals.SentBytesPerSecond is not null)
        {
            var (received, sent) = (totals.ReceivedBytesPerSecond, totals.SentBytesPerSecond);
            parts.Add($"network {Amounts.BytesPerSecond(received)} in, {Amounts.BytesPerSecond(sent)} out");
        }

        return string.Join(" · ", parts);
    }

    private static void Add(List<string> parts, string what, long? used, long? total)
    {
        if (used is not null && total is not null)
        {
            parts.Add($"{what} {Amounts.Bytes(used)} of {Amounts.Bytes(total)}");
        }
    }
}
