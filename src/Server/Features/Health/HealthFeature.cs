namespace Proxima.Server.Features.Health;

public static class HealthFeature
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }
}
