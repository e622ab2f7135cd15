using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>API tokens over HTTP: one's own, and everybody's for those who manage access.</summary>
internal static class TokensEndpoints
{
    public static void MapTokens(this WebApplication app)
    {
        var group = app.MapGroup("/api/tokens").WithTags("Access").RequireScope(Scopes.SignedIn);
        group.MapGet("", List).WithName("listTokens");
        group.MapPost("", Create).WithName("createToken");
        group.MapPost("/{prefix}/rotate", Rotate).WithName("rotateToken");
        group.MapDelete("/{prefix}", Revoke).WithName("revokeToken");
    }

    /// <summary>Tokens, newest first; revoked and expired ones stay in the list for a while.</summary>
    /// <param name="user">Id of the owner; left out: one's own.</param>
    /// <param name="all">True: everybody's. Needs access.manage.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="limit">Rows to return, 1 to 500, default 100.</param>
    /// <param name="board">The tokens.</param>
    /// <param name="views">How they are shown.</param>
    /// <param name="context">Who asks.</param>
    private static Results<Ok<TokenList>, ProblemHttpResult> List(
        string? user, bool? all, int? offset, int? limit, AccessBoard board, AccessViews views, HttpContext context)
    {
        var actor = context.Principal();
        var (skip, take) = (offset ?? 0, limit ?? UsersEndpoints.DefaultRows);
        if (skip < 0 || take is < 1 or > UsersEndpoints.MostRows)
        {
            return Problems.BadRequest("bad-page", $"offset is negative, or limit not between 1 and {UsersEndpoints.MostRows}");
        }

        var manages = actor?.MayEverywhere(Scopes.AccessManage) == true;
        if (!manages && (all == true || (user is not null && user != actor?.UserId)))
        {
            return Problems.Of(403, "not-allowed", "Only those who manage access see the tokens of others");
        }

        var owner = user ?? (all == true ? null : actor?.UserId ?? "");
        var found = board.Current.Tokens.Values
            .Where(token => owner is null || token.UserId == owner)
            .Where(token => manages || actor?.Token is null || token.Prefix == actor.Token)
            .OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Prefix, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new TokenList([.. found.Skip(skip).Take(take).Select(views.Token)], found.Count));
    }

    /// <summary>Makes a token. The answer is the only place where its secret is told.</summary>
    private static async Task<Results<Created<TokenMade>, ProblemHttpResult>> Create(
        NewToken request, TokenDesk desk, AccessBoard board, AccessViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var (made, text, problem) = await desk.CreateAsync(context, request, cancellationToken);
        return made is null || text is null
            ? Gone(problem)
            : TypedResults.Created($"/api/tokens/{made}", Told(board, views, context, made, text));
    }

    /// <summary>Gives a token a new secret; the old one is dead at once, or after the overlap asked for.</summary>
    private static async Task<Results<Ok<TokenMade>, ProblemHttpResult>> Rotate(
        string prefix,
        Rotation request,
        TokenDesk desk,
        AccessBoard board,
        AccessViews views,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var (text, problem) = await desk.RotateAsync(context, prefix, request, cancellationToken);
        return text is null ? Gone(problem) : TypedResults.Ok(Told(board, views, context, prefix, text));
    }

    /// <summary>Ends a token at once, with its streams.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        string prefix, TokenDesk desk, HttpContext context, CancellationToken cancellationToken)
        => await desk.RevokeAsync(context, prefix, cancellationToken) is { } problem ? problem : TypedResults.NoContent();

    private static TokenMade Told(AccessBoard board, AccessViews views, HttpContext context, string prefix, string text)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new TokenMade(views.Token(board.Current.Tokens[prefix]), text);
    }

    private static ProblemHttpResult Gone(ProblemHttpResult? problem) => problem ?? Problems.Of(404, "not-found", "It is gone by now");
}

/// <summary>Requests about tokens on their way to the desk.</summary>
internal sealed class TokenDesk(AccessDesk desk, AccessBoard board, ITopology topology, TimeProvider time)
{
    /// <summary>Prefix and whole text of the new token, or why there is none.</summary>
    public async Task<(string? Prefix, string? Text, ProblemHttpResult? Problem)> CreateAsync(
        HttpContext context, NewToken request, CancellationToken cancellationToken)
    {
        var actor = context.Principal();
        var (fresh, text, problem) = Read(request, actor?.UserId);
        if (actor is null || fresh is null)
        {
            return (null, null, problem);
        }

        problem = await desk.ChangeAsync(context, book => TokenPlans.Create(book, actor, topology.Current, fresh), cancellationToken);
        return problem is null ? (fresh.Prefix, text, null) : (null, null, problem);
    }

