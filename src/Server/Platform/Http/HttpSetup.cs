using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Platform.Http;

public static class HttpSetup
{
    /// <summary>Deep enough for every record we take, shallow enough that nesting costs nothing.</summary>
    private const int DeepestJson = 32;

    /// <summary>For requests under way when the server stops; with the rest of the shutdown it stays below 10 s.</summary>
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(8);

    /// <summary>Throws <see cref="StartupException"/> when the addresses of <paramref name="options"/> make no sense.</summary>
    public static void AddHttp(this WebApplicationBuilder builder, ServeOptions options)
    {
        var services = builder.Services;
        var addresses = ListenAddress.All(options);
        services.AddOptions<HttpOptions>().Bind(builder.Configuration.GetSection("Http")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>();
        services.AddSingleton(addresses);
        services.AddSingleton<ListenSockets>();
        services.AddHostedService<KestrelSetup>();
        services.AddSingleton<IConfigureOptions<SocketTransportOptions>, KestrelSetup>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);
        services.AddSingleton<PageFiles>(_ => new PageFiles());

        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.MaxDepth = DeepestJson;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        // What cannot be read is told by BadRequestProblem, with the place, and not by an empty 400.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<ForwardedHeadersOptions>(forwarded => TrustProxies(forwarded, options));
        services.AddOpenApi(openApi =>
        {
            openApi.AddSchemaTransformer((schema, context, _) => MissingIsNull(schema, context.JsonTypeInfo));
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Proxima";
                document.Info.Version = "1";
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Null members are left out of answers (above), so the description must not promise that they are there.</summary>
    private static Task MissingIsNull(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var isNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || (!property.PropertyType.IsValueType && property.IsGetNullable);
            if (isNullable)
            {
                schema.Required?.Remove(property.Name);
            }
        }

        return Task.CompletedTask;
    }

    public static void UseHttp(this WebApplication app, ServeOptions options)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemAnswers>();
        app.Use(AmbiguousLength.Refuse);
        if (options.BehindProxy.Count > 0)
        {
            app.UseWhen(context => context.Features.Get<ControlPeer>() is null, branch =>
            {
                branch.Use(HostCheck.RefuseUnreadableForward);
                branch.UseForwardedHeaders();
            });
        }

        app.UseMiddleware<HostCheck>();
        app.UseRouting();
    }

    /// <summary>The description of the API; and the page with its assets: whatever no route took.</summary>
    public static void MapWeb(this WebApplication app)
    {
        app.MapOpenApi("/api/openapi.json").RequireScope(Scopes.Read);
        app.UseMiddleware<PageServer>();
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, ServeOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var text in options.BehindProxy)
        {
            if (ListenAddress.TryNetwork(text, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        }
    }
}
