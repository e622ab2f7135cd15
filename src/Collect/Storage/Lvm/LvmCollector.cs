using Proxima.Collect.Linux;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Lvm;

/// <summary>
/// LVM without a scan: names, sizes and devices from /sys, fill of thin pools from the device mapper. Free space of groups is on the
/// disks alone, so <c>vgs</c> runs seldom, for the devices in use, and only while all of them are awake.
/// </summary>
internal sealed class LvmCollector(IProgramRunner programs, IDiskRest rest, TimeProvider clock) : ISlowCollector<LvmReport>
{
    private const string Folder = "/sys/block";
    private const int UuidLength = 68;
    private const string GroupFields = "vg_name,vg_attr,vg_size,vg_free,pv_count,lv_count,snap_count,vg_missing_pv_count,vg_uuid";
    private static readonly ProgramCommand Fill = ProgramCommand.Of("dmsetup", "status", "--target", "thin-pool", "--noflush");
    private readonly SlowBeat _beat = new(clock, TimeSpan.FromHours(1));
    private IReadOnlyList<LvmVolumeGroup> _groups = [];

    public string Name => "lvm";

    public IReadOnlyList<string> Inputs { get;
        } = [Folder, Folder + "/*/dm/name", Folder + "/*/dm/uuid", Folder + "/*/size", Folder + "/*/slaves"];

    public IReadOnlyList<string> Commands { get; } = [Fill.Line, Groups(["DEVICES"]).Line];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public async Task<Reading<LvmReport>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        List<LvmLogicalVolume> volumes = [];
        HashSet<string> devices = new(StringComparer.Ordinal);
        foreach (var block in host.List(Folder).Where(name => name.StartsWith("dm-", StringComparison.Ordinal)))
        {
            if (Text(host, $"{Folder}/{block}/dm/uuid") is not { } uuid || !uuid.StartsWith("LVM-", StringComparison.Ordinal)) continue;
            foreach (var below in host.List($"{Folder}/{block}/slaves")
                .Where(name => !name.StartsWith("dm-", StringComparison.Ordinal))) devices.Add(below);
            if (uuid.Length == UuidLength && Volume(host, block) is { } volume) volumes.Add(volume);
        }

        if (volumes.Count == 0) return Reading.Absent<LvmReport>("no LVM volumes are active");
        var pools = (await programs.RunAsync(Fill, cancellationToken).ConfigureAwait(false)).ReadSuccess(text => DmStatusText.Parse(text));
        if (_beat.IsDue()) await GroupsAsync(host, [.. devices.Order(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        return Reading.Of(new LvmReport
        {
            LogicalVolumes = [.. volumes.Select(volume => Filled(volume, pools.Value?.Pools ?? []))],
            VolumeGroups = _groups,
            PhysicalVolumes = [.. devices.Order(StringComparer.Ordinal)
                .Select(device => new LvmPhysicalVolume { Device = $"/dev/{device}", SizeBytes = Sectors(host, device) })],
            Warnings = pools.HasValue ? [] : [pools.Failed ?? pools.Absent ?? "fill of thin pools is unknown"],
        });
    }

    private static LvmLogicalVolume? Volume(IHostSource host, string block)
    {
        if (Text(host, $"{Folder}/{block}/dm/name") is not { } device) return null;
        var (group, name) = DmStatusText.NamesOf(device);
        return new LvmLogicalVolume { Name = name, Group = group, SizeBytes = Sectors(host, block), IsActive = true };
    }

    private static LvmLogicalVolume Filled(LvmLogicalVolume volume, IReadOnlyList<DmThinPool> pools)
        => pools.FirstOrDefault(pool => pool.Group == volume.Group && pool.Name == volume.Name) is not { } found ? volume : volume with
        {
            Kind = "thin-pool",
            DataPercent = found.DataPercent,
            MetadataPercent = found.MetadataPercent,
            Health = found.NeedsCheck ? "needs-check" : found.Mode switch
            {
                "rw" => "ok",
                "out_of_data_space" => "out-of-data",
                "ro" => "metadata-read-only",
                _ => "failed",
            },
        };

    private async Task GroupsAsync(IHostSource host, string[] devices, CancellationToken cancellationToken)
    {
        if (devices.Length == 0 || !Array.TrueForAll(devices, device => rest.IsAwake(host, device)))
        {
            _beat.Reset();
            return;
        }

        var run = await programs.RunAsync(Groups([.. devices.Select(device => $"/dev/{device}")]), cancellationToken).ConfigureAwait(false);
        if (run.ReadSuccess(LvmText.Parse).Value is { } report) _groups = report.VolumeGroups;
    }

    private static ProgramCommand Groups(string[] devices) => ProgramCommand.Of(
        "vgs", "--reportformat", "json", "--units", "b", "--nosuffix", "-o", GroupFields, "--devices", string.Join(',', devices));

    private static string? Text(IHostSource host, string path)
    {
        var file = host.Read(path);
        return file.State == FileState.Text ? file.Text.Trim() : null;
    }

    private static long? Sectors(IHostSource host, string device)
    {
        var text = Text(host, $"/sys/class/block/{device}/size") ?? Text(host, $"{Folder}/{device}/size");
        return KernelNumber.TryCount(text, out var sectors) && sectors < long.MaxValue / 512 ? sectors * 512 : null;
    }
}
