using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>First access, sign-in and sign-out.</summary>
internal static class AccessEndpoints
{
    private static readonly string Version = typeof(AccessEndpoints).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static void MapAccessEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api").WithTags("Access");
        group.MapGet("/access", Status).WithName("getAccess").RequireScope(Scopes.Anonymous);
        group.MapPost("/setup", Setup).WithName("setup").RequireScope(Scopes.Anonymous);
        group.MapPost("/login", Login).WithName("login").RequireScope(Scopes.Anonymous);
        group.MapPost("/logout", Logout).WithName("logout").RequireScope(Scopes.Anonymous);
        group.MapPost("/access/password", ChangePassword).WithName("changePassword").RequireScope(Scopes.SignedIn);
        group.MapGet("/access/scopes", ListScopes).WithName("listScopes").RequireScope(Scopes.SignedIn);
        group.MapGet("/access/places", ListPlaces).WithName("listPlaces").RequireScope(Scopes.AccessManage);
    }

    /// <summary>Whether the instance is set up, and who is signed in.</summary>
    private static Ok<AccessStatus> Status(HttpContext context, IInstance instance, AccessViews views)
        => TypedResults.Ok(Answer(instance, views.Me(context.Principal())));

    /// <summary>Makes the first administrator with the one-time code from the log, and signs them in.</summary>
    private static async Task<Results<Ok<AccessStatus>, ProblemHttpResult>> Setup(
        SetupRequest request, HttpContext context, FirstAccess firstAccess, Door door, CancellationToken cancellationToken)
        => await door.LetInAsync(
            context, () => firstAccess.SetUpAsync(request, context.Address(), cancellationToken), cancellationToken);

    /// <summary>Signs in; the session is a cookie.</summary>
    private static async Task<Results<Ok<AccessStatus>, ProblemHttpResult>> Login(
        LoginRequest request, HttpContext context, SignIn signIn, Door door, CancellationToken cancellationToken)
        => await door.LetInAsync(context, () => signIn.InAsync(request, context.Address(), cancellationToken), cancellationToken);

    /// <summary>Ends the session; live streams of it end at once.</summary>
    private static async Task<NoContent> Logout(
        HttpContext context, SignIn signIn, SessionCookie cookie, CancellationToken cancellationToken)
    {
        var token = cookie.Read(context);
        cookie.Clear(context);
        await signIn.OutAsync(token, context.Address(), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Changes one's own password; every other session of it ends, and its tokens go on.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        PasswordRequest request, HttpContext context, People people, CancellationToken cancellationToken)
        => await people.ChangeOwnAsync(context, request, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    /// <summary>Every scope with what it allows, and the ready-made sets for tokens.</summary>
    private static Ok<ScopeList> ListScopes() => TypedResults.Ok(new ScopeList(Scopes.Catalogue, TokenPlans.Presets));

    /// <summary>Places that bounds may name, by name.</summary>
    /// <param name="topology">What is where.</param>
    /// <param name="kind">site, cluster, node, pool, guest or group; all when left out.</param>
    /// <param name="search">Part of a name, case ignored.</param>
    /// <param name="limit">Rows to return, 1 to 500, default 100.</param>
    private static Results<Ok<PlaceList>, ProblemHttpResult> ListPlaces(ITopology topology, string? kind, string? search, int? limit)
    {
        if (limit is < 1 or > UsersEndpoints.MostRows || (kind is not null && !Place.TryParse($"{kind}:x", out _)))
        {
            return Problems.BadRequest("bad-query", $"kind is none of the kinds, or limit not between 1 and {UsersEndpoints.MostRows}");
        }

        var found = topology.Current.Places
            .Where(info => kind is null || Place.Word(info.Place.Kind) == kind)
            .Where(info => string.IsNullOrWhiteSpace(search) || info.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase).ThenBy(info => info.Place.Id, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new PlaceList(
            [.. found.Take(limit ?? UsersEndpoints.DefaultRows).Select(info => new PlaceRef(info.Place.Kind, info.Place.Id, info.Name))],
            found.Count));
    }

    private static AccessStatus Answer(IInstance instance, Me? me)
        => new() { NeedsSetup = instance.Setup == SetupState.Needed, Me = me, Version = Version };

    /// <summary>Turns somebody let in into a cookie and an answer.</summary>
    internal sealed class Door(IInstance instance, SessionCookie cookie, SessionTable sessions, SignIn signIn, AccessViews views)
    {
        private const long BusySeconds = 10;

        public async Task<Results<Ok<AccessStatus>, ProblemHttpResult>> LetInAsync(
            HttpContext context, Func<Task<Entrance>> enter, CancellationToken cancellationToken)
        {
            var entrance = await PatientlyAsync(enter);
            if (entrance.Account is null || entrance.Token is not { } token)
            {
                return Refuse(context, entrance);
            }

            // The browser forgets the session it had; it must not live on without anybody who could end it.
            await signIn.OutAsync(cookie.Read(context), context.Address(), cancellationToken);
            cookie.Write(context, token, sessions.Lifetime);
            return TypedResults.Ok(Answer(instance, views.Me(sessions.Peek(token))));
        }

        /// <summary>A stranger can make many passwords wait: no failure of ours, and nothing to fill the log with.</summary>
        private static async Task<Entrance> PatientlyAsync(Func<Task<Entrance>> enter)
        {
            try
            {
                return await enter();
            }
            catch (PasswordQueueFullException)
            {
                var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryAfterSeconds"] = BusySeconds };
                return Problems.Of(503, "sign-in-busy", "Too many people sign in at once", "Try again in some seconds", more);
            }
        }

        private static ProblemHttpResult Refuse(HttpContext context, Entrance entrance)
        {
            var problem = entrance.Problem ?? Problems.Of(500, "internal-error", "Sign-in gave no answer");
            if (problem.ProblemDetails.Extensions.TryGetValue("retryAfterSeconds", out var seconds) && seconds is long wait)
            {
                context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            }

            return problem;
        }
    }
}
