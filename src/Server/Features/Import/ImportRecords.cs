using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Features.Import;

/// <summary>An account file of another program, and what is to be done with it.</summary>
/// <param name="Content">Text of the <c>auth.json</c> of a ProxMenux Monitor.</param>
/// <param name="Apply">False only says what would be done.</param>
/// <param name="Role">Role of the imported user, everywhere: viewer (when left out), operator, admin or one of your own.</param>
public sealed record ImportRequest(string Content, bool Apply = false, string? Role = null)
{
    // A record prints its members; this one holds secrets.
    public override string ToString() => nameof(ImportRequest);
}

[JsonConverter(typeof(CamelCaseEnum<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>Taken over as it is.</summary>
    Imported,

    /// <summary>Taken over, and not the same as it was.</summary>
    Changed,

    /// <summary>Cannot be taken over, or must not be.</summary>
    NotPossible,
}

/// <summary>What becomes of one thing in the file.</summary>
/// <param name="What">user, password, second factor, token, setting …</param>
/// <param name="Name">Which one; null when there is only one.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Detail">How, or why not.</param>
public sealed record ImportItem(string What, string? Name, ImportOutcome Outcome, string Detail);

/// <summary>A token of the other program. It opens nothing here; the list says which ones to make anew.</summary>
/// <param name="Name">What it was called.</param>
/// <param name="Prefix">How it begins; many begin alike.</param>
/// <param name="CreatedAt">When it was made, if that is known.</param>
/// <param name="ExpiresAt">When it would have ended, if that is known.</param>
/// <param name="IsRevoked">It did not count there any more.</param>
public sealed record DeadToken(string Name, string? Prefix, DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt, bool IsRevoked);

/// <summary>What was done, or would be.</summary>
public sealed record ImportReport
{
    /// <summary>False for a dry run, and when something stands in the way of all of it.</summary>
    public required bool IsApplied { get; init; }

    /// <summary>What stands in the way of all of it; null when it can be done.</summary>
    public string? Problem { get; init; }

    /// <summary>Name of the user here; null when there is none to make.</summary>
    public string? User { get; init; }

    /// <summary>The user can sign in with the password of before; otherwise somebody must set one first.</summary>
    public required bool KeepsPassword { get; init; }
    public required IReadOnlyList<ImportItem> Items { get; init; }
    public required IReadOnlyList<DeadToken> Tokens { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportJson : JsonSerializerContext;
