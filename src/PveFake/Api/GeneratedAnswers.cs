using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api;

/// <summary>
/// Answers made from what the schema says an operation returns: right shapes and types, the same for the same seed and path.
/// </summary>
internal static class GeneratedAnswers
{
    private const int Deepest = 6;

    public static Answer Of(ApiCall call)
    {
        var returns = call.Operation.Returns;
        if (returns.Kind is PveKind.Null)
        {
            return Answer.Nothing;
        }

        if (call.Operation.Method != "GET" && returns.Kind is PveKind.Text)
        {
            return new Answer(Worker(call));
        }

        if (call.Operation.Method == "GET" && returns.Kind is PveKind.Array && Index(call) is { } index)
        {
            return new Answer(index);
        }

        var seed = Wave.SeedOf(call.World.Seed, call.Path);
        // A list nobody filled is empty; an object has what it cannot be without.
        return new Answer(returns.Kind is PveKind.Array ? new JsonArray() : returns.Kind is PveKind.Any ? null : Value(returns, seed, 0));
    }

    /// <summary>A value of a type: the default, an enumerated word, the smallest number, text.</summary>
    public static JsonNode? Value(PveType type, ulong seed, int depth)
    {
        switch (type.Kind)
        {
            case PveKind.Boolean:
                return type.Default == "1" ? 1 : 0;
            case PveKind.Integer:
            case PveKind.Number:
                return Number(type, seed);
            case PveKind.Text:
                return Text(type, seed);
            case PveKind.Array:
                return type.Items is { } items && depth < Deepest ? new JsonArray(Value(items, seed + 1, depth + 1)) : new JsonArray();
            case PveKind.Object:
                var members = new JsonObject();
                foreach (var (name, member) in type.Properties.Where(pair => !PveFamily.IsFamily(pair.Key) && !pair.Value.Optional
                    && depth < Deepest))
                {
                    members[name] = Value(member, Wave.SeedOf(seed, name), depth + 1);
                }

                return members;
            default:
                return null;
        }
    }

    private static JsonNode Number(PveType type, ulong seed)
    {
        if (type.Default is { } text && decimal.TryParse(text, CultureInfo.InvariantCulture, out var usual))
        {
            return usual;
        }

        var low = type.Minimum ?? 0;
        var high = Math.Min(type.Maximum ?? low + 100, low + 100);
        return type.Kind is PveKind.Integer
            ? (JsonNode)(long)(low + ((high - low) * (decimal)Wave.Noise(seed, 1)))
            : (double)(low + ((high - low) * (decimal)Wave.Noise(seed, 1)));
    }

    private static string Text(PveType type, ulong seed)
    {
        if (type.Enum.Count > 0)
        {
            return type.Enum[(int)(seed % (ulong)type.Enum.Count)];
        }

        return type.Default ?? type.Format switch
        {
            "pve-node" => "pve1",
            "pve-storage-id" => "local",
            "ip" or "ipv4" or "address" => "192.0.2.1",
            "CIDR" or "CIDRv4" => "192.0.2.0/24",
            "mac-addr" => "BC:24:11:00:00:01",
            _ => "x",
        };
    }

    private static string Worker(ApiCall call)
    {
        var node = call.Maybe("node") is { } name && call.World.Node(name) is not null ? name : call.World.LocalNode;
        return call.World.Tasks.Start(node, call.Operation.Name.Replace("_", string.Empty, StringComparison.Ordinal), call.Maybe("vmid")
            ?? string.Empty, new TaskPlan(call.Caller.Id, 1)).Upid;
    }

    /// <summary>What a folder of the tree lists: its sub-folders. Null when the path is no folder.</summary>
    private static JsonArray? Index(ApiCall call)
    {
        var template = call.Operation.Path;
        var schema = FakeSchema.Of(call.World);
        var words = schema.Operations.Where(other => other.Path.StartsWith(template == "/" ? "/" : template + "/",
            StringComparison.Ordinal))
            .Select(other => other.Path[(template.Length == 1 ? 1 : template.Length + 1)..].Split('/')[0])
            .Where(word => !word.StartsWith('{')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (words.Count == 0)
        {
            return null;
        }

        var key = KeyOf(call.Operation.Returns.Items);
        return new JsonArray([.. words.Select(word =>
        {
            var row = new JsonObject { [key] = word };
            foreach (var (name, type) in (call.Operation.Returns.Items ?? PveType.Anything).Properties.Where(pair => !pair.Value.Optional
                && pair.Key != key))
            {
                row[name] = Value(type, Wave.SeedOf(call.World.Seed, word + name), 1);
            }

            return (JsonNode)row;
        })]);
    }

    private static readonly string[] FolderKeys = ["subdir", "name", "cmd", "method", "id"];

    // Folders call their entries subdir, name, id, cmd …: the declaration says which, else it is what most of them use.
    private static string KeyOf(PveType? items)
        => FolderKeys.FirstOrDefault(word => items?.Properties.ContainsKey(word) == true) ?? "subdir";
}
