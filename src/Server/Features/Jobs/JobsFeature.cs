namespace Proxima.Server.Features.Jobs;

public static class JobsFeature
{
    public static void AddJobPages(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapJobPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
