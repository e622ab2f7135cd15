using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Tests.Audit;

/// <summary>An older copy put back is whole in itself: only what was written down outside tells.</summary>
public sealed class RollbackTests
{
    private readonly KeptAnchors _journal = new("journal");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_file_put_back_whole_is_found_by_the_anchors_and_by_nothing_else()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        var copy = await BackupAsync(bench);
        await bench.AppendAsync(4);
        await bench.Anchorage.AnchorAsync(Token);
        await RestoreAsync(bench, copy);

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue("the copy is genuine in itself");
        var flaw = (await bench.VerifyAsync([.. _journal.Anchors])).Flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.From, flaw.To).ShouldBe((AuditFlawKind.RolledBack, 6, 9));
    }

    [Fact]
    public async Task A_database_put_back_and_grown_again_does_not_fit_its_anchors()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        var copy = await BackupAsync(bench);
        await bench.AppendAsync(2);
        await bench.Anchorage.AnchorAsync(Token);
        await RestoreAsync(bench, copy);
        await bench.AppendAsync(10);

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue();
        var flaw = (await bench.VerifyAsync([.. _journal.Anchors])).Flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.From).ShouldBe((AuditFlawKind.RolledBack, 7));
    }

    [Fact]
    public async Task A_tail_cut_off_together_with_its_record_is_found_by_the_anchors()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        await bench.SqlAsync("CREATE TABLE stolen AS SELECT * FROM audit_head");
        await bench.AppendAsync(3);
        await bench.Anchorage.AnchorAsync(Token);
        await bench.SqlAsync("DELETE FROM audit WHERE sequence > 5; DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM stolen; "
            + "DELETE FROM audit_anchors");

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue();
        (await bench.VerifyAsync([.. _journal.Anchors])).Flaws.ShouldHaveSingleItem().Kind.ShouldBe(AuditFlawKind.RolledBack);
    }

    [Fact]
    public async Task An_empty_database_does_not_fit_the_anchors_of_a_full_one()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        await bench.SqlAsync("DELETE FROM audit; DELETE FROM audit_head; DELETE FROM audit_anchors");

        (await bench.VerifyAsync()).IsWhole.ShouldBeTrue();
        var flaw = (await bench.VerifyAsync([.. _journal.Anchors])).Flaws.ShouldHaveSingleItem();
        (flaw.Kind, flaw.From, flaw.To).ShouldBe((AuditFlawKind.RolledBack, 1, 5));
    }

    [Fact]
    public async Task Anchors_that_somebody_made_up_are_counted_and_accuse_nobody()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        var genuine = _journal.Anchors[0];

        var report = await bench.VerifyAsync(
            genuine,
            genuine with { Sequence = 900 },
            genuine with { Mac = new byte[32] },
            genuine with { Instance = "ffffffff" });

        report.IsWhole.ShouldBeTrue();
        (report.Anchoring.Checked, report.Anchoring.Forged, report.Anchoring.Foreign).ShouldBe((1, 2, 1));
    }

    [Fact]
    public async Task An_anchor_under_a_key_this_database_never_had_is_told()
    {
        await using var bench = await AnchoredAsync(entries: 5);

        var report = await bench.VerifyAsync(_journal.Anchors[0] with { KeyId = "ffffffffffffffff", Sequence = 8 });

        report.Flaws.ShouldHaveSingleItem().Text.ShouldContain("a key this database does not know");
    }

    [Fact]
    public async Task Anchors_of_entries_that_retention_took_are_compared_where_they_can_be()
    {
        await using var bench = await AnchoredAsync(entries: 5);
        bench.Clock.Advance(TimeSpan.FromDays(500));
        await bench.AppendAsync(1);
        await bench.Retention().SweepAsync(bench.Clock.GetUtcNow(), Token);

        (await bench.VerifyAsync([.. _journal.Anchors])).Flaws.ShouldBeEmpty();
    }

    private async Task<AuditBench> AnchoredAsync(int entries)
    {
        var bench = await AuditBench.CreateAsync(entries: entries);
        bench.Carriers.Add(_journal);
        bench.Restart();
        await bench.Anchorage.AnchorAsync(Token);
        return bench;
    }

    private static async Task<string> BackupAsync(AuditBench bench)
    {
        var copy = Path.Combine(bench.Database.Folder, "copy.db");
        await bench.Database.Managed.All[0].GiveBackAsync(Token);
        File.Copy(bench.Database.State.Description, copy);
        return copy;
    }

    private static async Task RestoreAsync(AuditBench bench, string copy)
    {
        var file = bench.Database.State.Description;
        await bench.Database.Managed.DisposeAsync();
        foreach (var name in new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists))
        {
            File.Delete(name);
        }

        File.Copy(copy, file);
        await bench.Database.ReopenAsync();
        bench.Restart();
    }
}
