using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Features.Endpoints;

public static class EndpointsFeature
{
    public static void AddEndpoints(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EndpointsJson.Default));
        services.AddSingleton(EndpointStore.Column);
        services.AddSingleton<EndpointStore>();
        services.AddSingleton<EndpointLinks>();
        services.AddSingleton<EndpointBoard>();
        services.AddSingleton<EndpointTrials>();
        services.AddSingleton<EndpointDesk>();
        services.AddHostedService<EndpointStart>();
        services.AddSingleton<EndpointWatch>();
        services.AddSingletonFrom<IHostedService, EndpointWatch>(watch => watch);
    }

    public static void MapEndpoints(this WebApplication app)
    {
        app.MapEndpointRoutes();
        app.MapPvePass();
    }
}
