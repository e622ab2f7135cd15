using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Parts;

/// <summary>The directory of parts and the blocks behind it.</summary>
internal static class PartTable
{
    private const string Columns = "subject_number, level, from_at, to_at, tier, block_id, samples";

    /// <summary>Parts of a subject that reach into a stretch of time, in the order of time.</summary>
    public static Task<List<Part>> ListAsync(
        SqlScope sql, long subject, int level, long from, long to, CancellationToken cancellationToken)
        => sql.Command($"""
            SELECT {Columns} FROM history_parts
            WHERE subject_number = @subject AND level = @level AND from_at < @to AND to_at > @from ORDER BY from_at
            """)
            .Bind("@subject", subject)
            .Bind("@level", (long)level)
            .Bind("@from", from)
            .Bind("@to", to)
            .ListAsync(PartOf, cancellationToken);

    /// <summary>The same of all subjects from one number to another, that one included.</summary>
    public static Task<List<Part>> ListAsync(
        SqlScope sql, (long First, long Last) subjects, int level, long from, long to, CancellationToken cancellationToken)
        => sql.Command($"""
            SELECT {Columns} FROM history_parts
            WHERE level = @level AND from_at < @to AND to_at > @from AND subject_number >= @first AND subject_number <= @last
            ORDER BY from_at
            """)
            .Bind("@level", (long)level)
            .Bind("@from", from)
            .Bind("@to", to)
            .Bind("@first", subjects.First)
            .Bind("@last", subjects.Last)
            .ListAsync(PartOf, cancellationToken);

    /// <summary>Subjects and windows that have parts of this tier which start before a moment, by window.</summary>
    public static Task<List<(long Subject, long From)>> DueAsync(
        SqlScope sql, int level, int tier, long width, long before, int limit, CancellationToken cancellationToken)
        => sql.Command("""
            SELECT DISTINCT subject_number, from_at / @width FROM history_parts
            WHERE level = @level AND tier = @tier AND from_at < @before ORDER BY 2, 1 LIMIT @limit
            """)
            .Bind("@level", (long)level)
            .Bind("@tier", (long)tier)
            .Bind("@width", width)
            .Bind("@before", before)
            .Bind("@limit", (long)limit)
            .ListAsync(row => (row.GetInt64(0), row.GetInt64(1) * width), cancellationToken);

    /// <summary>Some parts of a level that end before a moment.</summary>
    public static Task<List<Part>> EndedAsync(SqlScope sql, int level, long before, int limit, CancellationToken cancellationToken)
        => sql.Command($"""
            SELECT {Columns} FROM history_parts
            WHERE level = @level AND tier >= 0 AND from_at < @before AND to_at <= @before LIMIT @limit
            """)
            .Bind("@level", (long)level)
            .Bind("@before", before)
            .Bind("@limit", (long)limit)
            .ListAsync(PartOf, cancellationToken);

    /// <summary>All parts in a block that are still listed.</summary>
    public static Task<List<Part>> OfBlockAsync(SqlScope sql, long block, CancellationToken cancellationToken)
        => sql.Command($"SELECT {Columns} FROM history_parts WHERE block_id = @block ORDER BY subject_number")
            .Bind("@block", block)
            .ListAsync(PartOf, cancellationToken);

    /// <summary>Some parts of a subject, whatever the level.</summary>
    public static Task<List<Part>> OfSubjectAsync(SqlScope sql, long subject, int limit, CancellationToken cancellationToken)
        => sql.Command($"SELECT {Columns} FROM history_parts WHERE subject_number = @subject ORDER BY level, from_at LIMIT @limit")
            .Bind("@subject", subject)
            .Bind("@limit", (long)limit)
            .ListAsync(PartOf, cancellationToken);

    /// <summary>The bytes of a block; null when there is none.</summary>
    public static Task<byte[]?> DataAsync(SqlScope sql, long block, CancellationToken cancellationToken)
        => sql.Command("SELECT data FROM history_data WHERE id = @id")
            .Bind("@id", block)
            .FirstAsync(static row => row.Bytes(0), cancellationToken);

    /// <summary>The same for a moment: to be given back.</summary>
    public static Task<RentedBytes?> RentedAsync(SqlScope sql, long block, CancellationToken cancellationToken)
        => sql.Command("SELECT data FROM history_data WHERE id = @id")
            .Bind("@id", block)
            .FirstAsync(static row => RentedBytes.Of(row, 0), cancellationToken);

    public static Part PartOf(DbDataReader row) => new(
        row.GetInt64(0), (int)row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), (int)row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
}
