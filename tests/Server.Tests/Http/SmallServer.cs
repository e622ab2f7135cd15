using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Http;

/// <summary>The HTTP pipeline with routes of the test and nothing else: no database, no accounts.</summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly bool _isReal;

    private SmallServer(bool isReal) => _isReal = isReal;

    public WebApplication App { get; private set; } = null!; // Set by StartAsync, the only way to get one.

    public CapturedLogs Logs { get; } = new();

    public string SocketPath => _folder.Of("proxima.sock");

    /// <summary>Over an in-memory connection, or over real sockets on a free port.</summary>
    public static async Task<SmallServer> StartAsync(
        Action<WebApplication>? map = null,
        bool isReal = false,
        Action<WebApplicationBuilder>? configure = null,
        Func<ServeOptions, ServeOptions>? options = null,
        params (string Key, string Value)[] settings)
    {
        var server = new SmallServer(isReal);
        var given = new ServeOptions { DataFolder = server._folder.Path, Listen = ["http://127.0.0.1:0"] };
        var serve = options?.Invoke(given) ?? given;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(server.Logs);
        builder.Services.AddSingleton(serve);
        builder.AddHttp(serve);
        if (!isReal)
        {
            builder.WebHost.UseTestServer();
        }

        configure?.Invoke(builder);
        server.App = builder.Build();
        server.App.UseHttp(serve);
        map?.Invoke(server.App);
        server.App.MapWeb();
        server.App.UseEndpoints(_ => { });
        try
        {
            await server.App.StartAsync();
        }
        catch
        {
            await server.App.DisposeAsync();
            server._folder.Dispose();
            throw;
        }

        return server;
    }

    public Uri Address => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull()
        .Addresses.First(address => !address.Contains("unix:", StringComparison.Ordinal)));

    public HttpClient Client() => _isReal ? new HttpClient { BaseAddress = Address } : App.GetTestClient();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
