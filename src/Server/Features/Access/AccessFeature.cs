namespace Proxima.Server.Features.Access;

public static class AccessFeature
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
    }

    public static void MapAccess(this WebApplication app) => app.MapAccessEndpoints();
}
