using Microsoft.AspNetCore.Builder;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Tests.Auth;

/// <summary>Signs in everybody who asks, where endpoints are tested without the rest of the server.</summary>
internal static class Somebody
{
    public const string Name = "somebody";

    public static void UseSomebody(this WebApplication app, Bounds? bounds = null)
        => app.Use((context, next) =>
        {
            context.SetPrincipal(new Principal(Name, "Somebody", Grants.Of([(Scopes.All, bounds ?? Bounds.Everything)])));
            return next(context);
        });
}
