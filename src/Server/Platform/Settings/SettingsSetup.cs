using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Settings;

public static class SettingsSetup
{
    /// <summary>First of all parts: it decides where every setting comes from. Reads the settings file, if there is one.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var serve = services.Select(service => service.ImplementationInstance).OfType<ServeOptions>().Single();
        var file = SettingsFile.Find(serve);
        SettingsFile.Load(builder.Configuration, file);
        services.AddSingleton(_ => new SettingsCatalogue(builder.Configuration, SettingsCatalogue.TypesIn(services), file));
        services.AddSingletonFrom<ISettingsCatalogue, SettingsCatalogue>(catalogue => catalogue);
        services.AddSingleton<IStartupValidator>(provider =>
        {
            var catalogue = ActivatorUtilities.GetServiceOrCreateInstance<SettingsCatalogue>(provider);
            var rules = catalogue.Types.Select(type =>
                (SectionRules)ActivatorUtilities.CreateInstance(provider, typeof(SectionRules<>).MakeGenericType(type)));
            return new SettingsValidator(catalogue, rules);
        });
        builder.AddRetention();
    }
}
