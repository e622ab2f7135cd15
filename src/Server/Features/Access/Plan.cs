using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Proxima.Server.Features.Access;

/// <summary>What a change of the book comes to: the book after it and how to write it; or why it is not made.</summary>
internal sealed record Plan
{
    public required string Action { get; init; }
    public string? Target { get; init; }
    public string? Before { get; init; }

    /// <summary>For the audit trail, without secrets.</summary>
    public string? Becomes { get; init; }
    public ProblemHttpResult? Problem { get; init; }
    public AccessBook? After { get; init; }
    public Func<DbTransaction, CancellationToken, Task<int>>? Write { get; init; }

    /// <summary>The user whose other sessions end with it.</summary>
    public string? EndsSessionsOf { get; init; }
    public string? ExceptSession { get; init; }

    public Plan Refused(ProblemHttpResult problem) => this with { Problem = problem };
}
