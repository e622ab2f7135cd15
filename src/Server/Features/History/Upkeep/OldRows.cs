using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>
/// Brings what the first version of history kept, one row a moment and span, into blocks: newest first, some rows in each transaction,
/// which also deletes them. Cut off at any time it goes on where it was; nothing is lost and nothing counted twice.
/// </summary>
internal sealed class OldRows(Databases databases, PartKeeper keeper, ILogger<OldRows> logger)
{
    private const int RowsAtOnce = 1000;
    private const int TimeBits = 43;
    private static readonly string[] Tables = ["history_points", "history_5m", "history_1h", "history_1d"];
    private bool _isDone;

    /// <summary>Whether there are rows left.</summary>
    public async Task<bool> ArePendingAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
            return false;
        foreach (var table in Tables)
        {
            if (await HighestAsync(table, cancellationToken) is not null)
                return true;
        }

        _isDone = true;
        return false;
    }

    /// <summary>Brings everything over; returns how many rows there were.</summary>
    public async Task<long> BringOverAsync(CancellationToken cancellationToken)
    {
        if (!await ArePendingAsync(cancellationToken))
            return 0;
        var rows = 0L;
        for (var level = Resolution.Points; level <= Resolution.Coarsest; level++)
        {
            int some;
            do
            {
                some = await SomeAsync(level, cancellationToken);
                rows += some;
            }
            while (some > 0);
        }

        await databases.History.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM history_open").RunAsync(token), cancellationToken);
        _isDone = true;
        HistoryLog.BroughtOver(logger, rows);
        return rows;
    }

    private async Task<int> SomeAsync(int level, CancellationToken cancellationToken)
    {
        using var turn = await keeper.TurnAsync(cancellationToken);
        var table = Tables[level];
        List<(long Id, byte[] Data)> rows = [];
        var change = await keeper.PlanAsync(
            async (shelf, floors, planned, token) =>
            {
                rows = await shelf.Sql.Command($"SELECT id, data FROM {table} ORDER BY id DESC LIMIT @limit")
                    .Bind("@limit", (long)RowsAtOnce)
                    .ListAsync(static row => (row.GetInt64(0), row.Bytes(1)), token);
                // Keys are (subject number << 43) | time: rows of one subject lie together.
                rows = rows.TakeWhile(row => row.Id >> TimeBits == rows[0].Id >> TimeBits).Reverse().ToList();
                if (rows.Count > 0)
                    planned.Add(await PlanAsync(level, rows, new SubjectEdit(rows[0].Id >> TimeBits, shelf, floors), floors, token));
            },
            cancellationToken);
        if (rows.Count == 0)
            return 0;
        await keeper.CommitAsync(
            change,
            (sql, token) => sql.Command($"DELETE FROM {table} WHERE id >= @first AND id <= @last")
                .Bind("@first", rows[0].Id)
                .Bind("@last", rows[^1].Id)
                .RunAsync(token),
            cancellationToken);
        return rows.Count;
    }

    private async Task<PartChange> PlanAsync(
        int level, List<(long Id, byte[] Data)> rows, SubjectEdit edit, Floors floors, CancellationToken cancellationToken)
    {
        if (level == Resolution.Points)
        {
            await edit.AddAsync(PointsOf(rows), Resolution.EndOfTime, cancellationToken, storedStays: true);
        }
        else
        {
            // The five minutes of samples that are kept were made anew from those.
            var sums = SumsOf(rows);
            await edit.TakeOverAsync(level, level == 1 ? sums.Slice(0, floors.Points) : sums, cancellationToken);
        }

        return edit.Finish();
    }

    private PointColumns PointsOf(List<(long Id, byte[] Data)> rows)
    {
        var points = new List<(long At, int Series, double Value)>();
        foreach (var (id, data) in rows)
        {
            Read(id, () =>
            {
                var packed = PackedPoint.Read(data);
                while (packed.Next(out var series, out var value))
                    points.Add((TimeOf(id), series, value));
            });
        }

        var times = points.Select(static one => one.At).Distinct().ToArray();
        var series = points.Select(static one => one.Series).Distinct().Order().ToArray();
        var values = series.Select(_ => Enumerable.Repeat(Blocks.Block.Gap, times.Length).ToArray()).ToArray();
        foreach (var (at, number, value) in points)
            values[Array.BinarySearch(series, number)][Array.BinarySearch(times, at)] = value;
        return new PointColumns(times, series, values);
    }

    private SummaryColumns SumsOf(List<(long Id, byte[] Data)> rows)
    {
        var sums = new List<(long At, int Series, Summary Value)>();
        foreach (var (id, data) in rows)
        {
            Read(id, () =>
            {
                var packed = PackedSummary.Read(data);
                while (packed.Next(out var series, out var summary))
                    sums.Add((TimeOf(id), series, summary));
            });
        }

        var times = sums.Select(static one => one.At).Distinct().ToArray();
        var series = sums.Select(static one => one.Series).Distinct().Order().ToArray();
        var values = series.Select(_ => new Summary[times.Length]).ToArray();
        foreach (var (at, number, value) in sums)
            values[Array.BinarySearch(series, number)][Array.BinarySearch(times, at)] = value;
        return new SummaryColumns(times, series, values);
    }

    /// <summary>A row that cannot be read is left out, as it was in every answer before.</summary>
    private void Read(long id, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException exception)
        {
            HistoryLog.OldRowUnreadable(logger, id >> TimeBits, DateTimeOffset.FromUnixTimeMilliseconds(TimeOf(id)), exception.Message);
        }
    }

    private static long TimeOf(long id) => id & (Resolution.EndOfTime - 1);

    private Task<long?> HighestAsync(string table, CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            (connection, token) => connection.Command($"SELECT MAX(id) FROM {table}").NumberAsync(token), cancellationToken);
}
