using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Proxima.Server;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Audit;

namespace Proxima.TestKit;

/// <summary>
/// The whole server in this process on a data folder of its own, over an in-memory connection.
/// Sign-in for tests (<c>SetUpAsync</c>, <c>SignedInClient</c>) lives in its own file of this class.
/// </summary>
public sealed partial class TestProxima : IAsyncDisposable
{
    private readonly TestFolder _folder;

    private TestProxima(TestFolder folder, WebApplication app, CapturedLogs logs)
    {
        _folder = folder;
        App = app;
        Logs = logs;
    }

    public WebApplication App { get; }

    public CapturedLogs Logs { get; }

    public required string DataFolder { get; init; }

    public IServiceProvider Services => App.Services;

    /// <summary>Makes and starts it. <paramref name="clock"/> replaces the system's clock, <paramref name="configure"/> comes last.</summary>
    public static async Task<TestProxima> StartAsync(
        Action<WebApplicationBuilder>? configure = null, TimeProvider? clock = null, Func<ServeOptions, ServeOptions>? options = null)
    {
        var folder = new TestFolder();
        var logs = new CapturedLogs();
        WebApplication? app = null;
        try
        {
            var given = new ServeOptions { DataFolder = folder.Path };
            var serve = options?.Invoke(given) ?? given;
            app = ServerApp.Create(serve, builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.ClearProviders();
                builder.Logging.AddProvider(logs);
                // The journal of the machine the tests run on is not theirs to write to.
                builder.Services.AddSingleton(new LogSockets(folder.Of("journal"), folder.Of("log")));
                if (clock is not null)
                {
                    builder.Services.Replace(ServiceDescriptor.Singleton(clock));
                }

                // A clock that stands still would make the second sample wait for ever.
                builder.Services.Configure<HistoryOptions>(static history => history.GatherMilliseconds = 0);
                configure?.Invoke(builder);
            });
            await app.StartAsync();
            return new TestProxima(folder, app, logs) { DataFolder = serve.DataFolder };
        }
        catch
        {
            if (app is not null)
            {
                await app.StopAsync();
                await app.DisposeAsync();
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>A client that is nobody: no cookie, no token.</summary>
    public HttpClient Client() => App.GetTestClient();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
