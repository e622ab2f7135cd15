using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Platform.Auth;

/// <summary>
/// Routing, set-up gate, authentication, origin, scope: in this order. Accounts, sessions and the instance itself come from the
/// Access feature.
/// </summary>
public static class AuthSetup
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddSingleton<Refusals>();
        builder.Services.AddSingleton<TopologyBoard>();
        builder.Services.AddSingletonFrom<ITopology, TopologyBoard>(board => board);
    }

    public static void UseAuth(this WebApplication app)
    {
        app.UseMiddleware<SetupGate>();
        app.UseMiddleware<Authentication>();
        app.UseAuditTrail();
        app.UseMiddleware<CrossSite>();
        app.UseMiddleware<ScopeCheck>();
    }
}
