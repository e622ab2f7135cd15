using Proxima.Model.Figures;
using Proxima.Model.Host;
using static Proxima.Server.Features.Diagnostics.MetricFamily;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>Block devices and file systems.</summary>
internal static class StorageMetrics
{
    public static IEnumerable<NodeMetric> Disks() =>
    [
        Disk(Gauge("proxima_disk_read_bytes_per_second", "Read from a block device a second.", "disk"), disk => disk.ReadBytesPerSecond),
        Disk(
            Gauge("proxima_disk_written_bytes_per_second", "Written to a block device a second.", "disk"),
            disk => disk.WrittenBytesPerSecond),
        Disk(Gauge("proxima_disk_reads_per_second", "Finished reads a second.", "disk"), disk => disk.ReadsPerSecond),
        Disk(Gauge("proxima_disk_writes_per_second", "Finished writes a second.", "disk"), disk => disk.WritesPerSecond),
        Disk(
            Measure("proxima_disk_busy_ratio", "ratio", "Share of time a block device had a request in flight.", "disk"),
            disk => disk.BusyPercent / 100),
        Disk(
            Measure("proxima_disk_read_await_seconds", "seconds", "Mean time of a finished read; absent when none finished.", "disk"),
            disk => disk.ReadAwaitMilliseconds / 1000),
        Disk(
            Measure("proxima_disk_write_await_seconds", "seconds", "Mean time of a finished write; absent when none finished.", "disk"),
            disk => disk.WriteAwaitMilliseconds / 1000),
        Disk(Gauge("proxima_disk_queue_length", "Mean requests in flight.", "disk"), disk => disk.QueueLength),
    ];

    public static IEnumerable<NodeMetric> Filesystems() =>
    [
        Space("proxima_filesystem_size_bytes", "bytes", "Size of a file system.", space => space.TotalBytes),
        Space("proxima_filesystem_used_bytes", "bytes", "Used on a file system.", space => space.UsedBytes),
        Space(
            "proxima_filesystem_available_bytes",
            "bytes",
            "Free for users; used and available are less than the size where blocks are reserved.",
            space => space.AvailableBytes),
        Space("proxima_filesystem_inodes", null, "Inodes of a file system; absent where it has none.", space => space.TotalInodes),
        Space("proxima_filesystem_inodes_used", null, "Inodes in use.", space => space.UsedInodes),
        Filesystem(
            Gauge("proxima_filesystem_readonly", "1 when a file system is mounted read-only.", Labels), one => one.IsReadOnly ? 1 : 0),
        Filesystem(
            Gauge("proxima_filesystem_answering", "0 when a file system could not be asked, as a dead network mount.", Labels),
            one => one.Space.Failed is null ? 1 : 0),
    ];

    private static string[] Labels => ["mountpoint", "fstype", "device"];

    private static NodeMetric Disk(MetricFamily family, Func<DiskFigures, double?> value)
        => NodeMetric.Of(family, (view, samples) =>
        {
            foreach (var disk in view.Figures?.Disks.Value?.Disks ?? [])
                samples.Add(value(disk), disk.Name);
        });

    private static NodeMetric Space(string name, string? unit, string help, Func<FilesystemSpace, double?> value)
        => Filesystem(
            new MetricFamily(name, MetricType.Gauge, unit, Labels, help),
            one => one.Space.Value is { } space ? value(space) : null);

    private static NodeMetric Filesystem(MetricFamily family, Func<FilesystemGauges, double?> value)
        => NodeMetric.Of(family, (view, samples) =>
        {
            foreach (var one in view.Figures?.Filesystems.Value?.Filesystems ?? [])
                samples.Add(value(one), one.MountPoint, one.Type, one.Source);
        });
}
