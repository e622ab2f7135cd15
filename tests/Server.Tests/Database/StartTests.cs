using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Jobs;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

/// <summary>The whole server over each engine.</summary>
public sealed class StartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task The_server_keeps_its_state_over_a_restart(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        string job;
        await using (var first = await TestProxima.StartAsync(options: _ => database.Options))
        {
            job = (await first.Services.GetRequiredService<IJobs>().StartAsync("no.kind", "A job", "{}", new JobStarter("anna", "anna-id"), Token)).Id;
            await first.Services.GetRequiredService<IAudit>().AppendAsync(
                new AuditEntry { Principal = "anna", Action = "thing.do", Outcome = AuditOutcome.Done }, Token);
        }

        await using var second = await TestProxima.StartAsync(options: _ => database.Options);

        (await second.Services.GetRequiredService<IJobs>().FindAsync(job, Token)).ShouldNotBeNull();
        var verdict = await second.Services.GetRequiredService<IAuditRecords>().VerifyAsync(null, Token);
        verdict.Flaws.ShouldBeEmpty();
        verdict.Entries.ShouldBeGreaterThan(0);
        using var health = await second.Client().GetAsync("/health", Token);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Logs.Lines.Where(line => line.Level >= LogLevel.Error && line.Id != 6002).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_does_not_keep_the_server_from_starting_and_is_told()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("history.db"), new string('x', 5000), Token);

        await using var server = await TestProxima.StartAsync(options: serve => serve with { DataFolder = folder.Path });

        server.Services.GetRequiredService<IDatabaseIncidents>().All.ShouldHaveSingleItem().Database.ShouldBe(folder.Of("history.db"));
        Directory.GetFiles(folder.Path, "history.db.corrupt-*").ShouldNotBeEmpty();
    }
}
