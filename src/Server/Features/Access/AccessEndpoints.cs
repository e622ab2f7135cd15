using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>First access, sign-in and sign-out.</summary>
internal static class AccessEndpoints
{
    public static void MapAccessEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("Access");
        group.MapGet("/access", Status).WithName("getAccess").RequireScope(Scopes.Anonymous);
        group.MapPost("/setup", Setup).WithName("setup").RequireScope(Scopes.Anonymous);
        group.MapPost("/login", Login).WithName("login").RequireScope(Scopes.Anonymous);
        group.MapPost("/logout", Logout).WithName("logout").RequireScope(Scopes.Anonymous);
    }

    /// <summary>Whether the instance is set up, and who is signed in.</summary>
    private static Task<Ok<AccessStatus>> Status(HttpContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Makes the first administrator with the one-time code from the log, and signs them in.</summary>
    private static Task<Results<Ok<AccessStatus>, ProblemHttpResult>> Setup(SetupRequest request, HttpContext context, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    /// <summary>Signs in; the session is a cookie.</summary>
    private static Task<Results<Ok<AccessStatus>, ProblemHttpResult>> Login(LoginRequest request, HttpContext context, CancellationToken cancellationToken)
        => throw new NotSupportedException();

    /// <summary>Ends the session; live streams of it end at once.</summary>
    private static Task<NoContent> Logout(HttpContext context, CancellationToken cancellationToken)
        => throw new NotSupportedException();
}
