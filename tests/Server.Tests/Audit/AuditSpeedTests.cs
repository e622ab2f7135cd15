using System.Diagnostics;
using Proxima.Server.Features.Audit;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Tests.Audit;

/// <summary>What grows with the square of the log is found here; what a long log costs is measured by ./dev bench access.</summary>
public sealed class AuditSpeedTests
{
    private const int Entries = 20_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_log_is_checked_searched_and_exported_in_time_that_grows_with_it()
    {
        await using var bench = await AuditBench.CreateAsync(Engine.Sqlite);
        await FillAsync(bench);

        var watch = Stopwatch.StartNew();
        var report = await bench.VerifyAsync();
        var found = await bench.Records.SearchAsync(new AuditFilter { Text = "nothing has this" }, null, 100, Token);
        var exporter = new AuditExport(bench.Records, new Microsoft.Extensions.Logging.Logger<AuditExport>(bench.Logs));
        using var file = new MemoryStream();
        await exporter.WriteAsync(exporter.Find("csv").ShouldNotBeNull(), new AuditFilter(), file, Token);

        (report.Entries, report.IsWhole, found.Items.Count).ShouldBe((Entries, true, 0));
        file.ToArray().Count(letter => letter == (byte)'\n').ShouldBe(Entries + 1);
        watch.Elapsed.ShouldBeLessThan(Limit);
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
