using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Parts;

/// <summary>Puts a change of parts into the tables, inside one transaction.</summary>
internal sealed class PartWriting(SqlScope sql)
{
    /// <summary>Blocks that lost their last part go with it. Returns the bytes of the blocks that were written.</summary>
    public async Task<long> RunAsync(
        PartChange change, IReadOnlyList<PackedBlock> blocks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await SetAsideAsync(change.Damaged, now, cancellationToken);
        await UnlistAsync(change.Removed, cancellationToken);
        return await AddAsync(blocks, cancellationToken);
    }

    /// <summary>Takes parts off the list, and the blocks that none is left of.</summary>
    public async Task UnlistAsync(IReadOnlyCollection<Part> parts, CancellationToken cancellationToken)
    {
        await DeleteRowsAsync(parts, cancellationToken);
        foreach (var block in parts.GroupBy(static part => part.Block))
            await AccountAsync(block.Key, block.Count(), block.Sum(static part => part.Samples), cancellationToken);
        if (parts.Count > 0)
            await DropEmptyAsync(cancellationToken);
    }

    /// <summary>So many parts of a block are needed no more.</summary>
    public async Task ReleaseAsync(long block, int parts, long samples, CancellationToken cancellationToken)
    {
        await AccountAsync(block, parts, samples, cancellationToken);
        await DropEmptyAsync(cancellationToken);
    }

    private Task<int> AccountAsync(long block, int parts, long samples, CancellationToken cancellationToken)
        => sql.Command("UPDATE history_blocks SET parts = parts - @parts, samples = samples - @samples WHERE id = @id")
            .Bind("@id", block)
            .Bind("@parts", (long)parts)
            .Bind("@samples", samples)
            .RunAsync(cancellationToken);

    private async Task DropEmptyAsync(CancellationToken cancellationToken)
    {
        await sql.Command("DELETE FROM history_data WHERE id IN (SELECT id FROM history_blocks WHERE parts <= 0)")
            .RunAsync(cancellationToken);
        await sql.Command("DELETE FROM history_blocks WHERE parts <= 0").RunAsync(cancellationToken);
    }

    private async Task SetAsideAsync(IReadOnlyCollection<DamagedPart> damaged, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await DeleteRowsAsync([.. damaged.Select(static one => one.Part)], cancellationToken);
        foreach (var (part, reason) in damaged)
        {
            await sql.Command("""
                INSERT INTO history_damage (subject_number, level, from_at, to_at, block_id, reason, found_at)
                VALUES (@subject, @level, @from, @to, @block, @reason, @found)
                """)
                .Bind("@subject", part.Subject)
                .Bind("@level", (long)part.Level)
                .Bind("@from", part.From)
                .Bind("@to", part.To)
                .Bind("@block", part.Block)
                .Bind("@reason", reason)
                .Bind("@found", now)
                .RunAsync(cancellationToken);
        }
    }

    private async Task DeleteRowsAsync(IReadOnlyCollection<Part> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            return;
        if (PartCopy.Of(sql) is { } copy)
        {
            await copy.DeleteAsync(parts, cancellationToken);
            return;
        }

        await using var command = sql.Command(
            "DELETE FROM history_parts WHERE subject_number = @subject AND level = @level AND from_at = @from")
            .Bind("@subject", 0L)
            .Bind("@level", 0L)
            .Bind("@from", 0L);
        foreach (var part in parts)
            await RunAsync(command, cancellationToken, part.Subject, (long)part.Level, part.From);
    }

    private async Task<long> AddAsync(IReadOnlyList<PackedBlock> blocks, CancellationToken cancellationToken)
    {
        if (blocks.Count == 0)
            return 0;
        var id = await sql.Command("SELECT MAX(id) FROM history_blocks").NumberAsync(cancellationToken) ?? 0;
        if (PartCopy.Of(sql) is { } copy)
        {
            await copy.AddAsync(blocks, id, cancellationToken);
            return blocks.Sum(static block => (long)block.Data.Length);
        }

        await using var account = sql.Command(
            "INSERT INTO history_blocks (id, level, bytes, made, parts, samples) VALUES (@id, @level, @bytes, @made, @made, @samples)")
            .Bind("@id", 0L).Bind("@level", 0L).Bind("@bytes", 0L).Bind("@made", 0L).Bind("@samples", 0L);
        await using var data = sql.Command("INSERT INTO history_data (id, data) VALUES (@id, @data)")
            .Bind("@id", 0L).Bind("@data", Array.Empty<byte>());
        await using var list = sql.Command("""
            INSERT INTO history_parts (subject_number, level, from_at, to_at, tier, block_id, samples)
            VALUES (@subject, @level, @from, @to, @tier, @block, @samples)
            """)
            .Bind("@subject", 0L).Bind("@level", 0L).Bind("@from", 0L).Bind("@to", 0L).Bind("@tier", 0L).Bind("@block", 0L)
            .Bind("@samples", 0L);
        foreach (var block in blocks)
        {
            id++;
            var samples = block.Parts.Sum(static part => part.Samples);
            await RunAsync(account, cancellationToken, id, (long)block.Level, (long)block.Data.Length, (long)block.Parts.Count, samples);
            await RunAsync(data, cancellationToken, id, block.Data);
            foreach (var part in block.Parts)
            {
                await RunAsync(
                    list, cancellationToken, part.Subject, (long)part.Level, part.From, part.To, (long)part.Tier, id, part.Samples);
            }
        }

        return blocks.Sum(static block => (long)block.Data.Length);
    }

    /// <summary>The same statement again: it is compiled once for all rows.</summary>
    private static Task<int> RunAsync(DbCommand command, CancellationToken cancellationToken, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQueryAsync(cancellationToken);
    }
}
