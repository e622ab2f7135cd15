using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Proxima.PveFake.Access;
using Proxima.PveFake.Api;
using Proxima.PveFake.Api.BackupServer;
using Proxima.PveFake.Faults;
using Proxima.PveFake.Http;
using Proxima.PveFake.Scenarios;
using Proxima.PveFake.World;

namespace Proxima.PveFake;

/// <summary>
/// A Proxmox that answers: HTTPS on loopback, the whole API by its schema, a world behind it that changes when it is told to.
/// It logs nothing and keeps nothing.
/// </summary>
public sealed class PveFakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PveFakeServer(WebApplication app, PveWorld world, FaultPlan faults, X509Certificate2 certificate)
        => (_app, World, Faults, Certificate) = (app, world, faults, certificate);

    /// <summary>Name of the log-in every scenario has.</summary>
    public const string User = "root@pam";

    /// <summary>Its password.</summary>
    public const string Password = "proxima";

    /// <summary><c>https://127.0.0.1:8006</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>SHA-256 of the certificate, in pairs with colons, as Proxmox shows it.</summary>
    public string Fingerprint => SelfMadeCertificate.FingerprintOf(Certificate);

    public X509Certificate2 Certificate { get; }

    public PveWorld World { get; }

    public FaultPlan Faults { get; }

    /// <summary>A token of root that may everything, as it goes into the Authorization header.</summary>
    public string Token => World.IsBackupServer
        ? $"PBSAPIToken={User}!proxima:{RootToken.Secret}"
        : $"PVEAPIToken={User}!proxima={RootToken.Secret}";

    private AccessToken RootToken => World.Access.Users[User].Tokens["proxima"];

    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<PveFakeServer> StartAsync(PveFakeOptions options, CancellationToken cancellationToken)
        => StartAsync(options, Scenario.Make(options), cancellationToken);

    /// <summary>With a world of one's own making.</summary>
    public static async Task<PveFakeServer> StartAsync(PveFakeOptions options, PveWorld world, CancellationToken cancellationToken)
    {
        var certificate = SelfMadeCertificate.Make(world.LocalNode, world.Now);
        world.CertificatePem = certificate.ExportCertificatePem() + "\n";
        var faults = new FaultPlan();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                // pveproxy speaks HTTP/1.1 and nothing else.
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
                listen.Use(ExactHeaders.Use);
            });
        });
        var app = builder.Build();
        var door = new FrontDoor(world, faults, Desk(world));
        app.Run(door.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Urls.First();
        return new PveFakeServer(app, world, faults, certificate) { Address = new Uri(address) };
    }

    /// <summary>
    /// Orders a fault, or a change of the world (<c>node:pve2=offline</c>, <c>quorum=0</c>); false for a text that is neither.
    /// </summary>
    public bool Order(string text) => ControlCall.Take(text, Faults, World);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        Certificate.Dispose();
    }

    private static ApiDesk Desk(PveWorld world)
        => world.IsBackupServer
            ? new(world, FakeSchema.Of(world), ServerAnswers.All(), new SignIn(world, "PBSAuthCookie", "PBSAPIToken"))
            : new(world, FakeSchema.Of(world), AllAnswers.OfProxmoxVe(), new SignIn(world, "PVEAuthCookie", "PVEAPIToken"));
}
