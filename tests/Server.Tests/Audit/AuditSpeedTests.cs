using System.Diagnostics;
using Proxima.Server.Features.Audit;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Tests.Audit;

/// <summary>What a long log costs. The limits are wide: they catch what grows with the square, not a slow machine.</summary>
public sealed class AuditSpeedTests
{
    private const int Entries = 100_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_entries_are_checked_searched_and_exported_in_seconds()
    {
        await using var bench = await AuditBench.CreateAsync(Engine.Sqlite);
        await FillAsync(bench);

        var check = Stopwatch.StartNew();
        var report = await bench.VerifyAsync();
        check.Stop();
        var search = Stopwatch.StartNew();
        var found = await bench.Records.SearchAsync(new AuditFilter { Text = "nothing has this" }, null, 100, Token);
        search.Stop();
        var export = Stopwatch.StartNew();
        var exporter = new AuditExport(bench.Records, new Microsoft.Extensions.Logging.Logger<AuditExport>(bench.Logs));
        await exporter.WriteAsync(exporter.Find("csv").ShouldNotBeNull(), new AuditFilter(), Stream.Null, Token);
        export.Stop();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Entries} entries: check {check.ElapsedMilliseconds} ms, search without a hit {search.ElapsedMilliseconds} ms, export {export.ElapsedMilliseconds} ms");
        (report.Entries, report.IsWhole, found.Items.Count).ShouldBe((Entries, true, 0));
        check.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        search.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        export.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    /// <summary>A genuine chain, in one transaction.</summary>
    private static async Task FillAsync(AuditBench bench)
    {
        var keys = await bench.Audit.KeysAsync(Token);
        await bench.Database.State.WriteAsync(
            async (transaction, token) =>
            {
                var previous = AuditChain.Start;
                for (var sequence = 1L; sequence <= Entries; sequence++)
                {
                    var row = new AuditRow(sequence, DateTimeOffset.FromUnixTimeMilliseconds(1764000000000 + sequence), AuditBench.Entry("thing.do"));
                    previous = keys.Newest.Chain.Mac(previous, row);
                    await AuditTable.AddAsync(transaction, row, previous, keys.Newest.Chain.HeadMac(sequence, previous), token);
                }

                return 0;
            },
            Token);
    }
}
