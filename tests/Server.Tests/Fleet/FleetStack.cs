using Microsoft.Extensions.Logging;
using Proxima.Model;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.Health;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>The fleet without HTTP: a real database, a recorded history, a clock that moves when told.</summary>
internal sealed class FleetStack : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private FleetStack(TestDatabase database, ManualClock clock)
    {
        _database = database;
        Clock = clock;
        Build();
    }

    public ManualClock Clock { get; }
    public CapturedLogs Logs { get; } = new();
    public RecordedHistory History { get; } = new();
    public DatabaseIncidents Incidents { get; } = new();

    public AuditStanding Audit { get; } = new();
    public FleetOptions Options { get; } = new();
    public TopologyBoard Topology { get; } = new();
    public IDatabase Database => _database.State;
    public NodeStore Store { get; private set; } = null!; // Build() sets these five
    public LiveState Live { get; private set; } = null!;
    public NodeJudge Judge { get; private set; } = null!;
    public NodeRegistry Nodes { get; private set; } = null!;
    public FleetDoor Door { get; private set; } = null!;

    public static async Task<FleetStack> CreateAsync(Engine engine = Engine.Sqlite)
    {
        var clock = new ManualClock();
        var stack = new FleetStack(await TestDatabase.CreateAsync(engine), clock);
        clock.Advance(TimeSpan.FromMinutes(5));
        return stack;
    }

    /// <summary>Everything anew on the same database, as after a restart of the program.</summary>
    public async Task RestartAsync()
    {
        Build();
        await Nodes.LoadAsync(CancellationToken.None);
    }

    public StalenessLoop Staleness() => new(Nodes, Live, Judge, Clock, Logs.CreateLogger<StalenessLoop>());

    /// <summary>A new node and its story.</summary>
    public async Task<HostStory> NodeAsync(string name = "pve1", Origin origin = Origin.Agent)
    {
        var id = await Nodes.RegisterAsync(HostStory.Facts(name), isLocal: origin == Origin.Local, CancellationToken.None);
        return new HostStory(id, Clock) { Origin = origin };
    }

    public Task<AcceptResult> AcceptAsync(HostObservation observation) => Door.AcceptAsync(observation, CancellationToken.None);

    /// <summary>Samples from <paramref name="first"/> to <paramref name="last"/>, ten seconds apart.</summary>
    public async Task BeatsAsync(HostStory host, long first, long last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            (await AcceptAsync(host.Tell(sequence))).Outcome.ShouldBe(AcceptOutcome.Accepted);
        }
    }

    public NodeState State(HostStory host) => State(host.Node);

    public NodeState State(NodeId id) => Door.Current.Nodes[id.ToString()];

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private void Build()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var rules = new RuleBook(Microsoft.Extensions.Options.Options.Create(new HealthOptions()));
        Store = new NodeStore(_database.Databases);
        Live = new LiveState(Clock);
        Judge = new NodeJudge(rules, Incidents, Audit, options, Clock);
        Nodes = new NodeRegistry(Store, Live, Judge, Topology, Clock, Logs.CreateLogger<NodeRegistry>());
        Door = new FleetDoor(Live, Nodes, History, Judge, Clock, Logs.CreateLogger<FleetDoor>());
    }
}
