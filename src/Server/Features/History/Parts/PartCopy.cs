using Npgsql;
using NpgsqlTypes;

namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Many rows at once for PostgreSQL: COPY in, arrays to delete by. A statement a row would be a journey to the server and back for each.
/// </summary>
internal sealed class PartCopy(NpgsqlConnection connection)
{
    /// <summary>Null for another engine, where rows are written one by one in no time.</summary>
    public static PartCopy? Of(SqlScope sql) => sql.Connection is NpgsqlConnection connection ? new PartCopy(connection) : null;

    public async Task DeleteAsync(IReadOnlyCollection<Part> parts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM history_parts p USING unnest(@subjects, @levels, @froms) AS gone (subject, level, at)
            WHERE p.subject_number = gone.subject AND p.level = gone.level AND p.from_at = gone.at
            """,
            connection);
        command.Parameters.AddWithValue("subjects", parts.Select(static part => part.Subject).ToArray());
        command.Parameters.AddWithValue("levels", parts.Select(static part => (long)part.Level).ToArray());
        command.Parameters.AddWithValue("froms", parts.Select(static part => part.From).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Blocks get the numbers after <paramref name="last"/>.</summary>
    public async Task AddAsync(IReadOnlyList<PackedBlock> blocks, long last, CancellationToken cancellationToken)
    {
        await CopyAsync(
            "history_blocks (id, level, bytes, made, parts, samples)",
            blocks.Select((block, index) => new object[]
            {
                last + 1 + index, (long)block.Level, (long)block.Data.Length, (long)block.Parts.Count, (long)block.Parts.Count,
                block.Parts.Sum(static part => part.Samples),
            }),
            cancellationToken);
        await CopyAsync(
            "history_data (id, data)", blocks.Select((block, index) => new object[] { last + 1 + index, block.Data }), cancellationToken);
        await CopyAsync(
            "history_parts (subject_number, level, from_at, to_at, tier, block_id, samples)",
            blocks.SelectMany((block, index) => block.Parts.Select(part => new object[]
            {
                part.Subject, (long)part.Level, part.From, part.To, (long)part.Tier, last + 1 + index, part.Samples,
            })),
            cancellationToken);
    }

    private async Task CopyAsync(string table, IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellationToken);
            foreach (var value in row)
                await writer.WriteAsync(value, value is byte[] ? NpgsqlDbType.Bytea : NpgsqlDbType.Bigint, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }
}
