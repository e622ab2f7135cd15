namespace Proxima.Server.Features.Import;

/// <summary>What a ProxMenux Monitor keeps about who may sign in (<c>auth.json</c> of its configuration folder).</summary>
internal sealed record MonitorAuth
{
    public required bool IsEnabled { get; init; }

    /// <summary>The owner chose to run it without any sign-in.</summary>
    public required bool IsDeclined { get; init; }

    /// <summary>Its one account; null when there is none.</summary>
    public string? UserName { get; init; }
    public string? DisplayName { get; init; }
    public required MonitorPassword Password { get; init; }
    public required bool HasSecondFactor { get; init; }
    public required int BackupCodes { get; init; }
    public required bool HasSigningSecret { get; init; }
    public required bool HasAvatar { get; init; }
    public required IReadOnlyList<MonitorToken> Tokens { get; init; }

    /// <summary>Hashes of tokens that count no more.</summary>
    public required int RevokedTokens { get; init; }

    /// <summary>Members of the file that no version we know writes.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }
}

/// <summary>What is known of an API token: never the token.</summary>
internal sealed record MonitorToken
{
    public required string Name { get; init; }

    /// <summary>First letters of the token, the same for most, or what the file holds.</summary>
    public string? Prefix { get; init; }

    /// <summary>First digits of its hash.</summary>
    public string? Id { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public required bool IsRevoked { get; init; }
}

internal enum MonitorPasswordKind
{
    None,

    /// <summary><c>pbkdf2_sha256$rounds$salt$hash</c>: salted and slow.</summary>
    Pbkdf2,

    /// <summary>64 hex digits of SHA-256 without salt: guessed in no time, and not worth taking over.</summary>
    BareSha256,

    /// <summary>Something else.</summary>
    Unknown,
}

/// <summary>The password as the file holds it.</summary>
/// <param name="Kind">Which scheme.</param>
/// <param name="Hash">For PBKDF2: the same hash in the form of ASP.NET Core Identity (version 3), which checks passwords here.</param>
/// <param name="Rounds">For PBKDF2.</param>
internal sealed record MonitorPassword(MonitorPasswordKind Kind, string? Hash = null, int Rounds = 0)
{
    // A record prints its members; a hash is nothing to print.
    public override string ToString() => Kind.ToString();
}
