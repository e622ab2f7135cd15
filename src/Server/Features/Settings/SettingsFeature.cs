namespace Proxima.Server.Features.Settings;

public static class SettingsFeature
{
    public static void AddSettingsPages(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapSettingsPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
