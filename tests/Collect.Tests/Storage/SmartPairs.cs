using System.Text.Json.Nodes;
using System.Text.Json;
using Proxima.Collect.KindsOf;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Compares what text and JSON say of one disk.</summary>
internal static class SmartPairs
{
    /// <summary>What a text cannot say: it repeats neither the device nor the exit status, and old versions say less in JSON.</summary>
    private static readonly string[] OnlyInJson = ["device", "deviceType", "exitStatus", "messages", "tool"];

    /// <summary>smartctl before 7.5 does not say these in JSON.</summary>
    private static readonly string[] OnlyInText = ["nonMediumErrors", "isSmartAvailable", "isSmartEnabled"];

    /// <summary>Paths at which the two differ.</summary>
    public static IReadOnlyList<string> Difference(SmartReport text, SmartReport json)
    {
        List<string> differences = [];
        Compare(Node(text), Node(json), string.Empty, differences);
        return differences;
    }

    private static JsonNode? Node(SmartReport report) => JsonNode.Parse(JsonSerializer.Serialize(report, KindJson.Default.SmartReport));

    private static void Compare(JsonNode? text, JsonNode? json, string path, List<string> differences)
    {
        if (text is JsonObject one && json is JsonObject other)
        {
            foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key)))
            {
                if (OnlyInJson.Contains(name) || (OnlyInText.Contains(name) && other[name] is null)) continue;
                Compare(one[name], other[name], $"{path}/{name}", differences);
            }
        }
        else if (text is JsonArray first && json is JsonArray second && first.Count == second.Count)
        {
            for (var i = 0; i < first.Count; i++) Compare(first[i], second[i], $"{path}/{i}", differences);
        }
        else if (!JsonNode.DeepEquals(text, json))
        {
            differences.Add($"{path}: {text?.ToJsonString()} in text, {json?.ToJsonString()} in JSON");
        }
    }
}
