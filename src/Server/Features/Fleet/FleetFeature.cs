using Microsoft.Extensions.Options;
using Proxima.Collect;
using Proxima.Server.Platform.Settings;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Features.Fleet;

public static class FleetFeature
{
    public static void AddFleet(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, FleetJson.Default));
        services.AddOptions<FleetOptions>().Bind(builder.Configuration.GetSection(FleetOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FleetOptions>, FleetOptionsValidator>();

        services.AddSingleton<NodeStore>();
        services.AddSingleton<IRetentionRule, OriginRetention>();
        services.AddSingleton<LiveState>();
        services.AddSingleton<FleetSight>();
        services.AddSingletonFrom<IFleetSight, FleetSight>(sight => sight);
        services.AddSingleton<NodeJudge>();
        services.AddSingleton<NodeRegistry>();
        services.AddSingleton<FleetDoor>();
        services.AddSingletonFrom<IFleet, FleetDoor>(door => door);
        services.AddHostedService<StalenessLoop>();

        services.AddSingleton(new CostMeter());
        services.AddSingletonFrom<IHostObserver, HostParts>(parts
            => HostObserver.Local(parts.Clock, new HostObserverOptions(), parts.Meter));
        services.AddSingleton<WatchLeases>();
        services.AddSingleton<LocalNode>();
        services.AddHostedService<HostLoop>();

        services.AddSingleton(new LiveTimes());
        services.AddSingleton<LiveEvents>();
        services.AddSingleton<StreamSeats>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<LiveDesk>();
        services.AddFleetDocument();
    }

    /// <summary>What the observer of this host is made of.</summary>
    internal sealed record HostParts(TimeProvider Clock, CostMeter Meter);

    public static void MapFleet(this WebApplication app)
    {
        app.MapFleetEndpoints();
        app.MapLive();
    }
}
