using System.Collections.Immutable;
using System.Security.Cryptography;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>A person who may sign in, without the password.</summary>
internal sealed record Account(string Id, string Name, string DisplayName)
{
    public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>May not sign in, and none of their tokens counts.</summary>
    public bool IsDisabled { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset PasswordChangedAt { get; init; }

    /// <summary>For the audit trail.</summary>
    public string AssignmentText => string.Join("; ", Assignments.Select(each => $"{each.RoleId} in {each.Bounds}"));

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

/// <summary>A role and where it counts.</summary>
internal sealed record Assignment(string RoleId, Bounds Bounds);

/// <summary>A named set of scopes.</summary>
internal sealed record Role(string Id, string Name, string ScopeText)
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Admin = "admin";

    public static ImmutableArray<Role> BuiltIn { get; } =
    [
        new(Viewer, "Viewer", Auth(Platform.Auth.Scopes.Read)) { IsBuiltIn = true },
        new(Operator, "Operator", Auth(
            Platform.Auth.Scopes.Read,
            Platform.Auth.Scopes.GuestControl,
            Platform.Auth.Scopes.GuestSnapshot,
            Platform.Auth.Scopes.GuestMigrate,
            Platform.Auth.Scopes.BackupRun,
            Platform.Auth.Scopes.JobsManage)) { IsBuiltIn = true },
        new(Admin, "Administrator", Platform.Auth.Scopes.Every) { IsBuiltIn = true },
    ];

    public bool IsBuiltIn { get; init; }

    public IReadOnlySet<string> Scopes { get; } = Platform.Auth.Scopes.Parse(ScopeText);

    private static string Auth(params string[] scopes) => string.Join(' ', scopes);
}

/// <summary>Places under one name.</summary>
internal sealed record PlaceGroup(string Id, string Name, ImmutableArray<Place> Members);

/// <summary>An account as stored.</summary>
internal sealed record StoredAccount(Account Account, string PasswordHash);

/// <summary>A session as stored.</summary>
internal sealed record SessionRow
{
    public required string Id { get; init; }
    public required string TokenHash { get; init; }
    public required string UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UsedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Address { get; init; }
}

/// <summary>An API token as stored; the secret itself is stored nowhere.</summary>
internal sealed record TokenRow
{
    /// <summary>8 letters and digits that name it.</summary>
    public required string Prefix { get; init; }
    public required string SecretHash { get; init; }
    public required string Name { get; init; }
    public required string UserId { get; init; }
    public required string ScopeText { get; init; }
    public required Bounds Bounds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    public string? UsedAddress { get; init; }

    /// <summary>The secret before a rotation, which opens until <see cref="PreviousUntil"/>.</summary>
    public string? PreviousHash { get; init; }
    public DateTimeOffset? PreviousUntil { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public Grants Grants => Grants.Of([(Scopes.Parse(ScopeText), Bounds)]);

    /// <summary>Neither hash: records are printed.</summary>
    public override string ToString() => $"token {Prefix}";
}
