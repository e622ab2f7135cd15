using System.Text.Json;

namespace Proxima.Pve.Schema.Checks;

/// <summary>One parameter as it arrived: text of a form or a query, or a value of a JSON body.</summary>
public abstract record PveInput
{
    private PveInput()
    {
    }

    public static implicit operator PveInput(string text) => new Text(text);

    /// <summary>A value of a JSON body; null is as good as not given.</summary>
    public static PveInput? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new Text(json.GetString() ?? string.Empty),
        JsonValueKind.Number => new Text(json.GetRawText()),
        JsonValueKind.True => new Truth(true),
        JsonValueKind.False => new Truth(false),
        JsonValueKind.Array => new List([.. json.EnumerateArray().Select(Of).OfType<PveInput>()]),
        JsonValueKind.Object => new Map(MembersOf(json)),
        _ => null,
    };

    private static Dictionary<string, PveInput> MembersOf(JsonElement json)
    {
        var members = new Dictionary<string, PveInput>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (Of(member.Value) is { } value)
            {
                members[member.Name] = value;
            }
        }

        return members;
    }

    /// <summary>Text, or a number of a JSON body: to Proxmox they are the same.</summary>
    public sealed record Text(string Value) : PveInput;

    /// <summary>true or false of a JSON body.</summary>
    public sealed record Truth(bool Value) : PveInput;

    /// <summary>A list of a JSON body, or a key that a form repeats.</summary>
    public sealed record List(IReadOnlyList<PveInput> Items) : PveInput;

    /// <summary>An object of a JSON body.</summary>
    public sealed record Map(IReadOnlyDictionary<string, PveInput> Members) : PveInput;
}
