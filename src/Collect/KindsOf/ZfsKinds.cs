using Proxima.Collect.ProgramText;
using Proxima.Collect.Storage.Zfs;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of zpool and zfs, and files of /proc/spl/kstat/zfs.</summary>
internal static class ZfsKinds
{
    public static KindResult Status(string text, string? attribute)
    {
        if (JsonText.Matches(text))
        {
            if (ZpoolIostatText.MatchesJson(text)) return Of(ZpoolIostatText.ParseJson(text));
            return Of(ZpoolStatusJson.Parse(text));
        }

        return ZpoolIostatText.Matches(text) ? Of(ZpoolIostatText.Parse(text)) : Of(ZpoolStatusText.Parse(text));
    }

    public static KindResult PoolList(string text, string? attribute)
        => KindResult.Of(ZpoolListText.Parse(text), StorageJson.Default.ZfsPoolSpaceList);

    public static KindResult DatasetList(string text, string? attribute)
        => KindResult.Of(ZfsListText.Parse(text), StorageJson.Default.ZfsDatasetList);

    public static KindResult Kstat(string text, string? attribute)
        => KindResult.Of(ZfsKstatText.Parse(text, attribute), StorageJson.Default.ZfsKstat);

    private static KindResult Of(Model.Reading<Model.Host.ZfsPoolStatusList> reading)
        => KindResult.Of(reading, StorageJson.Default.ZfsPoolStatusList);

    private static KindResult Of(Model.Reading<Model.Host.ZfsPoolWorkList> reading)
        => KindResult.Of(reading, StorageJson.Default.ZfsPoolWorkList);
}
