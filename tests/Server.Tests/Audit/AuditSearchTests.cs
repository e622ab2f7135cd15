using Proxima.Server.Features.Audit;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

/// <summary>What both engines find, and that it costs the same whatever is looked for.</summary>
public sealed class AuditSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task Both_engines_find_the_same(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine);
        await AddAsync(bench, AuditBench.Entry("session.create") with { Target = "Straße_1%", Error = "ÄÖ wrong PASSWORD" });
        await AddAsync(bench, AuditBench.Entry("session.end") with { Principal = "Bert", Token = "k3x9", Address = null });
        await AddAsync(bench, AuditBench.Entry("sessions.list") with { Outcome = AuditOutcome.Refused, Before = "x\\y" });

        await FindsAsync(bench, new AuditFilter(), 3, 2, 1);
        await FindsAsync(bench, new AuditFilter { Action = "session" }, 2, 1);
        await FindsAsync(bench, new AuditFilter { Action = "session.end" }, 2);
        await FindsAsync(bench, new AuditFilter { Principal = "bert" });
        await FindsAsync(bench, new AuditFilter { Principal = "Bert" }, 2);
        await FindsAsync(bench, new AuditFilter { Token = "k3x9" }, 2);
        await FindsAsync(bench, new AuditFilter { Address = "192.0.2.7" }, 3, 1);
        await FindsAsync(bench, new AuditFilter { Outcome = AuditOutcome.Refused }, 3);
        await FindsAsync(bench, new AuditFilter { Target = "STRASSE" });
        await FindsAsync(bench, new AuditFilter { Target = "_1%" }, 1);
        await FindsAsync(bench, new AuditFilter { Target = "straße" }, 1);
        await FindsAsync(bench, new AuditFilter { Text = "password" }, 1);
        await FindsAsync(bench, new AuditFilter { Text = "äö" });
        await FindsAsync(bench, new AuditFilter { Text = "ÄÖ" }, 1);
        await FindsAsync(bench, new AuditFilter { Text = "X\\Y" }, 3);
        await FindsAsync(bench, new AuditFilter { From = bench.Clock.GetUtcNow(), Text = "session" }, 3);
        await FindsAsync(bench, new AuditFilter { To = bench.Clock.GetUtcNow(), Principal = "anna" }, 1);
    }

    [Theory, EngineData]
    public async Task Pages_follow_one_another_without_a_gap_while_new_entries_come(Engine engine)
    {
        await using var bench = await AuditBench.CreateAsync(engine, entries: 25);
        var seen = new List<long>();
        long? before = null;
        do
        {
            var page = await bench.Records.SearchAsync(new AuditFilter { Principal = "anna" }, before, 10, Token);
            seen.AddRange(page.Items.Select(item => item.Sequence));
            before = page.Before;
            await bench.AppendAsync(1);
        }
        while (before is not null);

        seen.ShouldBe(Enumerable.Range(1, 25).Reverse().Select(number => (long)number));
    }

    [Fact]
    public async Task A_search_that_finds_nothing_looks_through_a_bounded_stretch_and_says_where_to_go_on()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        await ManyAsync(bench, AuditSearch.Stretch + 500);

        var first = await bench.Records.SearchAsync(new AuditFilter { Action = "thing.0" }, null, 100, Token);
        first.Items.ShouldBeEmpty();
        first.Before.ShouldNotBeNull();
        var second = await bench.Records.SearchAsync(new AuditFilter { Action = "thing.0" }, first.Before, 100, Token);
        second.Items.ShouldHaveSingleItem().Sequence.ShouldBe(1);
        second.Before.ShouldBeNull();
    }

    [Fact]
    public async Task An_export_of_a_long_log_takes_no_more_memory_than_a_short_one()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        await ManyAsync(bench, 150_000);
        var export = new AuditExport(bench.Records, new Microsoft.Extensions.Logging.Logger<AuditExport>(bench.Logs));
        using var sink = new CountingStream();
        await export.WriteAsync(export.Find("jsonl").ShouldNotBeNull(), new AuditFilter { Text = "nothing has this" }, sink, Token);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        sink.Peak = () => GC.GetTotalMemory(forceFullCollection: false) - before;

        await export.WriteAsync(export.Find("jsonl").ShouldNotBeNull(), new AuditFilter(), sink, Token);

        sink.Lines.ShouldBe(150_001);
        // The text alone is three times that; what lies about uncollected counts too.
        sink.MostMemory.ShouldBeLessThan(48 * 1024 * 1024);
    }

    private static Task AddAsync(AuditBench bench, AuditEntry entry)
    {
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        return bench.Audit.AppendAsync(entry, Token);
    }

    private static async Task FindsAsync(AuditBench bench, AuditFilter filter, params long[] sequences)
    {
        var found = await bench.Records.SearchAsync(filter, null, 100, Token);
        found.Items.Select(item => item.Sequence).ShouldBe(sequences, filter.ToString());
        var read = new List<long>();
        await foreach (var record in bench.Records.ReadAsync(filter, Token))
        {
            read.Add(record.Sequence);
        }

        read.ShouldBe(sequences.Reverse(), "the export finds the same");
    }

    /// <summary>Rows without a chain, straight into the table: nobody checks them here.</summary>
    private static Task ManyAsync(AuditBench bench, int count) => bench.SqlAsync($"""
        WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n <= {count})
        INSERT INTO audit (sequence, at, principal, action, target, outcome, mac)
        SELECT n, 1764000000000 + n, 'anna', 'many.' || n, 'a target of some letters, as they are in a log', 'done', zeroblob(32) FROM numbers
        """);

    private sealed class CountingStream : Stream
    {
        public Func<long>? Peak { get; set; }

        public long MostMemory { get; private set; }

        public long Lines { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Take(buffer.Span);
            return ValueTask.CompletedTask;
        }

        private void Take(ReadOnlySpan<byte> bytes)
        {
            Lines += bytes.Count((byte)'\n');
            MostMemory = Math.Max(MostMemory, Peak?.Invoke() ?? 0);
        }
    }
}