    public async Task<(string? Text, ProblemHttpResult? Problem)> RotateAsync(
        HttpContext context, string prefix, Rotation request, CancellationToken cancellationToken)
    {
        if (context.Principal() is not { } actor || !board.Current.Tokens.TryGetValue(prefix, out var old))
        {
            return (null, Problems.NotFound("token", prefix));
        }

        if (request.OverlapSeconds < 0 || request.OverlapSeconds > TokenPlans.LongestOverlap.TotalSeconds
            || request.ExpiresInDays is < 1 or > TokenPlans.MostDays)
        {
            return (null, Problems.BadRequest(
                "bad-expiry",
                $"overlapSeconds is not 0 to {TokenPlans.LongestOverlap.TotalSeconds}, or expiresInDays not 1 to {TokenPlans.MostDays}"));
        }

        var now = time.GetUtcNow();
        var text = TokenText.Make(prefix);
        var renewed = old with
        {
            SecretHash = TokenText.Hash(text),
            ExpiresAt = request.ExpiresInDays is { } days ? now + TimeSpan.FromDays(days) : old.ExpiresAt,
            PreviousUntil = request.OverlapSeconds == 0 ? null : now + TimeSpan.FromSeconds(request.OverlapSeconds),
        };
        var problem = await desk.ChangeAsync(context, book => TokenPlans.Rotate(book, actor, topology.Current, renewed), cancellationToken);
        return (problem is null ? text : null, problem);
    }

    public async Task<ProblemHttpResult?> RevokeAsync(HttpContext context, string prefix, CancellationToken cancellationToken)
        => context.Principal() is { } actor
            ? await desk.ChangeAsync(context, book => TokenPlans.Revoke(book, actor, prefix, time.GetUtcNow()), cancellationToken)
            : Problems.NotFound("token", prefix);

    private (TokenRow? Row, string? Text, ProblemHttpResult? Problem) Read(NewToken request, string? ownId)
    {
        if (!Title.TryParse(request.Name, "name", out var name, out var wrong))
        {
            return (null, null, Problems.BadRequest("bad-name", wrong));
        }

        if ((request.UserId ?? ownId) is not { } owner)
        {
            return (null, null, Problems.BadRequest("bad-owner", "Say whose token it is: userId"));
        }

        var (scopes, problem) = ReadScopes(request);
        var (bounds, badBounds) = request.Bounds is null ? (Bounds.Everything, null) : GrantRules.Read(request.Bounds, board.Current);
        var days = request.ExpiresInDays ?? TokenPlans.DefaultDays;
        if (days is < 1 or > TokenPlans.MostDays || (request.NeverExpires && request.ExpiresInDays is not null))
        {
            problem ??= Problems.BadRequest(
                "bad-expiry", $"expiresInDays is not 1 to {TokenPlans.MostDays}, or stands beside neverExpires");
        }

        if (scopes is null || bounds is null || problem is not null)
        {
            return (null, null, problem ?? badBounds);
        }

        var prefix = TokenText.NewPrefix();
        var text = TokenText.Make(prefix);
        var now = time.GetUtcNow();
        return (new TokenRow
        {
            Prefix = prefix,
            SecretHash = TokenText.Hash(text),
            Name = name,
            UserId = owner,
            ScopeText = scopes,
            Bounds = bounds,
            CreatedAt = now,
            ExpiresAt = request.NeverExpires ? null : now + TimeSpan.FromDays(days),
        }, text, null);
    }

    private static (string? Text, ProblemHttpResult? Problem) ReadScopes(NewToken request)
    {
        if ((request.Preset is null) == (request.Scopes is null))
        {
            return (null, Problems.BadRequest("bad-scope", "Give either a preset or a list of scopes"));
        }

        if (request.Scopes is { } list)
        {
            return GrantRules.ReadScopes(list);
        }

        return TokenPlans.Presets.FirstOrDefault(preset => preset.Name == request.Preset) is { } preset
            ? (string.Join(' ', preset.Scopes), null)
            : (null, Problems.BadRequest("bad-scope", $"There is no preset '{request.Preset}'", "GET /api/access/scopes lists them."));
    }
}
