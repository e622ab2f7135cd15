using Proxima.Collect.Storage.KernelLog;

namespace Proxima.Collect.KindsOf;

/// <summary>A log with lines of the kernel in it.</summary>
internal static class KernelLogKind
{
    public static KindResult Parse(string text, string? attribute)
        => KindResult.Of(KernelLogText.Parse(text), StorageJson.Default.KernelLogReport);
}
