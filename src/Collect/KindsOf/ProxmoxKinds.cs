using System.Text.Json;
using Proxima.Collect.ProgramText;
using Proxima.Collect.Proxmox;
using Proxima.Model;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of Proxmox's own programs, its logs and answers of its API that hosts give too.</summary>
internal static class ProxmoxKinds
{
    public static KindResult Cluster(string text, string? attribute)
    {
        if (JsonText.Matches(text))
        {
            KindResult? result = null;
            var reading = Read<string>(text, "cluster", root =>
            {
                var data = Member(root, "data") is { ValueKind: JsonValueKind.Array } inner ? inner : root;
                if (ClusterText.IsJson(data)) result = KindResult.Of(Reading.Of(ClusterText.Json(data)),
                    HostToolJson.Default.ClusterQuorum);
                return Reading.Of(string.Empty);
            });
            return reading.Failed is { } error ? KindResult.Broken(error) : result ?? KindResult.Nothing("JSON, but not of a cluster");
        }

        return ClusterText.IsQuorum(text) ? KindResult.Of(ClusterText.Quorum(text), HostToolJson.Default.ClusterQuorum)
            : KindResult.Of(ClusterText.Facts(text), HostToolJson.Default.ClusterFacts);
    }

    public static KindResult Ha(string text, string? attribute) => KindResult.Of(HaJson.Parse(text), HostToolJson.Default.HaStatus);

    public static KindResult Tasks(string text, string? attribute)
        => KindResult.Of(PveTaskJson.Parse(text), HostToolJson.Default.PveTaskList);

    public static KindResult Version(string text, string? attribute)
        => KindResult.Of(PveVersionText.Parse(text), HostToolJson.Default.PveVersionList);

    public static KindResult Vzdump(string text, string? attribute)
        => KindResult.Of(VzdumpText.Parse(text), HostToolJson.Default.BackupLog);
}
