namespace Proxima.Server.Platform.Settings;

public static class SettingsSetup
{
    /// <summary>First of all parts: it decides where every setting comes from. Reads the settings file, if there is one.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        SettingsFile.Load(builder.Configuration, SettingsFile.Find(Serve(builder)));
        builder.AddCatalogue();
        builder.AddRetention();
    }

    /// <summary>The catalogue of what is bound in the end, and the check of all of it at start.</summary>
    internal static void AddCatalogue(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(_ => new SettingsCatalogue(
            builder.Configuration, SettingsCatalogue.TypesIn(services), SettingsFile.Find(Serve(builder))));
        services.AddSingletonFrom<ISettingsCatalogue, SettingsCatalogue>(catalogue => catalogue);
        services.AddSingleton(provider =>
        {
            var catalogue = ActivatorUtilities.GetServiceOrCreateInstance<SettingsCatalogue>(provider);
            var rules = catalogue.Types.Select(type =>
                (SectionRules)ActivatorUtilities.CreateInstance(provider, typeof(SectionRules<>).MakeGenericType(type)));
            return new SettingsValidator(catalogue, rules);
        });
        services.AddHostedService<SettingsStart>();
    }

    private static ServeOptions Serve(WebApplicationBuilder builder)
        => builder.Services.Select(service => service.ImplementationInstance).OfType<ServeOptions>().Single();
}
