using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Jobs;

public static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<JobsOptions>().Bind(builder.Configuration.GetSection("Jobs")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<IJobs, StoredJobs>();
        services.AddHostedService<JobLoop>();
    }
}
