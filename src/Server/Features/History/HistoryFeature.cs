namespace Proxima.Server.Features.History;

public static class HistoryFeature
{
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, HistoryJson.Default));
    }

    public static void MapHistory(this WebApplication app) => app.MapHistoryEndpoints();
}
