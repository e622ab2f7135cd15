using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Collect.Storage.Zfs;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>JSON of the kinds of storage.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlockDeviceList))]
[JsonSerializable(typeof(BlockIdList))]
[JsonSerializable(typeof(BtrfsList))]
[JsonSerializable(typeof(BtrfsScrub))]
[JsonSerializable(typeof(BtrfsUsage))]
[JsonSerializable(typeof(CephDf))]
[JsonSerializable(typeof(CephHealth))]
[JsonSerializable(typeof(CephLatencyList))]
[JsonSerializable(typeof(CephOsdMap))]
[JsonSerializable(typeof(CephOsdTree))]
[JsonSerializable(typeof(CephOther))]
[JsonSerializable(typeof(CephStatus))]
[JsonSerializable(typeof(CephVersions))]
[JsonSerializable(typeof(DfTable))]
[JsonSerializable(typeof(FoundMountList))]
[JsonSerializable(typeof(KernelLogReport))]
[JsonSerializable(typeof(LoopDeviceList))]
[JsonSerializable(typeof(LvmReport))]
[JsonSerializable(typeof(MdArrayList))]
[JsonSerializable(typeof(MdDetailList))]
[JsonSerializable(typeof(PveDiskList))]
[JsonSerializable(typeof(PveSmart))]
[JsonSerializable(typeof(UdevDeviceList))]
[JsonSerializable(typeof(ZfsDatasetList))]
[JsonSerializable(typeof(ZfsKstat))]
[JsonSerializable(typeof(ZfsPoolSpaceList))]
[JsonSerializable(typeof(ZfsPoolStatusList))]
[JsonSerializable(typeof(ZfsPoolWorkList))]
internal sealed partial class StorageJson : JsonSerializerContext;
