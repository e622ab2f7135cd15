using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// What Kestrel listens on and what it puts up with: every wait has a limit, every queue a bound. Set when everything starts and not
/// when Kestrel is made, which comes before the settings are checked.
/// </summary>
internal sealed class KestrelSetup(
    IReadOnlyList<ListenAddress> addresses,
    ListenSockets sockets,
    IOptions<HttpOptions> settings,
    IOptions<KestrelServerOptions> kestrel,
    ILogger<KestrelSetup> logger)
    : IHostedLifecycleService, IConfigureOptions<SocketTransportOptions>
{
    private const int HeaderBytes = 32 * 1024;

    public void Configure(SocketTransportOptions options) => options.CreateBoundListenSocket = sockets.Bind;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var options = kestrel.Value;
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        options.RequestHeaderEncodingSelector = StrictLength.For;
        SetLimits(options.Limits, settings.Value);
        foreach (var address in addresses)
        {
            options.Listen(address.Address, address.Port, listen =>
            {
                if (address.IsHttps)
                {
                    listen.UseHttps(ServerCertificate.Load(settings.Value, address));
                }
            });
        }

        options.ListenUnixSocket(sockets.CheckedControlPath, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => ControlPeer.Admit(next, logger));
        });
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void SetLimits(KestrelServerLimits limits, HttpOptions options)
    {
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.HeaderSeconds);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
