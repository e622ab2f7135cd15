using Proxima.Collect.Storage.MdRaid;

namespace Proxima.Collect.KindsOf;

/// <summary>Linux software RAID: the kernel's own file and output of mdadm.</summary>
internal static class MdKinds
{
    public static KindResult MdStat(string text, string? attribute)
        => KindResult.Of(MdStatText.Parse(text), StorageJson.Default.MdArrayList);

    public static KindResult Mdadm(string text, string? attribute)
        => MdStatText.Matches(text) ? MdStat(text, attribute) : KindResult.Of(MdadmText.Parse(text), StorageJson.Default.MdDetailList);
}
