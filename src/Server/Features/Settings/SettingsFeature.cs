namespace Proxima.Server.Features.Settings;

public static class SettingsFeature
{
    public static void AddSettingsPages(this WebApplicationBuilder builder)
        => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SettingsJson.Default));

    public static void MapSettingsPages(this WebApplication app) => app.MapSettingsEndpoints();
}
