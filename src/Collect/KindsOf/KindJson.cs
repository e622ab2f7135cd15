using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Collect.KindsOf.Net;
using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Swap;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>One attribute of sysfs: a number, a word, the pairs of a uevent or several lines.</summary>
internal sealed record SysfsAttribute(
    string? Attribute, long? Number, string? Text, IReadOnlyDictionary<string, string>? Values, IReadOnlyList<string>? Lines);

/// <summary>
/// One attribute of a hwmon chip. <see cref="Value"/> is in <see cref="Unit"/>; a flag, and a number whose name does not tell, has no unit.
/// </summary>
internal sealed record HwmonAttribute(string? Attribute, string? Kind, double? Value, string? Unit, string? Text);

/// <summary>A cgroup file of one value; unlimited where it says <c>max</c>.</summary>
internal sealed record CgroupValue(string? Attribute, long? Value, bool IsUnlimited);

/// <summary>cpu.max.</summary>
internal sealed record CgroupCpuLimit(double? LimitCores, bool IsUnlimited);

/// <summary>A cgroup file of names and numbers (memory.stat, cpu.stat).</summary>
internal sealed record CgroupKeys(IReadOnlyDictionary<string, long> Values);

/// <summary>A cgroup file of names or devices with names and numbers below (io.stat, blkio, numa_stat).</summary>
internal sealed record CgroupGroups(IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Groups);

/// <summary>CPU time of a cgroup on one core, nanoseconds: all of it, or user and system apart.</summary>
internal sealed record CgroupCore(int Core, long? UsageNanoseconds, long? UserNanoseconds, long? SystemNanoseconds);

internal sealed record CgroupCores(IReadOnlyList<CgroupCore> Cores);

/// <summary>/proc/PID/cmdline with secrets masked.</summary>
internal sealed record ShownCommandLine(string CommandLine);

/// <summary>JSON of what <see cref="Kinds"/> gives.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ArcGauges))]
[JsonSerializable(typeof(AddressTable))]
[JsonSerializable(typeof(Bond))]
[JsonSerializable(typeof(CgroupCores))]
[JsonSerializable(typeof(CgroupCpuLimit))]
[JsonSerializable(typeof(CgroupGroups))]
[JsonSerializable(typeof(CgroupKeys))]
[JsonSerializable(typeof(CgroupValue))]
[JsonSerializable(typeof(CpuCounters))]
[JsonSerializable(typeof(CpuFacts))]
[JsonSerializable(typeof(DiskList))]
[JsonSerializable(typeof(HwmonAttribute))]
[JsonSerializable(typeof(InterfaceTable))]
[JsonSerializable(typeof(KernelVersion))]
[JsonSerializable(typeof(LoadAverage))]
[JsonSerializable(typeof(MemoryGauges))]
[JsonSerializable(typeof(MountTable))]
[JsonSerializable(typeof(MountLineTable))]
[JsonSerializable(typeof(NetDevTable))]
[JsonSerializable(typeof(NvmeList))]
[JsonSerializable(typeof(PidIo))]
[JsonSerializable(typeof(PidStat))]
[JsonSerializable(typeof(PidStatus))]
[JsonSerializable(typeof(PressureFile))]
[JsonSerializable(typeof(RaidReport))]
[JsonSerializable(typeof(RouteTable))]
[JsonSerializable(typeof(ShownCommandLine))]
[JsonSerializable(typeof(SmartReport))]
[JsonSerializable(typeof(SmartReports))]
[JsonSerializable(typeof(SmartScan))]
[JsonSerializable(typeof(SwapDeviceList))]
[JsonSerializable(typeof(SysfsAttribute))]
[JsonSerializable(typeof(UptimeGauges))]
[JsonSerializable(typeof(VlanTable))]
[JsonSerializable(typeof(VmStat))]
internal sealed partial class KindJson : JsonSerializerContext;
