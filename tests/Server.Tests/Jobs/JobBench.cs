using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Jobs;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Jobs;

/// <summary>A handler made of a function.</summary>
internal sealed class TestHandler(string kind, bool canResume, Func<IJobRun, CancellationToken, Task> work) : IJobHandler
{
    public string Kind => kind;

    public bool CanResume => canResume;

    public Task RunAsync(IJobRun run, CancellationToken cancellationToken) => work(run, cancellationToken);
}

/// <summary>Jobs over a database of their own; the loop can be stopped and started again like the program.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private readonly JobsOptions _options;
    private JobLoop? _loop;

    private JobBench(TestDatabase database, ManualClock clock, JobsOptions options)
    {
        Database = database;
        Clock = clock;
        _options = options;
        Store = new JobStore(database.Databases, clock);
        Running = new RunningJobs();
        Jobs = new StoredJobs(Store, Running, Options.Create(options), clock);
    }

    public TestDatabase Database { get; }

    public ManualClock Clock { get; }

    public JobStore Store { get; }

    public RunningJobs Running { get; private set; }

    public IJobs Jobs { get; private set; }

    public CapturedLogs Logs { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<JobBench> CreateAsync(Engine engine = Engine.Sqlite, Action<JobsOptions>? configure = null)
    {
        var clock = new ManualClock();
        var options = new JobsOptions();
        configure?.Invoke(options);
        return new JobBench(await TestDatabase.CreateAsync(engine, clock), clock, options);
    }

    public async Task StartLoopAsync(params IJobHandler[] handlers)
    {
        Running = new RunningJobs();
        Jobs = new StoredJobs(Store, Running, Options.Create(_options), Clock);
        _loop = new JobLoop(handlers, Store, Running, Options.Create(_options), Clock, new Logger<JobLoop>(Logs));
        await _loop.StartAsync(Token);
    }

    public async Task StopLoopAsync()
    {
        if (_loop is { } loop)
        {
            _loop = null;
            await loop.StopAsync(Token);
            loop.Dispose();
        }
    }

    public async Task<string> StartAsync(string kind) => (await Jobs.StartAsync(kind, "A job", """{"n":1}""", new JobStarter("anna", "anna-id"), Token)).Id;

    public async Task<JobInfo> JobAsync(string id) => (await Jobs.FindAsync(id, Token)).ShouldNotBeNull();

    public async Task<JobInfo> EndedAsync(string id)
    {
        await Eventually.IsTrueAsync(
            async () => (await JobAsync(id)).State is JobState.Done or JobState.Failed or JobState.Cancelled, "the job ends");
        return await JobAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await StopLoopAsync();
        await Database.DisposeAsync();
        Logs.Dispose();
    }
}
