using System.Text.Json.Nodes;

namespace Proxima.PveFake.Http;

/// <summary>What an operation answers: the data, and what stands beside it in the envelope.</summary>
internal sealed record Answer(JsonNode? Data)
{
    public static Answer Nothing { get; } = new((JsonNode?)null);

    /// <summary>Members beside <c>data</c>, <c>total</c> above all.</summary>
    public JsonObject? Beside { get; init; }

    /// <summary>A file instead of an envelope: its name and text.</summary>
    public (string Name, string Text)? Download { get; init; }

    /// <summary>True: compressed whether asked or not, as the journal is.</summary>
    public bool IsAlwaysCompressed { get; init; }
}
