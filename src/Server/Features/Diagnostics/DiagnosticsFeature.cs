namespace Proxima.Server.Features.Diagnostics;

public static class DiagnosticsFeature
{
    public static void AddDiagnostics(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DiagnosticsJson.Default));
        services.AddSingleton<HealthProbe>();
    }

    public static void MapDiagnostics(this WebApplication app) => app.MapDiagnosticsEndpoints();
}
