namespace Proxima.Server.Features.Audit;

public static class AuditFeature
{
    public static void AddAuditPages(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AuditJson.Default));
        builder.Services.AddSingleton<AuditExport>();
    }

    public static void MapAuditPages(this WebApplication app) => app.MapAuditEndpoints();
}
