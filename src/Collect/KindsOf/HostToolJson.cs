using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>JSON of the kinds of devices, software and Proxmox.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AptParagraphList))]
[JsonSerializable(typeof(BackupLog))]
[JsonSerializable(typeof(ClusterFacts))]
[JsonSerializable(typeof(ClusterQuorum))]
[JsonSerializable(typeof(Fail2BanStatus))]
[JsonSerializable(typeof(HaStatus))]
[JsonSerializable(typeof(JournalList))]
[JsonSerializable(typeof(PveTaskList))]
[JsonSerializable(typeof(PveVersionList))]
[JsonSerializable(typeof(SensorReport))]
[JsonSerializable(typeof(UpgradablePackageList))]
[JsonSerializable(typeof(UpsNameList))]
[JsonSerializable(typeof(UpsStatus))]
internal sealed partial class HostToolJson : JsonSerializerContext;
