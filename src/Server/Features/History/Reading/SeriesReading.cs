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

    public async Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        using var answer = await GridAsync(query, cancellationToken);
        return Told(answer);
    }

    /// <summary>The same as it was gathered.</summary>
    public Task<GridAnswer> GridAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = CheckedTimes(query);
        return databases.History.ReadAsync(
            (connection, token) => GridAsync(SqlScope.Of(connection), query, from, to, token), cancellationToken);
    }

    private async Task<GridAnswer> GridAsync(SqlScope sql, HistoryQuery query, long from, long to, CancellationToken cancellationToken)
    {
        var subject = subjects.Known(query.Subject);
        GridSink sink;
        Floors floors;
        PointColumns head;
        using (await heads.MomentAsync(cancellationToken))
        {
            // The first statement fixes the snapshot.
            floors = await Floors.ReadAsync(sql, cancellationToken);
            subject ??= await subjects.FindAsync(sql, query.Subject, cancellationToken);
            sink = SinkFor(query, GridFor(query, from, to, floors), subject);
            head = HeadOf(subject, sink, floors);
        }

        if (subject is null || sink.Wanted.Length == 0)
            return new GridAnswer(query.Series, sink, []);
        var damaged = new List<Hole>();
        var walk = new PartWalk(new PartShelf(sql), subject.Number, sink.Wanted, head, floors)
        {
            WithLast = query.WithLast,
            WithBand = query.WithBand,
            Straight = sink,
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
        return new GridAnswer(query.Series, sink, Holes(damaged, sink));
    }

    private static GridSink SinkFor(HistoryQuery query, BucketGrid grid, SubjectEntry? subject)
        => new(grid, query.Series.Select(name => NumberOf(subject, name)).ToArray(), query.WithBand, query.WithLast);

    /// <summary>What is in memory; without what is older than everything that is kept: closing will leave it out.</summary>
    private PointColumns HeadOf(SubjectEntry? subject, GridSink sink, Floors floors)
    {
        var start = Math.Max(sink.Grid.From, floors.Days);
        return subject is null || start >= sink.Grid.To
            ? PointColumns.Empty
            : heads.Copy(subject.Number, start, sink.Grid.To, sink.Wanted);
    }

    private static HistoryHole[] Holes(List<Hole> damaged, GridSink sink)
        => damaged.Where(hole => sink.IsEmpty(Math.Max(hole.From, sink.Grid.From), Math.Min(hole.To, sink.Grid.To)))
            .DistinctBy(static hole => (hole.From, hole.To))
            .OrderBy(static hole => hole.From)
            .Select(static hole => new HistoryHole(Time(hole.From), Time(hole.To), hole.Reason))
            .ToArray();

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

    private static HistorySeries[] Told(GridAnswer answer)
        => answer.Names.Select((name, column) => new HistorySeries(
            name, UnitOf(name), answer.Sink.Grid.Width / 1000.0, answer.Sink.Buckets(column)) { Holes = answer.Holes }).ToArray();

    /// <summary>The unit of a series; a plain count of one nobody knows any more.</summary>
    public static Unit UnitOf(string name)
        => Series.All.TryGetValue(Series.Split(name).Name, out var info) ? info.Unit : Unit.Count;

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Hole(long From, long To, string Reason);
}
