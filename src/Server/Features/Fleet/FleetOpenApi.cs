using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Proxima.Model;

namespace Proxima.Server.Features.Fleet;

/// <summary>What the generator cannot see by itself: ids are texts, and the stream has events beside its first.</summary>
internal static class FleetOpenApi
{
    private static readonly Type[] Events =
    [
        typeof(LiveSnapshot), typeof(NodeSummary), typeof(FleetOverview), typeof(NodeFiguresUpdate), typeof(NodeGone), typeof(LiveBeat), typeof(LiveReset),
    ];

    public static void AddFleetDocument(this IServiceCollection services)
        => services.Configure<OpenApiOptions>("v1", options =>
        {
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(NodeId))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Pattern = "^[0-9a-f]{32}$";
                    schema.Properties = null;
                    schema.Required = null;
                }

                return Task.CompletedTask;
            });
            options.AddDocumentTransformer(async (document, context, cancellationToken) =>
            {
                foreach (var type in Events)
                {
                    document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
                }
            });
        });
}
