namespace Proxima.Server.Features.Fleet;

public static class FleetFeature
{
    public static void AddFleet(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, FleetJson.Default));
    }

    public static void MapFleet(this WebApplication app) => app.MapFleetEndpoints();
}
