using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// History in the database: points as they came and roll-ups of 5 minutes, 1 hour and 1 day. A query reads the coarsest level
/// that fills its buckets exactly.
/// </summary>
internal sealed class HistoryStore(Databases databases, SubjectTable subjects, HistoryWriter writer) : IHistory
{
    public const int MostPoints = 5000;
    public const int MostSeries = 2000;

    public Task AppendAsync(HistoryPoint point, CancellationToken cancellationToken)
    {
        var checkedPoint = PointCheck.Check(point);
        return checkedPoint.Values.Count == 0 ? Task.CompletedTask : writer.AppendAsync(checkedPoint, cancellationToken);
    }

    public Task<IReadOnlyList<HistorySeries>> QueryAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = CheckedTimes(query);
        return databases.History.ReadAsync<IReadOnlyList<HistorySeries>>(
            async (connection, token) =>
            {
                var sql = SqlScope.Of(connection);
                var grid = GridFor(query, from, to, await Floors.ReadAsync(sql, token));
                var subject = await subjects.FindAsync(sql, query.Subject, token);
                var buckets = new GridSink(grid, query.Series.Select(name => NumberOf(subject, name)).ToArray());
                var level = Resolution.CoarsestFor(grid.Width);
                if (subject is not null && buckets.IsWanted)
                    await LevelReader.ReadAsync(sql, level, subject.Number, (grid.From, grid.To), buckets, token);
                return Answer(query.Series, buckets);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken)
        => databases.History.ReadAsync<IReadOnlyList<string>>(
            async (connection, token) =>
            {
                var entry = await subjects.FindAsync(SqlScope.Of(connection), subject, token);
                return entry is null ? [] : entry.Series.Keys.Order(StringComparer.Ordinal).ToArray();
            },
            cancellationToken);

    /// <summary>Ids of the first subjects of a kind, in the order of their ids.</summary>
    public Task<IReadOnlyList<string>> SubjectsAsync(SubjectKind kind, int limit, CancellationToken cancellationToken)
        => databases.History.ReadAsync<IReadOnlyList<string>>(
            async (connection, token) =>
            {
                var prefix = SubjectId.KindText(kind) + ":";
                return await connection.Command("""
                    SELECT subject FROM history_subjects WHERE subject >= @from AND subject < @to ORDER BY subject LIMIT @limit
                    """)
                    .Bind("@from", prefix)
                    .Bind("@to", SubjectId.KindText(kind) + ";")
                    .Bind("@limit", limit)
                    .ListAsync(row => row.GetString(0)[prefix.Length..], token);
            },
            cancellationToken);

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

    private static HistorySeries[] Answer(IReadOnlyList<string> names, GridSink sink)
        => names.Select((name, column) => new HistorySeries(
            name,
            Series.All.TryGetValue(Series.Split(name).Name, out var info) ? info.Unit : Unit.Count,
            sink.Grid.Width / 1000.0,
            sink.Buckets(column))).ToArray();
}
