using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Health;

public static class HealthFeature
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HealthOptions>().Bind(builder.Configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsOrder>();
        builder.Services.AddSingleton<IHealth, RuleBook>();
    }
}
