using Proxima.Collect.Storage.Raid;

namespace Proxima.Collect.KindsOf;

/// <summary>Outputs of the programs of hardware RAID controllers, told apart by what stands in them.</summary>
internal static class RaidKind
{
    public static KindResult Parse(string text, string? attribute)
        => KindResult.Of(text.TrimStart().StartsWith('{') ? RaidJson.Parse(text) : RaidText.Parse(text), KindJson.Default.RaidReport);
}
