using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Proxima.Model;

namespace Proxima.Server.Features.Fleet;

/// <summary>What the generator cannot see by itself: ids are texts, and the stream has events beside its first.</summary>
internal static class FleetOpenApi
{
    private static readonly Type[] Events =
    [
        typeof(LiveSnapshot), typeof(NodeSummary), typeof(FleetOverview), typeof(NodeFiguresUpdate), typeof(NodeGone),
        typeof(LiveBeat), typeof(LiveReset),
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
                    var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
                    UseNames(document, type, schema);
                    document.AddComponent(type.Name, schema);
                }
            });
        });

    /// <summary>
    /// What is made here comes out with its parts written in full; parts that have a name in the document are called by it.
    /// </summary>
    private static void UseNames(OpenApiDocument document, Type type, OpenApiSchema schema)
    {
        foreach (var property in type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (schema.Properties?.TryGetValue(name, out var part) != true)
            {
                continue;
            }

            if (Named(document, property.PropertyType) is { } whole)
            {
                schema.Properties[name] = whole;
            }
            else if (part is OpenApiSchema list
                && property.PropertyType.GenericTypeArguments is [var item]
                && Named(document, item) is { } element)
            {
                list.Items = element;
            }
        }
    }

    private static OpenApiSchemaReference? Named(OpenApiDocument document, Type type)
        => document.Components?.Schemas?.ContainsKey(type.Name) == true ? new OpenApiSchemaReference(type.Name, document) : null;
}
