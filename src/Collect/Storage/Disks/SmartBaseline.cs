using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Counters of errors that only ever rise. What stood there when the disk was first seen is a scar; what comes after is news. A counter
/// that fell (a new firmware, another disk under the same name) starts again from there.
/// </summary>
internal static class SmartBaseline
{
    private static readonly (string Name, Func<SmartReport, long?> Of)[] Counters =
    [
        ("uncorrectableErrors", report => report.UncorrectableErrors),
        ("pendingSectors", report => report.PendingSectors),
        ("reallocatedSectors", report => report.ReallocatedSectors),
        ("reportedUncorrectable", report => Attribute(report, 187)),
        ("commandTimeouts", report => Attribute(report, 188)),
        ("interfaceErrors", report => report.InterfaceErrors),
        ("errorLogEntries", report => report.ErrorLogEntries),
    ];

    public static IReadOnlyDictionary<string, long> Of(SmartReport report)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var (name, of) in Counters)
        {
            if (of(report) is { } count) counts[name] = count;
        }

        return counts;
    }

    /// <summary>The baseline after a new report: what is new is added, what fell is lowered, nothing is ever raised.</summary>
    public static IReadOnlyDictionary<string, long> Follow(IReadOnlyDictionary<string, long> baseline, SmartReport report)
    {
        Dictionary<string, long> next = new(baseline, StringComparer.Ordinal);
        foreach (var (name, now) in Of(report))
        {
            if (!next.TryGetValue(name, out var before) || now < before) next[name] = now;
        }

        return next;
    }

    public static IReadOnlyList<SmartGrowth> Growth(IReadOnlyDictionary<string, long> baseline, SmartReport report)
    {
        var now = Of(report);
        return [.. Counters.Where(counter => now.ContainsKey(counter.Name))
            .Select(counter
                => new SmartGrowth(counter.Name, baseline.GetValueOrDefault(counter.Name, now[counter.Name]), now[counter.Name]))
            .Where(growth => growth.Now > growth.Baseline)];
    }

    private static long? Attribute(SmartReport report, int id)
    {
        foreach (var attribute in report.Attributes)
        {
            if (attribute.Id == id) return attribute.Count;
        }

        return null;
    }
}
