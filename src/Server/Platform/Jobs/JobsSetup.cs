namespace Proxima.Server.Platform.Jobs;

public static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }
}
