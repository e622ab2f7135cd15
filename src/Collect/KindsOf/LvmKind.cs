using Proxima.Collect.Storage.Lvm;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of LVM's reporting programs.</summary>
internal static class LvmKind
{
    public static KindResult Parse(string text, string? attribute) => KindResult.Of(LvmText.Parse(text), StorageJson.Default.LvmReport);
}
