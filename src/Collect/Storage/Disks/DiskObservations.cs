using System.Globalization;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// What changed between two reports of a disk: each change with the time it was first and last seen. A disk that says the same for years
/// has none. Pure.
/// </summary>
internal static class DiskObservations
{
    private const int Most = 200;

    public static IReadOnlyList<DiskObservation> Follow(
        IReadOnlyList<DiskObservation> known, SmartReport? before, SmartReport now, DateTimeOffset at)
    {
        if (before is null) return known;
        var old = Facts(before);
        List<DiskObservation> next = [.. known];
        foreach (var (what, value) in Facts(now))
        {
            old.TryGetValue(what, out var was);
            var last = next.FindLastIndex(one => one.What == what);
            if (was != value) next.Add(new DiskObservation(what, was, value, at, at));
            else if (last >= 0 && next[last].Now == value) next[last] = next[last] with { LastAt = at };
        }

        foreach (var (what, value) in old)
        {
            // An attribute that was below its threshold and is not any more.
            if (what.StartsWith("attribute ", StringComparison.Ordinal) && !Facts(now).ContainsKey(what))
                next.Add(new DiskObservation(what, value, null, at, at));
        }

        return Newest(next);
    }

    /// <summary>Something that happened at once.</summary>
    public static IReadOnlyList<DiskObservation> Add(
        IReadOnlyList<DiskObservation> known, string what, string? before, string? now, DateTimeOffset at)
        => Newest([.. known, new DiskObservation(what, before, now, at, at)]);

    private static List<DiskObservation> Newest(List<DiskObservation> all) => all.Count > Most ? all[^Most..] : all;

    private static Dictionary<string, string> Facts(SmartReport report)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach (var (counter, count) in SmartBaseline.Of(report)) facts[counter] = count.ToString(CultureInfo.InvariantCulture);
        if (report.IsPassed is { } passed) facts["health"] = passed ? "passed" : "failed";
        if (report.LifeLeftPercent is { } life) facts["lifeLeftPercent"] = life.ToString(CultureInfo.InvariantCulture);
        if (report.Firmware is { } firmware) facts["firmware"] = firmware;
        if (report.SelfTests?.Entries is [var test, ..])
            facts["selfTest"] = FormattableString.Invariant($"{test.Type}: {test.Status} ({test.PowerOnHours} h)");
        foreach (var attribute in report.Attributes.Where(attribute => attribute.Failed == AttributeFailure.Now))
            facts[$"attribute {attribute.Name}"] = "below its threshold";
        return facts;
    }
}
