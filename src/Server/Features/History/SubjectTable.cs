using System.Collections.Immutable;
using Proxima.Model;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>A subject's number and the numbers of its series. Immutable: a new series makes a new one.</summary>
internal sealed record SubjectEntry(long Number, ImmutableDictionary<string, int> Series)
{
    public int HighestSeries { get; } = Series.Count == 0 ? 0 : Series.Values.Max();
}

/// <summary>
/// Numbers of subjects and series, remembered after they are read or committed. What is not committed is never remembered:
/// a write that is rolled back must not leave a number behind that names nothing.
/// </summary>
internal sealed class SubjectTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SubjectId, SubjectEntry> _known = [];
    private long _generation;

    /// <summary>The entry as committed; null when nothing was ever written about the subject.</summary>
    public async Task<SubjectEntry?> FindAsync(SqlScope sql, SubjectId subject, CancellationToken cancellationToken)
    {
        long generation;
        lock (_lock)
        {
            if (_known.TryGetValue(subject, out var known))
                return known;
            generation = _generation;
        }

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
        return new SubjectEntry(number.Value, series.ToImmutableDictionary(StringComparer.Ordinal));
    }
}
