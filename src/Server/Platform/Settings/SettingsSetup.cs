namespace Proxima.Server.Platform.Settings;

public static class SettingsSetup
{
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }
}
