using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proxima.Server.Features.Access;

/// <summary>What the page needs before anybody signed in.</summary>
public sealed record AccessStatus
{
    /// <summary>True until the first administrator exists: only the set-up page answers.</summary>
    public required bool NeedsSetup { get; init; }

    /// <summary>Who is signed in; null when nobody is.</summary>
    public Me? Me { get; init; }
    public required string Version { get; init; }
}

/// <summary>The signed-in person and what they may do.</summary>
public sealed record Me(string Name, string DisplayName, IReadOnlyList<string> Scopes);

/// <summary>The one-time code printed at start, and the first administrator.</summary>
public sealed record SetupRequest(string Code, string Name, string Password);

public sealed record LoginRequest(string Name, string Password);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessStatus))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(LoginRequest))]
internal sealed partial class AccessJson : JsonSerializerContext;
