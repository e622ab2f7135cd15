using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;
using Proxima.Server.Platform.Auth;

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

/// <summary>How somebody proved who they are.</summary>
[JsonConverter(typeof(CamelCaseEnum<SignedInBy>))]
public enum SignedInBy
{
    /// <summary>The cookie of a session.</summary>
    Session,
    Token,

    /// <summary>The control socket on the host.</summary>
    Control,
}

/// <summary>The signed-in person and what they may do: while they look as somebody else, what that one may.</summary>
/// <param name="Name">User name, or <c>local:UID</c>.</param>
/// <param name="DisplayName">For greeting.</param>
/// <param name="Scopes">Held at least somewhere.</param>
public sealed record Me(string Name, string DisplayName, IReadOnlyList<string> Scopes)
{
    /// <summary>Of the user; null on the control socket.</summary>
    public string? Id { get; init; }
    public SignedInBy By { get; init; }

    /// <summary>The scopes that do not count everywhere.</summary>
    public IReadOnlyList<string> BoundedScopes { get; init; } = [];

    /// <summary>Where reading counts.</summary>
    public BoundsInfo? ReadBounds { get; init; }

    /// <summary>The preview that is on; null for none.</summary>
    public Preview? SeesAs { get; init; }
}

/// <summary>Looking as somebody else: nothing can be changed until it is ended.</summary>
/// <param name="Label">As whom, in words.</param>
/// <param name="UserId">The user looked as.</param>
/// <param name="RoleId">The role looked as.</param>
/// <param name="Bounds">Where the role counts.</param>
public sealed record Preview(string Label, string? UserId, string? RoleId, BoundsInfo? Bounds);

/// <summary>Ask for either a user, or a role and where it counts.</summary>
public sealed record PreviewRequest(string? UserId, string? RoleId, BoundsInfo? Bounds);

/// <summary>The one-time code printed at start, and the first administrator.</summary>
public sealed record SetupRequest(string Code, string Name, string Password);

public sealed record LoginRequest(string Name, string Password);

/// <summary>One's own password: every other session of it ends.</summary>
/// <param name="Current">The password so far.</param>
/// <param name="Password">The new one.</param>
public sealed record PasswordRequest(string Current, string Password);

/// <summary>Where something counts: everywhere, or in the places named. Exactly one of the two.</summary>
public sealed record BoundsInfo(bool Everything, IReadOnlyList<PlaceRef> Places);

/// <summary>One place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it, in answers; null when it is not known (any more).</param>
public sealed record PlaceRef(PlaceKind Kind, string Id, string? Name = null);

/// <summary>A role, and where it counts.</summary>
public sealed record AssignmentInfo(string RoleId, BoundsInfo Bounds)
{
    /// <summary>In answers.</summary>
    public string? RoleName { get; init; }
}

/// <summary>A user.</summary>
public sealed record UserInfo
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required bool IsDisabled { get; init; }

    /// <summary>Whether it is who asks.</summary>
    public required bool IsYou { get; init; }

    /// <summary>The only one who can let others in: cannot be disabled, demoted or removed.</summary>
    public required bool IsLastAdministrator { get; init; }

    /// <summary>May more than who asks, who therefore cannot change this user.</summary>
    public required bool IsAboveYou { get; init; }
    public required IReadOnlyList<AssignmentInfo> Assignments { get; init; }

    /// <summary>What all of it comes to.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Sessions now.</summary>
    public required int Sessions { get; init; }

    /// <summary>API tokens that open something now.</summary>
    public required int Tokens { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset PasswordChangedAt { get; init; }
}

/// <summary>A page of users, by name.</summary>
public sealed record UserPage(IReadOnlyList<UserInfo> Items, int Total, int Offset, int Limit);

/// <summary>A new user.</summary>
public sealed record NewUser(string Name, string? DisplayName, string Password, IReadOnlyList<AssignmentInfo> Assignments);

/// <summary>A user under another name.</summary>
public sealed record UserNames(string Name, string? DisplayName);

/// <summary>Everything the user may from now on.</summary>
public sealed record AssignmentList(IReadOnlyList<AssignmentInfo> Assignments);

/// <summary>A new password by somebody else: every session of the user ends.</summary>
/// <param name="Password">The new one.</param>
/// <param name="KeepTokens">True: the user's API tokens go on; otherwise they are revoked.</param>
public sealed record PasswordReset(string Password, bool KeepTokens = false);

/// <summary>A role.</summary>
public sealed record RoleInfo
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Part of the program; cannot be changed.</summary>
    public required bool IsBuiltIn { get; init; }

    /// <summary>Holds every scope, also those of later versions.</summary>
    public required bool IsEverything { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Users who have it.</summary>
    public required int Users { get; init; }
}

public sealed record RoleList(IReadOnlyList<RoleInfo> Items);

public sealed record RoleRequest(string Name, IReadOnlyList<string> Scopes);

/// <summary>Places under one name, which bounds may name.</summary>
public sealed record GroupInfo
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<PlaceRef> Members { get; init; }

    /// <summary>Assignments and tokens whose bounds name it.</summary>
    public required int Uses { get; init; }
}

public sealed record GroupList(IReadOnlyList<GroupInfo> Items);

public sealed record GroupRequest(string Name, IReadOnlyList<PlaceRef> Members);

/// <summary>Every scope, and the ready-made sets for tokens.</summary>
public sealed record ScopeList(IReadOnlyList<ScopeInfo> Items, IReadOnlyList<TokenPreset> Presets);

/// <summary>A ready-made set of scopes for a token.</summary>
public sealed record TokenPreset(string Name, string Description, IReadOnlyList<string> Scopes);

/// <summary>Places that bounds may name.</summary>
public sealed record PlaceList(IReadOnlyList<PlaceRef> Items, int Total);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessStatus))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(UserNames))]
[JsonSerializable(typeof(AssignmentList))]
[JsonSerializable(typeof(PasswordReset))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(GroupList))]
[JsonSerializable(typeof(GroupRequest))]
[JsonSerializable(typeof(ScopeList))]
[JsonSerializable(typeof(PlaceList))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(TokenMade))]
[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class AccessJson : JsonSerializerContext;
