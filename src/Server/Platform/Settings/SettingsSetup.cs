using Proxima.Server.Platform.Wiring;

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

    /// <summary>
    /// Last before the app is built: every key and value is looked at, and all that is wrong is named at once. Throws
    /// <see cref="StartupException"/>. Rules between keys are checked at start.
    /// </summary>
    public static void CheckSettings(this WebApplicationBuilder builder) => SettingsProblems.Throw(Catalogue(builder).Problems());

    /// <summary>The catalogue of what is bound in the end, and the check of the rules between keys at start.</summary>
    internal static void AddCatalogue(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(_ => Catalogue(builder));
        services.AddSingletonFrom<ISettingsCatalogue, SettingsCatalogue>(catalogue => catalogue);
        services.AddHostedService(provider =>
        {
            var types = SettingsCatalogue.TypesIn(services);
            return new SettingsStart(types.Select(type =>
                (SectionRules)ActivatorUtilities.CreateInstance(provider, typeof(SectionRules<>).MakeGenericType(type))));
        });
    }

    private static SettingsCatalogue Catalogue(WebApplicationBuilder builder)
        => new(builder.Configuration, SettingsCatalogue.TypesIn(builder.Services), SettingsFile.Find(Serve(builder)));

    private static ServeOptions Serve(WebApplicationBuilder builder)
        => builder.Services.Select(service => service.ImplementationInstance).OfType<ServeOptions>().Single();
}
