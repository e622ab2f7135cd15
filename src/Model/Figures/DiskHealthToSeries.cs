using System.Globalization;
using Proxima.Model.Fleet;
using Proxima.Model.Host;

namespace Proxima.Model.Figures;

/// <summary>What a disk's own report says, as values for history: one value a report, hours apart.</summary>
public static class DiskHealthToSeries
{
    /// <summary>
    /// Whose history it is: a disk with a name of its own takes it along to another host; one that is only known by its place stays with
    /// its node.
    /// </summary>
    public static SubjectId SubjectOf(NodeId node, string disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        var isNamed = disk.StartsWith("wwn-", StringComparison.Ordinal) || disk.StartsWith("serial-", StringComparison.Ordinal);
        return new SubjectId(SubjectKind.Disk, isNamed ? disk : $"{node}-{disk}");
    }

    /// <summary>Only what is known; at most <c>2 + 7 + 255</c> values.</summary>
    public static IReadOnlyList<(string Series, double Value)> SeriesOf(SmartReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<(string Series, double Value)> all = [];
        Add(all, Series.DiskTemperature, report.TemperatureCelsius);
        Add(all, Series.DiskLifeLeft, report.LifeLeftPercent);
        Add(all, Series.DiskHours, report.PowerOnHours);
        Add(all, Series.DiskWrittenTotal, report.WrittenBytes);
        Add(all, Series.DiskReallocated, report.ReallocatedSectors);
        Add(all, Series.DiskPending, report.PendingSectors);
        Add(all, Series.DiskUncorrectable, report.UncorrectableErrors);
        Add(all, Series.DiskInterfaceErrors, report.InterfaceErrors);
        foreach (var attribute in report.Attributes)
            Add(all, Series.Of(Series.DiskAttribute, attribute.Id.ToString(CultureInfo.InvariantCulture)), attribute.Count);
        return all;
    }

    private static void Add(List<(string Series, double Value)> all, string name, double? value)
    {
        if (value is { } known) all.Add((name, known));
    }
}
