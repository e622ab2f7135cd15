using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Audit;
using Proxima.Server.Features.Diagnostics;
using Proxima.Server.Features.Endpoints;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.Health;
using Proxima.Server.Features.History;
using Proxima.Server.Features.Import;
using Proxima.Server.Features.Jobs;
using Proxima.Server.Features.Secrets;
using Proxima.Server.Features.Settings;
using Proxima.Server.Features.Storage;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;
using Proxima.Server.Platform.Jobs;
using Proxima.Server.Platform.Secrets;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server;

/// <summary>
/// The table of contents of the server: every part in reading order. Reads the settings file and opens nothing else, no socket and
/// no database: that happens at start, so that the OpenAPI document can be written from the same wiring.
/// </summary>
public static class ServerApp
{
    public static WebApplication Create(ServeOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);

        builder.AddSettings();
        builder.AddDatabase();
        builder.AddSecrets();
        builder.AddAudit();
        builder.AddJobs();
        builder.AddHttp(options);
        builder.AddAuth();

        builder.AddAccess();
        builder.AddHistory();
        builder.AddHealth();
        builder.AddFleet();
        builder.AddStorage();
        builder.AddEndpoints();
        builder.AddDiagnostics();
        builder.AddJobPages();
        builder.AddSettingsPages();
        builder.AddAuditPages();
        builder.AddImport();
        builder.AddSecretsPages();
        configure?.Invoke(builder);
        builder.CheckSettings();

        var app = builder.Build();
        app.UseHttp(options);
        app.UseAuth();

        app.MapAccess();
        app.MapFleet();
        app.MapStorage();
        app.MapEndpoints();
        app.MapHistory();
        app.MapDiagnostics();
        app.MapJobPages();
        app.MapSettingsPages();
        app.MapAuditPages();
        app.MapImport();
        app.MapSecretsPages();
        app.MapWeb();
        app.UseEndpoints(_ => { });
        return app;
    }

    /// <summary>
    /// Gives a user a new password while no server runs on the data folder; returns the name. Throws <see cref="StartupException"/> or
    /// <see cref="DatabaseException"/> with a line for a person.
    /// </summary>
    public static async Task<string> ResetPasswordAsync(
        ServeOptions options, string user, PasswordReset request, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var app = Create(options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
        });
        return await ActivatorUtilities.CreateInstance<OfflineReset>(app.Services).RunAsync(user, request, cancellationToken);
    }

    /// <summary>Writes the OpenAPI document of this wiring. Starts nothing.</summary>
    public static async Task WriteOpenApiAsync(string file, CancellationToken cancellationToken)
    {
        await using var app = Create(new ServeOptions { DataFolder = Path.GetTempPath() });
        var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        document.Servers?.Clear();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n") + "\n", cancellationToken);
    }
}
