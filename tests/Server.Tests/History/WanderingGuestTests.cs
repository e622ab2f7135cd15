using System.Globalization;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

/// <summary>History is of the guest and never of the host it ran on: 200 guests that move every hour for a month.</summary>
public sealed class WanderingGuestTests
{
    private const int Guests = 200;
    private const int Nodes = 7;
    private const int Hours = 30 * 24;
    private const string Moved = "migrated";

    [Fact]
    public async Task A_guest_that_moved_every_hour_has_one_series_and_goes_without_a_trace()
    {
        await using var history = await HistoryRig.StartAsync();
        var start = history.Clock.GetUtcNow();
        for (var hour = 0; hour < Hours; hour++)
        {
            var points = Enumerable.Range(0, Guests).Select(guest => HistoryRig.PointOf(
                Guest(guest), start.AddHours(hour), (Series.CpuBusy, guest + (hour % 10)), (Series.MemoryUsed, 1000 * guest)));
            await history.Store.AppendAsync(points.ToArray(), CancellationToken.None);
            // Where it runs from now on: told on the charts of the one that will be asked for, and of the one that will go.
            foreach (var guest in new[] { 0, 1 })
            {
                await history.Store.NoteAsync(
                    new HistoryNote(Guest(guest), start.AddHours(hour), null, Moved, NodeOf(guest, hour), "test"), CancellationToken.None);
            }

            history.Clock.Advance(TimeSpan.FromHours(1));
            if (hour % 6 == 5)
                await history.CloseAsync();
        }

        await OneSeriesAsync(history, start);
        await GoneAsync(history, start);
    }

    private static async Task OneSeriesAsync(HistoryRig history, DateTimeOffset start)
    {
        (await history.Store.SeriesAsync(Guest(0), CancellationToken.None)).ShouldBe([Series.CpuBusy, Series.MemoryUsed], ignoreOrder: true);
        var month = await history.QueryAsync(Guest(0), Series.CpuBusy, start, start.AddHours(Hours), Hours);
        month.BucketSeconds.ShouldBe(3600);
        month.Buckets.Select(static bucket => bucket.Average).ShouldBe(Enumerable.Range(0, Hours).Select(static hour => (double)(hour % 10)));
        month.Holes.ShouldBeEmpty();
        var notes = await history.Notes.ListAsync(Guest(0), start, start.AddHours(Hours), Hours + 1, CancellationToken.None);
        notes.Select(static note => note.Text).ShouldBe(Enumerable.Range(0, Hours).Select(static hour => NodeOf(0, hour)));
    }

    private static async Task GoneAsync(HistoryRig history, DateTimeOffset start)
    {
        (await history.Store.DeleteAsync(Guest(1), CancellationToken.None)).ShouldBeTrue();
        (await history.TotalAsync(subject: Guest(1))).ShouldBeNull();
        (await history.Store.SeriesAsync(Guest(1), CancellationToken.None)).ShouldBeEmpty();
        (await history.Notes.ListAsync(Guest(1), start, start.AddHours(Hours), 10, CancellationToken.None)).ShouldBeEmpty();
        (await history.RowsAsync("history_subjects")).ShouldBe(Guests - 1);
        (await history.NumberAsync("SELECT COUNT(DISTINCT subject_number) FROM history_parts")).ShouldBe(Guests - 1);
        // Its bytes too, and its neighbours in the same blocks are whole.
        (await history.NumberAsync("SELECT COUNT(*) FROM history_blocks WHERE parts < made")).ShouldBe(0);
        foreach (var guest in new[] { 0, 2, Guests - 1 })
            (await history.TotalAsync(subject: Guest(guest))).ShouldNotBeNull().Count.ShouldBe(Hours);
        (await history.Store.DeleteAsync(Guest(1), CancellationToken.None)).ShouldBeFalse();
    }

    private static SubjectId Guest(int number) => new(SubjectKind.Guest, number.ToString(CultureInfo.InvariantCulture));

    private static string NodeOf(int guest, int hour) => string.Create(CultureInfo.InvariantCulture, $"pve{(guest + hour) % Nodes}");
}
