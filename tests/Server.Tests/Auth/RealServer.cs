using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>The whole server on real sockets: a free port, and the control socket in a folder of its own.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    private RealServer(Func<ServeOptions, ServeOptions> options, params (string Key, string Value)[] settings)
    {
        App = ServerApp.Create(options(new ServeOptions { DataFolder = _folder.Path, Listen = ["http://127.0.0.1:0"] }), builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(Logs);
            builder.Services.AddSingleton(new Platform.Audit.LogSockets(_folder.Of("journal"), _folder.Of("log")));
        });
    }

    public WebApplication App { get; }

    public CapturedLogs Logs { get; } = new();

    public string SocketPath => _folder.Of("proxima.sock");

    public Uri Address => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull()
        .Addresses.First(address => !address.Contains("unix:", StringComparison.Ordinal)));

    /// <summary>The set-up code as a person reads it in the log.</summary>
    public string SetupCode => Logs.Lines.Single(line => line.Id == 4050).Message.Split(' ')[2];

    public static Task<RealServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(options => options, settings);

    public static async Task<RealServer> StartAsync(Func<ServeOptions, ServeOptions> options, params (string Key, string Value)[] settings)
    {
        var server = new RealServer(options, settings);
        try
        {
            await server.App.StartAsync();
            return server;
        }
        catch
        {
            await server.App.DisposeAsync();
            server._folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
