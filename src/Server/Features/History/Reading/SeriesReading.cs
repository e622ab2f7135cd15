using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Reading;

/// <summary>Answers queries: one snapshot of the database and of the samples in memory, taken at the same moment.</summary>
internal sealed class SeriesReading(Databases databases, SubjectTable subjects, HeadTable heads, PartKeeper keeper)
{
    public const int MostPoints = 5000;
    public const int MostSeries = 2000;

    public Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = CheckedTimes(query);
        return databases.History.ReadAsync<IReadOnlyList<HistorySeries>>(
            (connection, token) => QueryAsync(SqlScope.Of(connection), query, from, to, token), cancellationToken);
    }

    private async Task<IReadOnlyList<HistorySeries>> QueryAsync(
        SqlScope sql, HistoryQuery query, long from, long to, CancellationToken cancellationToken)
    {
        var shelf = new PartShelf(sql);
        var subject = subjects.Known(query.Subject);
        GridSink sink;
        Floors floors;
        PointColumns head;
        using (await heads.MomentAsync(cancellationToken))
        {
            // The first statement fixes the snapshot.
            floors = await Floors.ReadAsync(sql, cancellationToken);
            subject ??= await subjects.FindAsync(sql, query.Subject, cancellationToken);
            sink = new GridSink(GridFor(query, from, to, floors), query.Series.Select(name => NumberOf(subject, name)).ToArray());
            // Older than everything that is kept: closing will leave it out.
            var start = Math.Max(sink.Grid.From, floors.Days);
            head = subject is null || start >= sink.Grid.To
                ? PointColumns.Empty
                : heads.Copy(subject.Number, start, sink.Grid.To, sink.Wanted);
        }

        IReadOnlyList<HistoryHole> holes = [];
        if (subject is not null && sink.Wanted.Length > 0)
        {
            var damaged = new List<Hole>();
            var walk = new PartWalk(shelf, subject.Number, sink.Wanted, head, floors)
            {
                WithLast = query.WithLast,
                WithBand = query.WithBand,
                TakePoints = sink.Add,
                TakeSums = (sums, _) => sink.Add(sums),
                Complain = (part, reason) =>
                {
                    keeper.Report(part, reason);
                    damaged.Add(new Hole(part.From, part.To, reason));
                },
            };
            await walk.RunAsync(Resolution.CoarsestFor(sink.Grid.Width), sink.Grid.From, sink.Grid.To, cancellationToken);
            damaged.AddRange(await DamagedAsync(sql, subject.Number, sink.Grid, cancellationToken));
            holes = damaged.Where(hole => sink.IsEmpty(Math.Max(hole.From, sink.Grid.From), Math.Min(hole.To, sink.Grid.To)))
                .DistinctBy(static hole => (hole.From, hole.To))
                .OrderBy(static hole => hole.From)
                .Select(static hole => new HistoryHole(Time(hole.From), Time(hole.To), hole.Reason))
                .ToArray();
        }

        return Answer(query.Series, sink, holes);
    }

    private static Task<List<Hole>> DamagedAsync(SqlScope sql, long subject, BucketGrid grid, CancellationToken cancellationToken)
        => sql.Command("""
            SELECT from_at, to_at, reason FROM history_damage
            WHERE subject_number = @subject AND from_at < @to AND to_at > @from ORDER BY from_at LIMIT 100
            """)
            .Bind("@subject", subject)
            .Bind("@from", grid.From)
            .Bind("@to", grid.To)
            .ListAsync(static row => new Hole(row.GetInt64(0), row.GetInt64(1), row.GetString(2)), cancellationToken);

    /// <summary>The grid of the query; where the finer levels are gone, in buckets that the remaining ones can fill.</summary>
    private static BucketGrid GridFor(HistoryQuery query, long from, long to, Floors floors)
    {
        var grid = BucketGrid.Over(from, to, query.MaxPoints, leastWidth: 1);
        var level = Math.Min(floors.FinestFor(grid.From), Resolution.Coarsest);
        return level <= Resolution.CoarsestFor(grid.Width)
            ? grid
            : BucketGrid.Over(from, to, query.MaxPoints, Resolution.SpanMilliseconds(level));
    }

    private static (long From, long To) CheckedTimes(HistoryQuery query)
    {
        var from = query.From.ToUnixTimeMilliseconds();
        var to = query.To.ToUnixTimeMilliseconds();
        if (from < 0 || to > Resolution.EndOfTime || from >= to)
            throw new ArgumentException(
                $"history: from {query.From:O} to {query.To:O} is no span of time between 1970 and 2248", nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.MaxPoints, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.MaxPoints, MostPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Series.Count, MostSeries);
        return (from, to);
    }

    private static int NumberOf(SubjectEntry? subject, string series) => subject?.Series.GetValueOrDefault(series) ?? 0;

    private static HistorySeries[] Answer(IReadOnlyList<string> names, GridSink sink, IReadOnlyList<HistoryHole> holes)
        => names.Select((name, column) => new HistorySeries(
            name,
            Series.All.TryGetValue(Series.Split(name).Name, out var info) ? info.Unit : Unit.Count,
            sink.Grid.Width / 1000.0,
            sink.Buckets(column)) { Holes = holes }).ToArray();

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Hole(long From, long To, string Reason);
}
