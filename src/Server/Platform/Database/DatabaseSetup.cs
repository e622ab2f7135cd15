using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Platform.Database;

public static class DatabaseSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DatabaseOptions>().Bind(builder.Configuration.GetSection("Database")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddSingleton<DatabaseIncidents>();
        services.AddSingletonFrom<IDatabaseIncidents, DatabaseIncidents>(incidents => incidents);
        services.AddSingleton<DataFolder>();
        services.AddSingleton<ManagedDatabases>();
        services.AddSingletonFrom<Databases, ManagedDatabases>(databases => databases.Pair);
        services.AddHostedService<DatabaseStart>();
    }
}
