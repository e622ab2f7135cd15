using System.Data.Common;
using Proxima.Model;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>A note as it is kept.</summary>
internal sealed record StoredNote(
    long Id, string Subject, DateTimeOffset From, DateTimeOffset To, string Kind, string Text, string Author, DateTimeOffset WrittenAt);

/// <summary>What happened, for charts. Times are Unix milliseconds.</summary>
internal sealed class HistoryNotes(Databases databases, TimeProvider clock)
{
    public const int LongestText = 500;
    private const int LongestKind = 32;

    /// <summary>Why this cannot be kept; null when it can.</summary>
    public static string? ProblemOf(HistoryNote note)
    {
        if (note.Text.Length is 0 or > LongestText || note.Text.Contains('\0', StringComparison.Ordinal))
            return $"a note has 1 to {LongestText} characters, no NUL among them";
        if (note.Kind.Length is 0 or > LongestKind || !note.Kind.All(static c => char.IsAsciiLetterLower(c) || c == '-'))
            return "the kind of a note is a word in small letters";
        if (note.From < DateTimeOffset.UnixEpoch || (note.To ?? note.From).ToUnixTimeMilliseconds() >= Resolution.EndOfTime)
            return "a note lies between 1970 and 2248";
        return note.To < note.From ? "a note ends after it begins" : null;
    }

    public Task<long> AddAsync(HistoryNote note, CancellationToken cancellationToken)
    {
        if (ProblemOf(note) is { } problem)
            throw new ArgumentException($"history refuses a note: {problem}", nameof(note));
        return databases.History.WriteAsync(
            async (transaction, token) => await transaction.Command("""
                INSERT INTO history_notes (subject, from_at, to_at, kind, text, author, written_at)
                VALUES (@subject, @from, @to, @kind, @text, @author, @now) RETURNING id
                """)
                .Bind("@subject", note.Subject?.ToString() ?? "")
                .Bind("@from", note.From)
                .Bind("@to", note.To ?? note.From)
                .Bind("@kind", note.Kind)
                .Bind("@text", note.Text.ReplaceLineEndings(" "))
                .Bind("@author", note.Author)
                .Bind("@now", clock.GetUtcNow())
                .NumberAsync(token) ?? 0,
            cancellationToken);
    }

    /// <summary>Notes about a subject and about everything that reach into a stretch of time, oldest first.</summary>
    public Task<List<StoredNote>> ListAsync(
        SubjectId? subject, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            (connection, token) => connection.Command("""
                SELECT id, subject, from_at, to_at, kind, text, author, written_at FROM history_notes
                WHERE subject IN (@subject, '') AND from_at < @to AND to_at >= @from ORDER BY from_at, id LIMIT @limit
                """)
                .Bind("@subject", subject?.ToString() ?? "")
                .Bind("@from", from)
                .Bind("@to", to)
                .Bind("@limit", (long)limit)
                .ListAsync(NoteOf, token),
            cancellationToken);

    /// <summary>The note; null when there is none.</summary>
    public Task<StoredNote?> FindAsync(long id, CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            (connection, token) => connection.Command(
                "SELECT id, subject, from_at, to_at, kind, text, author, written_at FROM history_notes WHERE id = @id")
                .Bind("@id", id)
                .FirstAsync(NoteOf, token),
            cancellationToken);

    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
        => await databases.History.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM history_notes WHERE id = @id").Bind("@id", id).RunAsync(token),
            cancellationToken) > 0;

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
        => databases.History.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM history_notes WHERE to_at < @before")
                .Bind("@before", before)
                .RunAsync(token),
            cancellationToken);

    private static StoredNote NoteOf(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.Time(2), row.Time(3), row.GetString(4), row.GetString(5), row.GetString(6), row.Time(7));
}
