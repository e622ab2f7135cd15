using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Features.Secrets;

public static class SecretsFeature
{
    public static void AddSecretsPages(this WebApplicationBuilder builder)
        => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SecretsJson.Default));

    public static void MapSecretsPages(this WebApplication app) => app.MapSecretsEndpoints();
}

/// <summary>The root keys over HTTP: their names, never a key.</summary>
internal static class SecretsEndpoints
{
    public static void MapSecretsEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/secrets").WithTags("Secrets");
        group.MapGet("", List).WithName("listRootKeys").RequireScope(Scopes.AccessManage).OnTheWhole();
        group.MapPost("/rotate", Rotate).WithName("rotateRootKey").RequireScope(Scopes.AccessManage).OnTheWhole();
    }

    /// <summary>The root keys this database was ever sealed under, and the rotation under way.</summary>
    private static async Task<Ok<RootKeysInfo>> List(IRootKeys keys, CancellationToken cancellationToken)
        => TypedResults.Ok(await keys.ListAsync(cancellationToken));

    /// <summary>Makes a new root key, seals everything under it, and puts the old one away.</summary>
    private static async Task<Results<Ok<RotationResult>, ProblemHttpResult>> Rotate(
        HttpContext context, IRootKeys keys, IAudit audit, CancellationToken cancellationToken)
    {
        var by = context.Actor().Did("secrets.rotate", target: null, AuditOutcome.Failed);
        try
        {
            return TypedResults.Ok(await keys.RotateAsync(by, cancellationToken));
        }
        catch (RotationException exception)
        {
            await audit.AppendAsync(by with { Error = exception.Message }, CancellationToken.None);
            return Problems.Of(409, exception.Code, "The root key was not rotated", exception.Message);
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RootKeysInfo))]
[JsonSerializable(typeof(RotationResult))]
internal sealed partial class SecretsJson : JsonSerializerContext;
