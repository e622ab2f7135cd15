using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Collect;
using Proxima.Collect.Sources;
using Proxima.Collect.Storage;
using Proxima.Collect.Storage.Disks;
using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Features.Storage;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Auth;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Storage;

/// <summary>The routes alone, without sign-in, over a recorded host with one disk.</summary>
public sealed class StorageEndpointTests : IAsyncLifetime
{
    private const string Here = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Elsewhere = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Disk = "wwn-5000c500b335fb73";

    private readonly ManualClock _clock = new();
    private readonly ListAudit _audit = new();
    private readonly StillFleet _fleet = new();
    private readonly StillHistory _history = new();
    private DiskGate? _gate;
    private WebApplication? _app;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var host = new RecordedHost(new Dictionary<string, string>
        {
            ["/sys/block/sda/size"] = "1000\n",
            ["/sys/block/sda/queue/rotational"] = "1\n",
            ["/sys/block/sda/device/vendor"] = "ATA\n",
            ["/sys/block/sda/device/model"] = "ST12000VN0007\n",
            ["/sys/block/sda/device/wwid"] = "naa.5000c500b335fb73\n",
            ["/proc/diskstats"] = "   8       0 sda 100 5 2000 50 200 6 4000 90 3 120 140\n",
        });
        var programs = new RecordedPrograms(new Dictionary<string, string>
        {
            ["smartctl -j -x -n standby /dev/sda"] = """
                {"smartctl":{"version":[7,3],"exit_status":0},"device":{"name":"/dev/sda","type":"sat","protocol":"ATA"},
                 "model_name":"ST12000VN0007","serial_number":"ZCH00001","smart_status":{"passed":true},"temperature":{"current":31}}
                """,
            ["smartctl -j -n standby -t short /dev/sda"] = """{"smartctl":{"version":[7,3],"exit_status":0},"device":{"name":"/dev/sda"}}""",
            ["smartctl -j -n standby -t long /dev/sda"] =
                """{"smartctl":{"messages":[{"string":"Can't start self-test without aborting current test"}],"exit_status":4},"device":{"name":"/dev/sda"}}""",
        }) { ExitCodes = new Dictionary<string, int> { ["smartctl -j -n standby -t long /dev/sda"] = 4 } };
        _gate = new DiskGate(host, programs, _clock, new DiskGateOptions(), new DiskMemory(null), new CostMeter());
        var storage = await new StorageWatch(_gate, host, new RecordedKernel(), programs, _clock, new HostObserverOptions()).LookAsync(Stop);
        _fleet.Add(Here, Origin.Local, storage);
        _fleet.Add(Elsewhere, Origin.Agent, null);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IFleetSight>(_fleet);
        builder.Services.AddSingleton(_gate);
        builder.Services.AddSingleton<IAudit>(_audit);
        builder.Services.AddSingleton<IHistory>(_history);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, StorageJson.Default));
        _app = builder.Build();
        _app.UseSomebody();
        _app.MapStorage();
        await _app.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _gate?.Dispose();
    }

    [Fact]
    public async Task A_node_tells_its_disks_with_the_age_of_each_fact()
    {
        var (status, storage) = await GetAsync($"/api/nodes/{Here}/storage");

        status.ShouldBe(HttpStatusCode.OK);
        storage.GetProperty("isLocal").GetBoolean().ShouldBeTrue();
        storage.GetProperty("disksAt").GetDateTimeOffset().ShouldBe(_clock.GetUtcNow());
        var list = storage.GetProperty("disks").GetProperty("value");
        list.GetProperty("wakes").GetInt64().ShouldBe(0);
        var disk = list.GetProperty("disks").EnumerateArray().Single();
        disk.GetProperty("id").GetString().ShouldBe(Disk);
        disk.GetProperty("kind").GetString().ShouldBe("hardDisk");
        disk.GetProperty("smartAt").GetDateTimeOffset().ShouldBe(_clock.GetUtcNow());
        disk.GetProperty("nextReadAt").GetDateTimeOffset().ShouldBe(_clock.GetUtcNow() + TimeSpan.FromHours(6));
        disk.GetProperty("smart").GetProperty("value").GetProperty("temperatureCelsius").GetInt32().ShouldBe(31);
    }

    [Fact]
    public async Task A_node_that_has_not_told_its_disks_is_unknown_and_not_empty()
    {
        var (status, storage) = await GetAsync($"/api/nodes/{Elsewhere}/storage");

        status.ShouldBe(HttpStatusCode.OK);
        storage.GetProperty("disks").GetProperty("absent").GetString().ShouldBe("this node has not looked at its disks yet");
        storage.GetProperty("isLocal").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_self_test_is_started_and_audited()
    {
        var (status, answer) = await PostAsync($"/api/nodes/{Here}/disks/{Disk}/self-test", """{"test":"short"}""");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("message").GetString().ShouldBe("the short self-test has begun");
        _audit.Entries.Single().ShouldSatisfyAllConditions(
            entry => entry.Action.ShouldBe("disk.test"), entry => entry.Target.ShouldBe($"{Disk} short"),
            entry => entry.Outcome.ShouldBe(AuditOutcome.Done));
    }

    [Fact]
    public async Task A_dry_run_is_told_and_neither_done_nor_audited()
    {
        var (status, answer) = await PostAsync($"/api/nodes/{Here}/disks/{Disk}/self-test", """{"test":"short","dryRun":true}""");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("message").GetString().ShouldNotBeNull().ShouldStartWith("would run: smartctl -j -n standby -t short /dev/sda");
        _audit.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_disk_said_over_time_is_told_by_its_own_name()
    {
        _history.Series = [new HistorySeries("disk.temperature", Unit.Celsius, 3600, [new HistoryBucket(_clock.GetUtcNow(), 1, 30, 31, 32)])];

        var (status, answer) = await GetAsync($"/api/nodes/{Here}/disks/{Disk}/history?days=7&series=disk.temperature&series=disk.hours");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("bucketSeconds").GetDouble().ShouldBe(3600);
        var series = answer.GetProperty("series").EnumerateArray().Single();
        series.GetProperty("series").GetString().ShouldBe("disk.temperature");
        series.GetProperty("unit").GetString().ShouldBe("celsius");
        series.GetProperty("buckets")[0].GetProperty("maximum").GetDouble().ShouldBe(32);
        _history.Asked.ShouldNotBeNull().ShouldSatisfyAllConditions(
            query => query.Subject.ShouldBe(new SubjectId(SubjectKind.Disk, Disk)), query => query.Series.ShouldBe(["disk.temperature"]),
            query => query.To.ShouldBe(_clock.GetUtcNow()), query => query.From.ShouldBe(_clock.GetUtcNow().AddDays(-7)));
    }

    [Theory]
    [InlineData("/api/nodes/cccc/disks/" + Disk + "/history", HttpStatusCode.NotFound)]
    [InlineData("/api/nodes/" + Here + "/disks/wwn-none/history", HttpStatusCode.NotFound)]
    [InlineData("/api/nodes/" + Here + "/disks/" + Disk + "/history?days=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/nodes/" + Here + "/disks/" + Disk + "/history?points=5000", HttpStatusCode.BadRequest)]
    public async Task History_of_what_is_not_there_or_not_sensible_is_refused(string path, HttpStatusCode status)
        => (await GetAsync(path)).Status.ShouldBe(status);

    [Fact]
    public async Task A_test_the_disk_refuses_is_told_and_audited_as_failed()
    {
        var (status, answer) = await PostAsync($"/api/nodes/{Here}/disks/{Disk}/self-test", """{"test":"long"}""");

        status.ShouldBe(HttpStatusCode.Conflict);
        answer.GetProperty("code").GetString().ShouldBe("test-not-started");
        _audit.Entries.Single().Outcome.ShouldBe(AuditOutcome.Failed);
    }

    [Theory]
    [InlineData(Here, Disk, """{"test":"offline"}""", HttpStatusCode.BadRequest, "bad-test")]
    [InlineData(Here, Disk, "{}", HttpStatusCode.BadRequest, "bad-test")]
    [InlineData(Here, "wwn-none", """{"test":"short"}""", HttpStatusCode.NotFound, "not-found")]
    [InlineData("cccc", Disk, """{"test":"short"}""", HttpStatusCode.NotFound, "not-found")]
    [InlineData(Elsewhere, Disk, """{"test":"short"}""", HttpStatusCode.Conflict, "not-local")]
    public async Task What_cannot_be_tested_is_refused_with_a_code(string node, string disk, string body, HttpStatusCode status, string code)
    {
        var (answered, problem) = await PostAsync($"/api/nodes/{node}/disks/{disk}/self-test", body);

        answered.ShouldBe(status);
        problem.GetProperty("code").GetString().ShouldBe(code);
        _audit.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Todays_counts_can_be_taken_for_old_scars()
    {
        var (status, _) = await PostAsync($"/api/nodes/{Here}/disks/{Disk}/baseline", "{}");

        status.ShouldBe(HttpStatusCode.NoContent);
        _audit.Entries.Single().Action.ShouldBe("disk.baseline");
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
        => await ReadAsync(await Client.GetAsync(path, Stop));

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await ReadAsync(await Client.PostAsync(path, content, Stop));
    }

    private HttpClient Client => (_app ?? throw new InvalidOperationException()).GetTestClient();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Stop);
            return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
        }
    }

    private sealed class ListAudit : IAudit
    {
        public List<AuditEntry> Entries { get; } = [];

        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        {
            Entries.Add(entry);
            return Task.CompletedTask;
        }
    }

    /// <summary>A history that holds what the test says.</summary>
    private sealed class StillHistory : IHistory
    {
        public IReadOnlyList<HistorySeries> Series { get; set; } = [];
        public HistoryQuery? Asked { get; private set; }

        public Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
        {
            Asked = query;
            return Task.FromResult(Series);
        }

        public Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<string>>(["disk.temperature", "disk.life_left"]);
    }

    /// <summary>A fleet that stands still.</summary>
    private sealed class StillFleet : IFleetSight
    {
        private FleetState Current { get; set; } = new(1, default, ImmutableSortedDictionary<string, NodeState>.Empty);

        public void Add(string id, Origin origin, StorageSections? storage)
            => Current = Current with
            {
                Nodes = Current.Nodes.Add(id, new NodeState
                {
                    Id = NodeId.Parse(id, CultureInfo.InvariantCulture),
                    Name = id,
                    Version = 1,
                    Facts = null,
                    Figures = null,
                    Storage = storage,
                    Origins = ImmutableSortedDictionary<Origin, DateTimeOffset>.Empty.Add(origin, default),
                    Severity = Severity.Unknown,
                }),
            };

        public FleetState Seen(Bounds bounds) => Current;
    }
}
