using Proxima.Model;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// Numbers of subjects and series, remembered after they are read or committed. What is not committed is never remembered:
/// a write that is rolled back must not leave a number behind that names nothing.
/// </summary>
internal sealed class SubjectTable(Databases databases)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SubjectId, SubjectEntry> _known = [];
    private long _generation;

    /// <summary>Rises when names are removed: numbers found before may name nothing any more.</summary>
    public long Generation
    {
        get
        {
            lock (_lock)
                return _generation;
        }
    }

    /// <summary>The entry if it is in memory.</summary>
    public SubjectEntry? Known(SubjectId subject)
    {
        lock (_lock)
            return _known.GetValueOrDefault(subject);
    }

    /// <summary>The entry as committed; null when nothing was ever written about the subject.</summary>
    public async Task<SubjectEntry?> FindAsync(SqlScope sql, SubjectId subject, CancellationToken cancellationToken)
    {
        if (Known(subject) is { } known)
            return known;
        var generation = Generation;
        var entry = await ReadAsync(sql, subject, cancellationToken);
        if (entry is null)
            return null;
        lock (_lock)
        {
            // Rows read before names were removed may still list them; such an entry is used once and not kept.
            if (_generation == generation)
                _known.TryAdd(subject, entry);
        }

        return entry;
    }

    /// <summary>Names of the series a subject has, sorted.</summary>
    public async Task<IReadOnlyList<string>> SeriesAsync(SubjectId subject, CancellationToken cancellationToken)
    {
        var entry = Known(subject) ?? await databases.History.ReadAsync(
            (connection, token) => FindAsync(SqlScope.Of(connection), subject, token), cancellationToken);
        return entry is null ? [] : entry.Names;
    }

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
                    .Bind("@limit", (long)limit)
                    .ListAsync(row => row.GetString(0)[prefix.Length..], token);
            },
            cancellationToken);

    /// <summary>
    /// Subject and series by name, numbered if they are new; in the transaction of the caller, who remembers them once committed.
    /// </summary>
    public async Task<SubjectEntry> NumberAsync(
        SqlScope sql, SubjectId subject, IEnumerable<string> names, long at, CancellationToken cancellationToken)
    {
        var entry = await ReadAsync(sql, subject, cancellationToken) ?? await AddAsync(sql, subject, cancellationToken);
        var fresh = names.Where(name => !entry.Series.ContainsKey(name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (fresh.Length == 0)
            return entry;
        var series = new Dictionary<string, int>(entry.Series, StringComparer.Ordinal);
        var number = await HighestAsync(sql, entry, cancellationToken);
        foreach (var name in fresh)
        {
            number++;
            await sql.Command(
                "INSERT INTO history_series (subject_number, number, series, seen_at) VALUES (@subject, @number, @series, @at)")
                .Bind("@subject", entry.Number)
                .Bind("@number", (long)number)
                .Bind("@series", name)
                .Bind("@at", at)
                .RunAsync(cancellationToken);
            series.Add(name, number);
        }

        return new SubjectEntry(entry.Number, series);
    }

    /// <summary>Remembers what a committed write made.</summary>
    public void Learn(IReadOnlyDictionary<SubjectId, SubjectEntry> written)
    {
        lock (_lock)
        {
            foreach (var (subject, entry) in written)
                _known[subject] = entry;
        }
    }

    /// <summary>After names were removed: everything is read again.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _generation++;
            _known.Clear();
        }
    }

    /// <summary>The number of a series that was removed is not given again: its samples may still be in blocks.</summary>
    private static async Task<int> HighestAsync(SqlScope sql, SubjectEntry entry, CancellationToken cancellationToken)
        => Math.Max(entry.HighestSeries, (int)(await Marks.ReadAsync(sql, Marks.SeriesOf(entry.Number), cancellationToken) ?? 0));

    private static async Task<SubjectEntry> AddAsync(SqlScope sql, SubjectId subject, CancellationToken cancellationToken)
    {
        var number = 1 + (await Marks.ReadAsync(sql, Marks.Subject, cancellationToken) ?? 0);
        await Marks.WriteAsync(sql, Marks.Subject, number, cancellationToken);
        await sql.Command("INSERT INTO history_subjects (number, subject) VALUES (@number, @subject)")
            .Bind("@number", number)
            .Bind("@subject", subject.ToString())
            .RunAsync(cancellationToken);
        return new SubjectEntry(number, new Dictionary<string, int>(StringComparer.Ordinal));
    }

    private static async Task<SubjectEntry?> ReadAsync(SqlScope sql, SubjectId subject, CancellationToken cancellationToken)
    {
        var number = await sql.Command("SELECT number FROM history_subjects WHERE subject = @subject")
            .Bind("@subject", subject.ToString())
            .NumberAsync(cancellationToken);
        if (number is null)
            return null;

        var series = await sql.Command("SELECT series, number FROM history_series WHERE subject_number = @subject")
            .Bind("@subject", number.Value)
            .ListAsync(static row => KeyValuePair.Create(row.GetString(0), checked((int)row.GetInt64(1))), cancellationToken);
        return new SubjectEntry(number.Value, new Dictionary<string, int>(series, StringComparer.Ordinal));
    }
}
