using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Import;

public static class ImportFeature
{
    public static void AddImport(this WebApplicationBuilder builder)
        => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ImportJson.Default));

    public static void MapImport(this WebApplication app) => app.MapImportEndpoints();
}

/// <summary>Taking over what another program knew.</summary>
internal static class ImportEndpoints
{
    private const string DefaultRole = "viewer";
    private const int LongestRole = 64;

    /// <summary>The file, with every letter of it escaped.</summary>
    private const long MostBytes = 8 * MonitorAuthText.MostCharacters;

    public static void MapImportEndpoints(this WebApplication app)
        => app.MapGroup("/api/access").WithTags("Access").MapPost("/import", Import).WithName("importAccess")
            .RequireScope(Scopes.AccessManage).OnTheWhole()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));

    /// <summary>Takes over the user of a ProxMenux Monitor; without <c>apply</c> it only says what would be done.</summary>
    private static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Import(
        ImportRequest request, HttpContext context, IAccountImport accounts, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (request.Role is { Length: > LongestRole })
        {
            return Problems.BadRequest("bad-role", $"role is longer than {LongestRole} characters");
        }

        var reading = MonitorAuthText.Parse(request.Content);
        if (!reading.HasValue)
        {
            return Problems.BadRequest("import-unreadable", "Nothing was imported", reading.Failed ?? reading.Absent);
        }

        var role = string.IsNullOrWhiteSpace(request.Role) ? DefaultRole : request.Role.Trim();
        var file = reading.Value;
        var account = new ImportedAccount(
            file.UserName ?? "",
            file.DisplayName,
            ImportPlan.KeepsPassword(file) ? file.Password.Hash : null,
            role,
            [.. file.Tokens.Select(token => new ImportedToken(token.Name, token.CreatedAt, token.ExpiresAt))]);
        var report = ImportPlan.Of(file, file.UserName is { Length: > 0 } ? accounts.Problem(context, account) : null, role);
        if (!request.Apply || report.Problem is not null)
        {
            return TypedResults.Ok(report);
        }

        if (await accounts.AddAsync(context, account, cancellationToken) is { } failure)
        {
            return TypedResults.Ok(ImportPlan.Of(file, failure, role));
        }

        loggers.CreateLogger("Proxima.Server.Features.Import").Imported(report.User ?? "", role);
        return TypedResults.Ok(report with { IsApplied = true });
    }
}

internal static partial class ImportLog
{
    [LoggerMessage(12100, LogLevel.Information, "Imported user {User} with role {Role} from a ProxMenux Monitor")]
    public static partial void Imported(this ILogger logger, string user, string role);
}
