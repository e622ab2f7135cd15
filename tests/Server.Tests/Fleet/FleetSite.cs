using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Proxima.Collect;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.Health;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>The fleet over HTTP, without the rest of the server: who asks is said by the header X-Test-User.</summary>
internal sealed class FleetSite : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private FleetSite(TestDatabase database, ManualClock clock, Action<FleetOptions> configure)
    {
        _database = database;
        Clock = clock;
        Host = new ScriptedHost(clock);
        Sessions = new ManualSessions();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Logs);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(database.Databases);
        services.AddSingleton<IDatabaseIncidents>(new DatabaseIncidents());
        services.AddSingleton<Platform.Audit.IAuditStanding>(new Platform.Audit.AuditStanding());
        services.AddSingleton<IHistory>(History);
        services.AddSingleton<ISessions>(Sessions);
        services.AddSingleton(Topology);
        services.AddSingleton<ITopology>(Topology);
        services.AddProblemDetails();
        services.AddRouting();
        builder.AddHealth();
        builder.AddFleet();
        services.Configure(configure);
        services.Replace(ServiceDescriptor.Singleton<IHostObserver>(Host));
        services.Replace(ServiceDescriptor.Singleton(new LiveTimes { Spacing = TimeSpan.Zero }));
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            var name = context.Request.Headers["X-Test-User"].ToString();
            if (name.Length == 0)
            {
                name = "nobody";
            }

            var bounds = BoundsOf.GetValueOrDefault(name, Bounds.Everything);
            context.SetPrincipal(new Principal(name, name, Grants.Of([([Scopes.Read], bounds)])) { Via = name });
            return next(context);
        });
        _app.MapFleet();
    }

    public ManualClock Clock { get; }
    public CapturedLogs Logs { get; } = new();
    public RecordedHistory History { get; } = new();
    public ScriptedHost Host { get; }
    public TopologyBoard Topology { get; } = new();

    /// <summary>Where a user may read; everywhere for one who is not in here.</summary>
    public Dictionary<string, Bounds> BoundsOf { get; } = new(StringComparer.Ordinal);
    public ManualSessions Sessions { get; }
    public IFleet Fleet => _app.Services.GetRequiredService<IFleet>();
    public NodeRegistry Nodes => _app.Services.GetRequiredService<NodeRegistry>();
    public LiveState Live => _app.Services.GetRequiredService<LiveState>();
    public StreamSeats Seats => _app.Services.GetRequiredService<StreamSeats>();
    public WatchLeases Leases => _app.Services.GetRequiredService<WatchLeases>();
    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    /// <summary>Running, with this host already known.</summary>
    public static async Task<FleetSite> StartAsync(Action<FleetOptions>? configure = null)
    {
        var site = new FleetSite(await TestDatabase.CreateAsync(Engine.Sqlite), new ManualClock(), configure ?? (_ => { }));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        await site._app.StartAsync();
        await Eventually.IsTrueAsync(() => site.Fleet.Current.Nodes.Values.Any(node => node.IsAnswering), "this host was looked at");
        return site;
    }

    public HttpClient Client(string? user = null)
    {
        var client = _app.GetTestClient();
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add("X-Test-User", user);
        }

        return client;
    }

    public NodeState Local() => Fleet.Current.Nodes.Values.Single(node => node.Name == "here");

    /// <summary>A further node and its story; an answered one has two samples.</summary>
    public async Task<HostStory> NodeAsync(string name)
        => new(await Nodes.RegisterAsync(HostStory.Facts(name), isLocal: false, CancellationToken.None), Clock) { Origin = Origin.Agent };

    public async Task AcceptAsync(HostObservation observation)
        => (await Fleet.AcceptAsync(observation, CancellationToken.None)).Outcome.ShouldBe(AcceptOutcome.Accepted);

    public string IdOf(long version)
        => string.Create(CultureInfo.InvariantCulture, $"{_app.Services.GetRequiredService<LiveEvents>().Instance}-{version}");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>Sessions that end when the test says so.</summary>
internal sealed class ManualSessions : ISessions
{
    private readonly Dictionary<string, CancellationTokenSource> _ends = [];

    public Principal? Find(string token) => null;

    public CancellationToken Ended(Principal principal) => Of(principal.Name).Token;

    public Task EndAsync(string user) => Of(user).CancelAsync();

    private CancellationTokenSource Of(string user)
    {
        lock (_ends)
        {
            if (!_ends.TryGetValue(user, out var end))
            {
                _ends[user] = end = new CancellationTokenSource();
            }

            return end;
        }
    }
}
