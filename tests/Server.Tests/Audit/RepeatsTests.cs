using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Tests.Access;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class RepeatsTests
{
    private static readonly AuditEntry Refused = AuditBench.Entry("request.refuse") with
    {
        Target = "GET /api/users", Outcome = AuditOutcome.Refused, Error = "scope access.manage is missing",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_refusals_of_one_kind_are_the_first_and_a_count_a_minute()
    {
        await using var bench = await AuditBench.CreateAsync();
        await bench.Repeats.StartAsync(Token);

        for (var minute = 1; minute <= 2; minute++)
        {
            for (var again = 0; again < 500; again++)
            {
                await bench.Repeats.AppendAsync(Refused, Token);
            }

            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            var rows = 1 + minute;
            await Eventually.IsTrueAsync(async () => (await FindAsync(bench)).Count == rows, $"{rows} entries after {minute} minutes");
        }

        var found = await FindAsync(bench);
        found[^1].ShouldBe(found[^1] with { After = null, Target = Refused.Target, Outcome = "refused", Error = Refused.Error });
        found.Select(entry => entry.After).ShouldBe(["500 more in a minute", "499 more in a minute", null]);
        found.ShouldAllBe(entry => entry.Target == Refused.Target && entry.Principal == "anna");

        // A quiet minute, and the next one is a first one again.
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await bench.Repeats.CloseAsync(all: false, Token);
        await bench.Repeats.AppendAsync(Refused, Token);
        (await FindAsync(bench)).Count.ShouldBe(4);
        await bench.Repeats.StopAsync(Token);
    }

    [Fact]
    public async Task What_differs_is_written_by_itself_up_to_a_bound_and_counted_beyond()
    {
        await using var bench = await AuditBench.CreateAsync();
        for (var number = 0; number < Repeats.MostKinds + 50; number++)
        {
            await bench.Repeats.AppendAsync(Refused with { Target = $"GET /api/users/{number}" }, Token);
        }

        await bench.Repeats.AppendAsync(Refused with { Principal = "berta" }, Token);
        await bench.Repeats.StopAsync(Token);

        var found = await FindAsync(bench);
        found.Count(entry => entry.Principal == "berta").ShouldBe(1, "the flood of one hides nothing of another");
        // The first one beyond the bound is written too; then one count.
        found.Count.ShouldBe(Repeats.MostKinds + 3);
        found[0].Error.ShouldNotBeNull().ShouldStartWith("49 more in a minute");
    }

    [Fact]
    public async Task One_that_could_not_be_written_is_tried_again_and_told()
    {
        var audit = new RecordedAudit { IsBroken = true };
        using var repeats = new Repeats(audit, new ManualClock(), new Logger<Repeats>(new CapturedLogs()));
        await Should.ThrowAsync<IOException>(() => repeats.AppendAsync(Refused, Token));
        audit.IsBroken = false;
        await repeats.AppendAsync(Refused, Token);
        audit.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_script_in_a_loop_leaves_a_handful_of_entries_over_http()
    {
        await using var proxima = await TestProxima.StartAsync();
        using var viewer = await proxima.SignedInClient([Scopes.Read]);
        var records = proxima.Services.GetRequiredService<IAuditRecords>();
        var before = (await records.SearchAsync(new AuditFilter(), null, 500, Token)).Items.Count;
        for (var again = 0; again < 60; again++)
        {
            (await viewer.ReadAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await viewer.PostAsync("/api/users", "{}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await viewer.PostAsync("/api/tokens", "not json")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        var found = (await records.SearchAsync(new AuditFilter(), null, 500, Token)).Items;
        (found.Count - before).ShouldBe(3);
        found.Take(3).ShouldAllBe(entry => entry.Outcome == "refused" || entry.Outcome == "failed");
    }

    private static async Task<IReadOnlyList<AuditRecord>> FindAsync(AuditBench bench)
        => (await bench.Records.SearchAsync(new AuditFilter(), null, 500, Token)).Items;
}
