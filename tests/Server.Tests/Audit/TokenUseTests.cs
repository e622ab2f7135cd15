using Proxima.Server.Platform.Audit;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class TokenUseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_uses_of_an_hour_are_two_entries()
    {
        await using var bench = await AuditBench.CreateAsync();
        await bench.Uses.StartAsync(Token);

        for (var use = 0; use < 1000; use++)
        {
            bench.Uses.Used("anna", "k3x9", "read", "192.0.2.7");
        }

        await Eventually.IsTrueAsync(async () => (await FindAsync(bench)).Count == 1, "the first use is written at once");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.IsTrueAsync(async () => (await FindAsync(bench)).Count == 2, "the count is written when the hour is over");

        var (count, first) = ((await FindAsync(bench))[0], (await FindAsync(bench))[1]);
        (first.Principal, first.Token, first.Target, first.Address, first.After).ShouldBe(("anna", "k3x9", "read", "192.0.2.7", null));
        count.After.ShouldNotBeNull().ShouldStartWith("1000 uses");
        await bench.Uses.StopAsync(Token);
    }

    [Fact]
    public async Task Each_scope_and_each_address_counts_by_itself_and_the_end_of_the_program_loses_nothing()
    {
        await using var bench = await AuditBench.CreateAsync();

        bench.Uses.Used("anna", "k3x9", "read", "192.0.2.7");
        bench.Uses.Used("anna", "k3x9", "read", "192.0.2.8");
        bench.Uses.Used("anna", "k3x9", "jobs.manage", "192.0.2.7");
        bench.Uses.Used("anna", "k3x9", "jobs.manage", "192.0.2.7");
        await bench.Uses.StopAsync(Token);

        var found = await FindAsync(bench);
        found.Count.ShouldBe(4);
        found[0].After.ShouldNotBeNull().ShouldStartWith("2 uses");
    }

    [Fact]
    public async Task A_flood_of_addresses_takes_bounded_memory_and_is_said()
    {
        await using var bench = await AuditBench.CreateAsync();

        for (var use = 0; use < TokenUses.MostKeys + 5000; use++)
        {
            bench.Uses.Used("anna", "k3x9", "read", $"2001:db8::{use:x}");
        }

        bench.Uses.Uncounted.ShouldBeGreaterThanOrEqualTo(5000);
        (await bench.Records.SummaryAsync(Token)).UncountedUses.ShouldBe(bench.Uses.Uncounted);
    }

    private static async Task<IReadOnlyList<AuditRecord>> FindAsync(AuditBench bench)
        => (await bench.Records.SearchAsync(new AuditFilter { Action = "token.use" }, null, 100, Token)).Items;
}
