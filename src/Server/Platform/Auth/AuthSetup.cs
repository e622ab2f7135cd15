namespace Proxima.Server.Platform.Auth;

public static class AuthSetup
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void UseAuth(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
