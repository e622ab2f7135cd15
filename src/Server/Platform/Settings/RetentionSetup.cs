using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Jobs;

namespace Proxima.Server.Platform.Settings;

internal static class RetentionSetup
{
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<RetentionOptions>().Bind(builder.Configuration.GetSection("Retention")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddSingleton<IRetentionRule, JobsRetention>();
        services.AddSingleton<IJobHandler, RetentionSweep>();
        services.AddHostedService<RetentionLoop>();
    }
}
