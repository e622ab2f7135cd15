using System.Globalization;
using Proxima.Collect.ProgramText;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.MdRaid;

/// <summary>Makes the record of one device from what mdadm said of it.</summary>
internal static class MdDetailOf
{
    private static readonly string[] Syncs = ["rebuild", "resync", "check", "reshape", "recovery", "repair"];

    public static MdDetail Item(MdBlock block)
    {
        var sync = Array.Find(Syncs, name => block.Values.ContainsKey(name + "_status"));
        return new MdDetail
        {
            Device = block.Device,
            Level = Text(block, "raid_level", "raid_level_0")?.ToLowerInvariant(),
            State = Text(block, "state", "state_0"),
            Version = Text(block, "version"),
            Name = Bare(Text(block, "name", "name_0")),
            Uuid = Bare(Text(block, "array_uuid", "uuid", "container_guid")),
            SizeBytes = Size(Text(block, "array_size", "array_size_0")) ?? ByteSize.OrNull(Text(block, "array_size_human")),
            DeviceSizeBytes = Size(Text(block, "used_dev_size", "avail_dev_size", "device_size_0")),
            RaidDevices = Count(block, "raid_devices", "raid_devices_0"),
            TotalDevices = Count(block, "total_devices"),
            ActiveDevices = Count(block, "active_devices"),
            WorkingDevices = Count(block, "working_devices"),
            FailedDevices = Count(block, "failed_devices"),
            SpareDevices = Count(block, "spare_devices"),
            SyncAction = sync,
            SyncPercent = sync is null ? null : Percent(Text(block, sync + "_status")),
            ConsistencyPolicy = Text(block, "consistency_policy"),
            Layout = Text(block, "layout"),
            ChunkBytes = ByteSize.OrNull(Text(block, "chunk_size")),
            Container = Text(block, "container"),
            MemberArrays = Text(block, "member_arrays"),
            Events = Text(block, "events"),
            CreatedAt = ProgramTime.Parse(Text(block, "creation_time")),
            UpdatedAt = ProgramTime.Parse(Text(block, "update_time")),
            DeviceRole = Text(block, "device_role"),
            ArrayState = Bare(Text(block, "array_state")),
            DeviceUuid = Text(block, "device_uuid"),
            Members = block.Members,
        };
    }

    private static string? Text(MdBlock block, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (block.Values.TryGetValue(key, out var value) && value.Length > 0) return value;
        }

        return null;
    }

    /// <summary>Without the remark in brackets behind it.</summary>
    private static string? Bare(string? value)
    {
        var bracket = value?.IndexOf(" (", StringComparison.Ordinal) ?? -1;
        return bracket < 0 ? value : value?[..bracket].TrimEnd();
    }

    /// <summary>Kibibytes, or sectors of 512 bytes where it says so.</summary>
    private static long? Size(string? value)
    {
        if (value is null) return null;
        var end = value.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? value.AsSpan() : value.AsSpan(0, end);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var unit = value.Contains("sectors", StringComparison.Ordinal) ? 512 : 1024;
        return number > long.MaxValue / unit ? null : number * unit;
    }

    private static int? Count(MdBlock block, params ReadOnlySpan<string> keys)
    {
        var value = Text(block, keys);
        var end = value.AsSpan().IndexOf(' ');
        return int.TryParse(end < 0 ? value : value.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : null;
    }

    private static double? Percent(string? value)
    {
        var end = value.AsSpan().IndexOf('%');
        return end > 0 && ByteSize.TryNumber(value.AsSpan(0, end), true, out var percent) ? (double)percent : null;
    }
}
