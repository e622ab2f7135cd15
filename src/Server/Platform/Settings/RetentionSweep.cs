using System.Globalization;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Jobs;
using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Platform.Settings;

/// <summary>
/// The job that lets every rule remove what is too old, then gives the space back. One rule that fails does not stop the others.
/// </summary>
internal sealed class RetentionSweep(
    IEnumerable<IRetentionRule> rules, ManagedDatabases databases, TimeProvider time, ILogger<RetentionSweep> logger) : IJobHandler
{
    public const string JobKind = "retention.sweep";

    public string Kind => JobKind;

    public bool CanResume => false;

    public async Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        var all = rules.OrderBy(rule => rule.Name, StringComparer.Ordinal).ToList();
        for (var index = 0; index < all.Count; index++)
        {
            var rule = all[index];
            await run.StageAsync(rule.Name, (double)index / all.Count, cancellationToken);
            try
            {
                var removed = await rule.SweepAsync(time.GetUtcNow(), cancellationToken);
                await run.ItemAsync(rule.Name, true, string.Create(CultureInfo.InvariantCulture, $"{removed} removed"), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.RuleFailed(exception, rule.Name);
                await run.ItemAsync(rule.Name, false, exception.Message, cancellationToken);
            }
        }

        await run.StageAsync("space", 1, cancellationToken);
        foreach (var database in databases.All)
        {
            var bytes = await database.GiveBackAsync(cancellationToken);
            var message = string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes given back");
            await run.ItemAsync(Path.GetFileName(database.Description), true, message, cancellationToken);
        }
    }
}

/// <summary>Starts the sweep, some minutes after the program and then daily, unless one waits or runs already.</summary>
internal sealed class RetentionLoop(IJobs jobs, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionLoop> logger)
    : Loop(time, logger)
{
    protected override string Name => "retention";

    protected override TimeSpan Period => TimeSpan.FromHours(options.Value.EveryHours);

    protected override TimeSpan FirstAfter => TimeSpan.FromMinutes(options.Value.FirstAfterMinutes);

    protected override async Task OnceAsync(CancellationToken cancellationToken)
    {
        const int Recent = 200;
        var recent = await jobs.ListAsync(Recent, null, cancellationToken);
        if (!recent.Any(job => job.Kind == RetentionSweep.JobKind && job.State is JobState.Waiting or JobState.Running))
        {
            await jobs.StartAsync(RetentionSweep.JobKind, "Remove what is too old", "{}", JobStarter.Program, cancellationToken);
        }
    }
}
