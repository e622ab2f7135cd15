using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Swap;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>One attribute of sysfs: a number or a word.</summary>
internal sealed record SysfsAttribute(string? Attribute, long? Number, string? Text);

/// <summary>
/// One attribute of a hwmon chip; the value is in the unit of its kind (°C, rpm, V, W),
/// or plain where the name does not tell.
/// </summary>
internal sealed record HwmonAttribute(string? Attribute, SensorKind? Kind, double? Value, string? Text);

/// <summary>A cgroup file of one value; unlimited where it says <c>max</c>.</summary>
internal sealed record CgroupValue(string? Attribute, long? Value, bool IsUnlimited);

/// <summary>cpu.max.</summary>
internal sealed record CgroupCpuLimit(double? LimitCores, bool IsUnlimited);

/// <summary>A cgroup file of names and numbers (memory.stat, cpu.stat).</summary>
internal sealed record CgroupKeys(IReadOnlyDictionary<string, long> Values);

/// <summary>/proc/PID/cmdline with secrets masked.</summary>
internal sealed record ShownCommandLine(string CommandLine);

/// <summary>JSON of what <see cref="Kinds"/> gives.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArcGauges))]
[JsonSerializable(typeof(AddressTable))]
[JsonSerializable(typeof(Bond))]
[JsonSerializable(typeof(CgroupCpuLimit))]
[JsonSerializable(typeof(CgroupKeys))]
[JsonSerializable(typeof(CgroupValue))]
[JsonSerializable(typeof(CpuCounters))]
[JsonSerializable(typeof(CpuFacts))]
[JsonSerializable(typeof(DiskList))]
[JsonSerializable(typeof(HwmonAttribute))]
[JsonSerializable(typeof(LoadAverage))]
[JsonSerializable(typeof(MemoryGauges))]
[JsonSerializable(typeof(MountTable))]
[JsonSerializable(typeof(NetDevTable))]
[JsonSerializable(typeof(PidIo))]
[JsonSerializable(typeof(PidStat))]
[JsonSerializable(typeof(PidStatus))]
[JsonSerializable(typeof(PressureFile))]
[JsonSerializable(typeof(ShownCommandLine))]
[JsonSerializable(typeof(SwapDeviceList))]
[JsonSerializable(typeof(SysfsAttribute))]
[JsonSerializable(typeof(UptimeGauges))]
[JsonSerializable(typeof(VlanTable))]
[JsonSerializable(typeof(VmStat))]
internal sealed partial class KindJson : JsonSerializerContext;
