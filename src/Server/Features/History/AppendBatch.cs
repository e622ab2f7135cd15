using Proxima.Model;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>A checked point, ready to be written: the last of two values of one series stays.</summary>
internal sealed record CheckedPoint(SubjectId Subject, long At, IReadOnlyDictionary<string, double> Values);

/// <summary>
/// Writes points inside one transaction. The spans of every roll-up above a point are marked open with it, so a roll-up
/// can be late but never silently wrong, whatever is killed when.
/// </summary>
internal sealed class AppendBatch(SqlScope sql, SubjectTable subjects, Floors floors)
{
    private readonly Dictionary<SubjectId, SubjectEntry> _learned = [];
    private readonly HashSet<(int Level, long At, long Subject)> _opened = [];

    /// <summary>Subjects and series met or made; to be remembered once the transaction is committed.</summary>
    public IReadOnlyDictionary<SubjectId, SubjectEntry> Learned => _learned;

    public async Task AddAsync(CheckedPoint point, CancellationToken cancellationToken)
    {
        var level = floors.FinestFor(point.At);
        // Older than everything that is kept: retention would take it at once.
        if (level > Resolution.Coarsest)
            return;

        var subject = await NumberedAsync(point, cancellationToken);
        var values = new SortedDictionary<int, double>();
        foreach (var (series, value) in point.Values)
            values[subject.Series[series]] = value;
        if (level == Resolution.Points)
            await PutPointAsync(subject.Number, point.At, values, cancellationToken);
        else
            await MergeIntoRollupAsync(level, subject.Number, point.At, values, cancellationToken);
        await OpenAboveAsync(level, subject.Number, point.At, cancellationToken);
    }

    private async Task PutPointAsync(long subject, long at, SortedDictionary<int, double> values, CancellationToken cancellationToken)
    {
        var key = Resolution.Key(subject, at);
        var inserted = await sql.Command("INSERT INTO history_points (id, data) VALUES (@id, @data) ON CONFLICT (id) DO NOTHING")
            .Bind("@id", key)
            .Bind("@data", PackedPoint.Write(values))
            .RunAsync(cancellationToken);
        if (inserted > 0)
            return;

        var stored = await sql.Command("SELECT data FROM history_points WHERE id = @id")
            .Bind("@id", key)
            .FirstAsync(static row => row.Bytes(0), cancellationToken);
        await sql.Command("UPDATE history_points SET data = @data WHERE id = @id")
            .Bind("@id", key)
            .Bind("@data", PackedPoint.Write(Over(stored, values)))
            .RunAsync(cancellationToken);
    }

    /// <summary>
    /// The points around this one are gone, so it is added to the roll-up that stands for them. Whether it was counted before
    /// cannot be told any more; the fleet's door has dropped duplicates.
    /// </summary>
    private async Task MergeIntoRollupAsync(
        int level, long subject, long at, SortedDictionary<int, double> values, CancellationToken cancellationToken)
    {
        var key = Resolution.Key(subject, Resolution.AlignDown(at, Resolution.SpanMilliseconds(level)));
        var table = Resolution.Table(level);
        var stored = await sql.Command($"SELECT data FROM {table} WHERE id = @id")
            .Bind("@id", key)
            .FirstAsync(static row => row.Bytes(0), cancellationToken);
        var merged = new SortedDictionary<int, Summary>();
        if (stored is not null)
        {
            var packed = PackedSummary.Read(stored);
            while (packed.Next(out var series, out var summary))
                merged[series] = summary;
        }

        foreach (var (series, value) in values)
            merged[series] = merged.GetValueOrDefault(series).Merge(Summary.Of(value));
        await sql.Command($"INSERT INTO {table} (id, data) VALUES (@id, @data) ON CONFLICT (id) DO UPDATE SET data = excluded.data")
            .Bind("@id", key)
            .Bind("@data", PackedSummary.Write(merged))
            .RunAsync(cancellationToken);
    }

    private async Task OpenAboveAsync(int level, long subject, long at, CancellationToken cancellationToken)
    {
        for (var above = level + 1; above <= Resolution.Coarsest; above++)
        {
            var start = Resolution.AlignDown(at, Resolution.SpanMilliseconds(above));
            if (!_opened.Add((above, start, subject)))
                continue;
            await sql.Command("""
                INSERT INTO history_open (level, at, subject_number) VALUES (@level, @at, @subject)
                ON CONFLICT (level, at, subject_number) DO NOTHING
                """)
                .Bind("@level", above)
                .Bind("@at", start)
                .Bind("@subject", subject)
                .RunAsync(cancellationToken);
        }
    }

    private async Task<SubjectEntry> NumberedAsync(CheckedPoint point, CancellationToken cancellationToken)
    {
        if (!_learned.TryGetValue(point.Subject, out var entry))
        {
            entry = await subjects.FindAsync(sql, point.Subject, cancellationToken)
                ?? await NewSubjectAsync(point.Subject, cancellationToken);
        }

        var series = entry.Series;
        var number = entry.HighestSeries;
        foreach (var name in point.Values.Keys.Where(name => !entry.Series.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            number++;
            await sql.Command(
                "INSERT INTO history_series (subject_number, number, series, seen_at) VALUES (@subject, @number, @series, @at)")
                .Bind("@subject", entry.Number)
                .Bind("@number", number)
                .Bind("@series", name)
                .Bind("@at", point.At)
                .RunAsync(cancellationToken);
            series = series.Add(name, number);
        }

        if (number != entry.HighestSeries)
            entry = new SubjectEntry(entry.Number, series);
        _learned[point.Subject] = entry;
        return entry;
    }

    private async Task<SubjectEntry> NewSubjectAsync(SubjectId subject, CancellationToken cancellationToken)
    {
        var number = 1 + (await sql.Command("SELECT MAX(number) FROM history_subjects").NumberAsync(cancellationToken) ?? 0);
        if (number >= Resolution.MostSubjects)
            throw new InvalidOperationException($"history: there is room for {Resolution.MostSubjects} subjects, no more");
        await sql.Command("INSERT INTO history_subjects (number, subject) VALUES (@number, @subject)")
            .Bind("@number", number)
            .Bind("@subject", subject.ToString())
            .RunAsync(cancellationToken);
        return new SubjectEntry(number, System.Collections.Immutable.ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));
    }

    private static SortedDictionary<int, double> Over(byte[]? stored, SortedDictionary<int, double> newer)
    {
        var merged = new SortedDictionary<int, double>();
        var packed = PackedPoint.Read(stored);
        while (packed.Next(out var series, out var value))
            merged[series] = value;
        foreach (var (series, value) in newer)
            merged[series] = value;
        return merged;
    }
}
