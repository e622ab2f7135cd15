using System.Buffers;
using System.Text;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>Looks an observation over before anything is done with it: whatever passes here can be worked with. Pure.</summary>
internal static class ObservationCheck
{
    /// <summary>Entries of one list (cores, disks, mounts, interfaces, sensors, processes).</summary>
    public const int MostEntries = 16_384;

    /// <summary>Longest name of a part: a path on Linux (PATH_MAX).</summary>
    public const int LongestName = 4096;

    private const int LongestId = 64;

    /// <summary>What is wrong with it, in one line; null when nothing is.</summary>
    public static string? Problem(HostObservation observation)
        => Envelope(observation) ?? Shapes(observation) ?? Lists(observation) ?? Numbers(observation.Sample);

    private static string? Envelope(HostObservation observation) => observation switch
    {
        { Format: < 1 or > HostObservation.CurrentFormat } =>
            FormattableString.Invariant($"format {observation.Format} is not understood here (1 to {HostObservation.CurrentFormat})"),
        _ when !Enum.IsDefined(observation.Origin) => "the origin is not one of local, agent, peer, api",
        _ when !IsId(observation.Epoch) => $"the epoch is not 1 to {LongestId} visible ASCII characters",
        _ when !IsId(observation.BootId) => $"the boot id is not 1 to {LongestId} visible ASCII characters",
        { Sequence: < 0 } => "the sequence is negative",
        { BootTimeMilliseconds: < 0 } => "the time since boot is negative",
        { Sample: null } => "the sample is missing",
        { Cost: null } => "the cost is missing",
        { Collectors: null } => "the collector reports are missing",
        _ => null,
    };

    private static string? Shapes(HostObservation observation)
    {
        var sample = observation.Sample;
        return Shape("cpu", sample.Cpu) ?? Shape("load", sample.Load) ?? Shape("pressure", sample.Pressure)
            ?? Shape("memory", sample.Memory) ?? Shape("swap", sample.Swap) ?? Shape("disks", sample.Disks)
            ?? Shape("filesystems", sample.Filesystems) ?? Shape("interfaces", sample.Interfaces)
            ?? Shape("sensors", sample.Sensors) ?? Shape("cgroup", sample.Cgroup) ?? Shape("uptime", sample.Uptime)
            ?? (observation.Processes is { } processes ? Shape("processes", processes) : null)
            ?? (observation.Facts is { } facts ? Facts(facts) : null)
            ?? (observation.Storage is { } storage ? Storage(storage) : null);
    }

    private static string? Storage(StorageSections storage)
        => storage is not { Disks: not null, Pools: { } pools }
            ? "storage: a part is missing"
            : Shape("storage.disks", storage.Disks.Reading) ?? Shape("storage.mdRaid", pools.MdRaid?.Reading)
                ?? Shape("storage.btrfs", pools.Btrfs?.Reading) ?? Shape("storage.zfs", pools.Zfs?.Reading)
                ?? Shape("storage.lvm", pools.Lvm?.Reading) ?? Shape("storage.ceph", pools.Ceph?.Reading)
                ?? Shape("storage.remoteMounts", pools.RemoteMounts?.Reading) ?? Shape("storage.kernelLog", pools.KernelLog?.Reading);

    private static string? Facts(HostFacts facts)
        => facts.HostName is null
            ? "facts: the host name is missing"
            : Shape("facts.os", facts.Os) ?? Shape("facts.cpu", facts.Cpu) ?? Shape("facts.board", facts.Board)
                ?? Shape("facts.identity", facts.Identity);

    private static string? Lists(HostObservation observation)
    {
        var sample = observation.Sample;
        return Entries("cpu.cores", sample.Cpu.Value?.Cores, core => core.Times is null ? "core" : null, _ => "core")
            ?? Entries("disks", sample.Disks.Value?.Disks, _ => null, disk => disk.Name)
            ?? Entries(
                "filesystems", sample.Filesystems.Value?.Filesystems,
                mount => mount.Type is null || mount.Source is null ? "type or source is missing" : Shape("space", mount.Space),
                mount => mount.MountPoint)
            ?? Entries(
                "interfaces", sample.Interfaces.Value?.Interfaces, item => item.Addresses is null ? "addresses" : null, item => item.Name)
            ?? Entries(
                "sensors", sample.Sensors.Value?.Sensors,
                sensor => sensor.Chip is null || sensor.Label is null ? "chip or label is missing" : Shape("value", sensor.Value),
                sensor => sensor.Id)
            ?? Entries("processes", observation.Processes?.Value?.Processes, _ => null, process => process.Name)
            ?? Entries(
                "storage.disks", observation.Storage?.Disks.Reading.Value?.Disks,
                disk => disk.Device is null
                    || disk.Growth is null ? "device or growth is missing" : Shape("smart", disk.Smart), disk => disk.Id)
            ?? Entries("collectors", observation.Collectors, _ => null, report => report.Name);
    }

    private static string? Numbers(HostSample sample)
    {
        if (sample.Load.Value is { } load && !(IsSane(load.OneMinute) && IsSane(load.FiveMinutes) && IsSane(load.FifteenMinutes)))
        {
            return "load: a number is not finite or negative";
        }

        if (sample.Uptime.Value is { } uptime && !IsSane(uptime.UptimeSeconds))
        {
            return "uptime: the number is not finite or negative";
        }

        var sensors = sample.Sensors.Value?.Sensors ?? [];
        return sensors.FirstOrDefault(sensor => sensor.Value.Value is { } value && !IsFinite(value)) is { } bad
            ? $"sensors: a number of {bad.Id} is not finite"
            : null;
    }

    private static string? Shape<T>(string name, Reading<T>? reading)
        where T : class
    {
        object?[] said = [reading?.Value, reading?.Absent, reading?.Failed];
        return said.Count(one => one is not null) == 1 ? null : $"{name}: exactly one of value, absent and failed must be there";
    }

    private static string? Entries<T>(string list, IReadOnlyList<T>? entries, Func<T, string?> problem, Func<T, string?> name)
        where T : class
    {
        if (entries is null)
        {
            return null;
        }

        if (entries.Count > MostEntries)
        {
            return FormattableString.Invariant($"{list}: {entries.Count} entries are more than {MostEntries}");
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not { } entry || !IsName(name(entry)))
            {
                return FormattableString.Invariant($"{list}: entry {i} has no usable name (1 to {LongestName} characters)");
            }

            if (problem(entry) is { } wrong)
            {
                return FormattableString.Invariant($"{list}: entry {i}: {wrong}");
            }
        }

        return null;
    }

    private static bool IsId(string? text) => text is { Length: >= 1 and <= LongestId } && text.All(c => c is > ' ' and <= '~');

    private static bool IsName(string? text)
        => text is { Length: >= 1 and <= LongestName }
            && !text.Contains('\0', StringComparison.Ordinal)
            && IsWhole(text);

    /// <summary>No half of a surrogate pair: no database gives that back as it was.</summary>
    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static bool IsSane(double number) => double.IsFinite(number) && number >= 0;

    private static bool IsFinite(SensorValue value)
        => double.IsFinite(value.Value) && IsFinite(value.High) && IsFinite(value.Critical) && IsFinite(value.Low);

    private static bool IsFinite(double? number) => number is not { } known || double.IsFinite(known);
}
