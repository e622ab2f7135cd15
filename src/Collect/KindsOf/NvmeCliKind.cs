using Proxima.Collect.Storage.Nvme;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Outputs of nvme-cli, told apart by what stands in them.</summary>
internal static class NvmeCliKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        var isJson = text.TrimStart().StartsWith('{');
        if ((isJson ? NvmeListJson.Json(text) : NvmeListJson.Table(text)) is { } list)
            return KindResult.Of(Reading.Of(list), KindJson.Default.NvmeList);
        return KindResult.Of(isJson ? NvmeCliText.Json(text) : NvmeCliText.Text(text), KindJson.Default.SmartReport);
    }
}
