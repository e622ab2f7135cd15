namespace Proxima.Server.Features.Jobs;

public static class JobsFeature
{
    public static void AddJobPages(this WebApplicationBuilder builder)
        => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, JobsJson.Default));

    public static void MapJobPages(this WebApplication app) => app.MapJobsEndpoints();
}
