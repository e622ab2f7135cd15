using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Sensors;

/// <summary>
/// Temperatures, fans, voltages and power of /sys/class/hwmon. Names and limits are read on the slow beat, values at every look.
/// What could wake a sleeping device is not asked.
/// </summary>
internal sealed class SensorsCollector(SlowBeat beat) : ICollector<SensorList>
{
    private const string Class = "/sys/class/hwmon";
    private const string DiskDriver = "drivetemp";
    private const string NotAsked = "not read: asking could wake a sleeping disk";
    private IReadOnlyList<string> _folders = [];
    private List<Known> _known = [];

    public string Name => "sensors";

    public IReadOnlyList<string> Inputs { get; } =
    [
        Class, $"{Class}/*", $"{Class}/*/name", $"{Class}/*/*_input", $"{Class}/*/*_average", $"{Class}/*/*_label", $"{Class}/*/*_max",
        $"{Class}/*/*_crit", $"{Class}/*/*_min", $"{Class}/*/*_fault",
        $"{Class}/*/device/power/runtime_status", $"{Class}/*/device/device/power/runtime_status",
    ];

    public Reading<SensorList> Collect(IHostSource host)
    {
        var folders = host.List(Class);
        if (beat.IsDue() || !folders.SequenceEqual(_folders))
        {
            _folders = folders;
            _known = Discover(host, folders);
        }

        return _known.Count == 0
            ? Reading.Absent<SensorList>("no sensors: a virtual machine or container, or no driver is loaded")
            : Reading.Of(new SensorList([.. _known.Select(known => known.Gauge with { Value = Value(host, known) })]));
    }

    private static List<Known> Discover(IHostSource host, IReadOnlyList<string> folders)
    {
        List<Known> known = [];
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (var folder in folders.OrderBy(Number))
        {
            var path = $"{Class}/{folder}";
            if (host.Read($"{path}/name") is not { State: FileState.Text } name) continue;
            var chip = name.Text.Trim();
            var id = SensorChip.IdOf(host, path, chip);
            var count = seen[id] = seen.GetValueOrDefault(id) + 1;
            if (count > 1) id = $"{id}-{count}";
            if (chip == DiskDriver) known.Add(SleepingDisk(id));
            else known.AddRange(Attributes(host, path).Select(attribute => Sensor(host, chip, id, attribute.Folder, attribute.Attribute)));
        }

        return known;
    }

    private static int Number(string folder)
        => KernelNumber.TryCount(folder.AsSpan().TrimStart("hwmon"), out var number) ? (int)Math.Min(number, int.MaxValue) : int.MaxValue;

    /// <summary>Old drivers keep their files one level deeper.</summary>
    private static IEnumerable<(string Folder, SensorAttribute Attribute)> Attributes(IHostSource host, string path)
    {
        var own = Attributes(host.List(path)).Select(attribute => (path, attribute)).ToList();
        if (own.Count > 0) return own;
        var device = $"{path}/device";
        return Attributes(host.List(device)).Select(attribute => (device, attribute));
    }

    private static IEnumerable<SensorAttribute> Attributes(IReadOnlyList<string> files)
    {
        HashSet<string> stems = new(StringComparer.Ordinal);
        return files.Select(SensorAttribute.Of).OfType<SensorAttribute>()
            .OrderByDescending(a => a.File.EndsWith("_input", StringComparison.Ordinal))
            .Where(attribute => stems.Add(attribute.Stem))
            .OrderBy(attribute => attribute.Kind).ThenBy(attribute => attribute.Stem.Length)
            .ThenBy(attribute => attribute.Stem, StringComparer.Ordinal);
    }

    private static Known Sensor(IHostSource host, string chip, string id, string folder, SensorAttribute attribute)
    {
        var stem = $"{folder}/{attribute.Stem}";
        var power = SensorPower.FileOf(host, folder);
        var limits = SensorPower.Sleeps(host, power)
            ? default
            : SensorText.Limits(attribute.Kind, Text(host, $"{stem}_max"), Text(host, $"{stem}_crit"), Text(host, $"{stem}_min"));
        var label = Text(host, $"{stem}_label")?.Trim();
        var gauge = new SensorGauge
        {
            Id = $"{id}/{attribute.Stem}",
            Chip = chip,
            Label = string.IsNullOrEmpty(label) ? attribute.Stem : label,
            Kind = attribute.Kind,
            Value = Reading.Absent<SensorValue>("not read yet"),
        };
        var fault = Text(host, $"{stem}_fault") is null ? null : $"{stem}_fault";
        return new Known(gauge, $"{folder}/{attribute.File}", fault, power, limits);
    }

    private static Known SleepingDisk(string id) => new(
        new SensorGauge
        {
            Id = $"{id}/temp1",
            Chip = DiskDriver,
            Label = "temp1",
            Kind = SensorKind.Temperature,
            Value = Reading.Absent<SensorValue>(NotAsked),
        },
        null, null, null, default);

    private Reading<SensorValue> Value(IHostSource host, Known known)
    {
        if (known.Input is null) return known.Gauge.Value;
        if (SensorPower.Sleeps(host, known.Power))
            return Reading.Absent<SensorValue>("not read: the device sleeps");
        if (known.Fault is not null && Text(host, known.Fault)?.Trim() == "1")
            return Reading.Failed<SensorValue>($"{known.Fault}: the chip reports a broken sensor");
        var file = host.Read(known.Input);
        if (file.State == FileState.Text) return SensorText.Parse(file.Text, known.Gauge.Kind, known.Limits, known.Input);
        if (file.State == FileState.Missing) beat.Reset();
        return IsSilent(file) ? Reading.Absent<SensorValue>("the sensor has no reading now") : FileReadings.Required<SensorValue>(file);
    }

    /// <summary>ENODATA and ENETDOWN: the device behind is switched off (a radio, an empty slot).</summary>
    private static bool IsSilent(in FileText file)
        => file.Error is { } error
            && (error.EndsWith("No data available", StringComparison.Ordinal)
                || error.EndsWith("Network is down", StringComparison.Ordinal));

    private static string? Text(IHostSource host, string path) => host.Read(path) is { State: FileState.Text } file ? file.Text : null;

    /// <summary>One sensor: what never changes of it and where its value, fault flag and power state are.</summary>
    private sealed record Known(SensorGauge Gauge, string? Input, string? Fault, string? Power, SensorLimits Limits);
}
