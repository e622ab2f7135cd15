using Microsoft.AspNetCore.Http.HttpResults;

namespace Proxima.Server.Features.Access;

/// <summary>Somebody got in, with the token of their session; or did not, and why.</summary>
internal sealed record Entrance
{
    public Account? Account { get; private init; }

    /// <summary>For the cookie, and for nothing else.</summary>
    public string? Token { get; private init; }

    public ProblemHttpResult? Problem { get; private init; }

    public static Entrance Of(Account account, string token) => new() { Account = account, Token = token };

    public static implicit operator Entrance(ProblemHttpResult problem) => new() { Problem = problem };

    public override string ToString() => Account?.Name ?? $"refused: {Problem?.ProblemDetails.Title}";
}
