using System.Text.Json.Serialization;
using Proxima.Model;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Platform.Secrets;

/// <summary>Where the root key in use comes from.</summary>
[JsonConverter(typeof(CamelCaseEnum<RootKeySource>))]
public enum RootKeySource
{
    /// <summary><c>keys/root.key</c> in the data folder.</summary>
    File,

    /// <summary><c>$CREDENTIALS_DIRECTORY/proxima-key</c>, from systemd.</summary>
    Credential,

    /// <summary>The variable <c>PROXIMA_KEY</c>.</summary>
    Environment,
}

/// <summary>One root key this database was ever sealed under.</summary>
public sealed record RootKeyInfo
{
    /// <summary>8 hex digits; names the key, opens nothing.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When nothing was sealed under it any more; null while it is needed.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
    public required bool IsActive { get; init; }

    /// <summary>Whether this program has the key at hand.</summary>
    public required bool IsHere { get; init; }

    /// <summary>Values sealed under it.</summary>
    public required long Values { get; init; }
}

/// <summary>A rotation under way.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Done">Values sealed anew.</param>
/// <param name="Total">Values to seal anew.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record RotationProgress(string Stage, long Done, long Total, DateTimeOffset StartedAt);

/// <summary>The root keys, newest first.</summary>
public sealed record RootKeysInfo
{
    public required RootKeySource Source { get; init; }
    public required IReadOnlyList<RootKeyInfo> Keys { get; init; }

    /// <summary>Null while none is under way.</summary>
    public RotationProgress? Rotation { get; init; }
}

/// <summary>How a rotation ended.</summary>
public sealed record RotationResult
{
    public required string OldKeyId { get; init; }
    public required string NewKeyId { get; init; }

    /// <summary>Values that were sealed anew.</summary>
    public required long Values { get; init; }

    /// <summary>Places (table/row/field) whose value does not open and stays as it was; the first 100.</summary>
    public required IReadOnlyList<string> Unreadable { get; init; }

    /// <summary>Keys nothing is sealed under any more; their files are in <c>keys/retired</c>.</summary>
    public required IReadOnlyList<string> Retired { get; init; }

    /// <summary>Keys of before that are still needed.</summary>
    public required IReadOnlyList<string> Kept { get; init; }
}

/// <summary>A rotation that was not carried out; the message says why and what to do, the code is for problem details.</summary>
public sealed class RotationException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}

/// <summary>The root keys and their rotation.</summary>
public interface IRootKeys
{
    Task<RootKeysInfo> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Seals everything under another key. <paramref name="by"/> says who asks; the rotation writes the audit entries itself. Throws
    /// <see cref="RotationException"/> when it is not to be done now.
    /// </summary>
    Task<RotationResult> RotateAsync(AuditEntry by, CancellationToken cancellationToken);
}
