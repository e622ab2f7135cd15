using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Btrfs;

/// <summary>
/// Mounted btrfs from /sys/fs/btrfs (fs/btrfs/sysfs.c): label, space by kind, devices and their errors. No program, no disk touched;
/// error counters of devices are there since Linux 5.14.
/// </summary>
internal sealed class BtrfsCollector : ISlowCollector<BtrfsList>
{
    private const string Folder = "/sys/fs/btrfs";

    public string Name => "btrfs";

    public IReadOnlyList<string> Inputs { get; } =
    [
        Folder, Folder + "/*/label", Folder + "/*/allocation/*/total_bytes", Folder + "/*/allocation/*/bytes_used", Folder
            + "/*/devinfo/*/error_stats",
        Folder + "/*/devinfo/*/missing", Folder + "/*/devices",
    ];

    public IReadOnlyList<string> Commands { get; } = [];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public Task<Reading<BtrfsList>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        List<BtrfsFilesystem> found = [];
        foreach (var uuid in host.List(Folder).Where(name => name.Length == 36)) found.Add(Filesystem(host, uuid));
        return Task.FromResult(found.Count == 0 ? Reading.Absent<BtrfsList>("no btrfs is mounted") : Reading.Of(new BtrfsList(found)));
    }

    private static BtrfsFilesystem Filesystem(IHostSource host, string uuid)
    {
        var folder = $"{Folder}/{uuid}";
        List<BtrfsSpace> spaces = [];
        foreach (var kind in (ReadOnlySpan<string>)["data", "metadata", "system", "mixed"])
        {
            if (Number(host, $"{folder}/allocation/{kind}/total_bytes") is not { } total
                || Number(host, $"{folder}/allocation/{kind}/bytes_used") is not { } used) continue;
            spaces.Add(new BtrfsSpace(kind, Profile(host, $"{folder}/allocation/{kind}"), total, used));
        }

        var paths = host.List($"{folder}/devices");
        var label = host.Read($"{folder}/label");
        return new BtrfsFilesystem
        {
            Uuid = uuid,
            Label = label.State == FileState.Text && label.Text.Trim() is { Length: > 0 } text ? text : null,
            UsedBytes = spaces.Count > 0 ? spaces.Sum(space => space.UsedBytes) : null,
            WantedDevices = host.List($"{folder}/devinfo") is { Count: > 0 } all ? all.Count : paths.Count,
            Devices = Devices(host, folder, paths),
            Spaces = spaces,
        };
    }

    /// <summary>A profile is a folder beside the figures: raid1, single, dup.</summary>
    private static string? Profile(IHostSource host, string folder)
        => host.List(folder).FirstOrDefault(name => name.StartsWith("raid", StringComparison.Ordinal)
            || name is "single" or "dup")?.ToUpperInvariant();

    private static List<BtrfsDevice> Devices(IHostSource host, string folder, IReadOnlyList<string> paths)
    {
        List<BtrfsDevice> devices = [];
        foreach (var id in host.List($"{folder}/devinfo"))
        {
            if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            var device = new BtrfsDevice { Id = number, IsMissing = Number(host, $"{folder}/devinfo/{id}/missing") == 1 };
            var errors = host.Read($"{folder}/devinfo/{id}/error_stats");
            foreach (var line in errors.State == FileState.Text ? errors.Text.Split('\n') : [])
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 2 && KernelNumber.TryCount(words[1], out var count)) device = BtrfsText.With(device, words[0], count);
            }

            devices.Add(device);
        }

        // Of one device the path is known; of several the kernel does not say which is which.
        return devices.Count == 1 && paths.Count == 1 ? [devices[0] with { Path = $"/dev/{paths[0]}" }] : devices;
    }

    private static long? Number(IHostSource host, string path)
    {
        var file = host.Read(path);
        return file.State == FileState.Text && KernelNumber.TryCount(file.Text.AsSpan().Trim(), out var number) ? number : null;
    }
}
