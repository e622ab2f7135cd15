using Proxima.Model;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Deletes a subject, or makes one subject of two.</summary>
internal sealed class SubjectUpkeep(
    Databases databases, SubjectTable subjects, HeadTable heads, HistoryWriter writer, PartKeeper keeper, Repacking repacking)
{
    private const int PartsAtOnce = 500;

    /// <summary>False when nothing was ever written about it. Its bytes go too: blocks it shares with others are written anew.</summary>
    public async Task<bool> DeleteAsync(SubjectId subject, CancellationToken cancellationToken)
    {
        using var turn = await keeper.TurnAsync(cancellationToken);
        if (await FindAsync(subject, cancellationToken) is not { } entry)
            return false;
        var blocks = new HashSet<long>();
        List<Part> parts;
        do
        {
            parts = await databases.History.WriteAsync(
                async (transaction, token) =>
                {
                    var sql = SqlScope.Of(transaction);
                    var some = await PartTable.OfSubjectAsync(sql, entry.Number, PartsAtOnce, token);
                    await new PartWriting(sql).UnlistAsync(some, token);
                    return some;
                },
                cancellationToken);
            blocks.UnionWith(parts.Select(static part => part.Block));
        }
        while (parts.Count == PartsAtOnce);

        // The name last: cut off half-way, it is still there to be deleted again.
        await writer.AloneAsync(
            async token =>
            {
                await databases.History.WriteAsync(
                    (transaction, inner) => ForgetAsync(SqlScope.Of(transaction), entry.Number, subject, inner), token);
                heads.Forget(entry.Number);
                subjects.Forget();
                return true;
            },
            cancellationToken);
        await repacking.RepackAsync(blocks, cancellationToken);
        return true;
    }

    /// <summary>Where both have a value, that of <paramref name="into"/> stays.</summary>
    public async Task MergeAsync(SubjectId from, SubjectId into, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(from, into);
        using var turn = await keeper.TurnAsync(cancellationToken);
        if (await FindAsync(from, cancellationToken) is not { } source)
            return;
        await writer.AloneAsync(
            async token =>
            {
                await MergeAsync(source, from, into, token);
                return true;
            },
            cancellationToken);
    }

    private async Task MergeAsync(SubjectEntry source, SubjectId from, SubjectId into, CancellationToken cancellationToken)
    {
        var target = await databases.History.WriteAsync(
            (transaction, token) => subjects.NumberAsync(SqlScope.Of(transaction), into, source.Series.Keys, at: 0, token),
                cancellationToken);
        var numbers = source.Series.ToDictionary(pair => pair.Value, pair => target.Series[pair.Key]);
        var head = heads.Copy(source.Number, 0, Resolution.EndOfTime, null);
        var change = await keeper.PlanAsync(
            async (shelf, floors, planned, token) =>
            {
                var edit = new SubjectEdit(target.Number, shelf, floors);
                for (var level = Resolution.Points; level <= Resolution.Coarsest; level++)
                {
                    // What finer levels still have is made from those.
                    var finest = level == Resolution.Points ? Resolution.EndOfTime : floors.Of(level - 1);
                    foreach (var part in await PartTable.ListAsync(shelf.Sql, source.Number, level, 0, Resolution.EndOfTime, token))
                    {
                        planned.Removed.Add(part);
                        await MoveAsync(edit, part, await shelf.BlockAsync(part.Block, token), numbers, finest, token);
                    }
                }

                await edit.AddAsync(head.Renumbered(numbers), Resolution.EndOfTime, token, storedStays: true);
                planned.Add(edit.Finish());
            },
            cancellationToken);
        await keeper.CommitAsync(change, (sql, token) => RenameAsync(sql, source.Number, from, into, token), cancellationToken);
        heads.Forget(source.Number);
        subjects.Forget();
    }

    private static async Task MoveAsync(
        SubjectEdit edit,
        Part part,
        ReadOnlyMemory<byte> block,
        Dictionary<int, int> numbers,
        long finest,
        CancellationToken cancellationToken)
    {
        if (part.Level == Resolution.Points)
        {
            var points = PartBytes.Points(block, part.Subject).Renumbered(numbers);
            await edit.AddAsync(points, Resolution.EndOfTime, cancellationToken, storedStays: true);
        }
        else if (part.From < finest)
        {
            var sums = PartBytes.Sums(block, part.Subject).Renumbered(numbers);
            await edit.AddToSumsAsync(part.Level, sums.Slice(0, finest), cancellationToken);
        }
    }

    private Task<SubjectEntry?> FindAsync(SubjectId subject, CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            (connection, token) => subjects.FindAsync(SqlScope.Of(connection), subject, token), cancellationToken);

    private static async Task RenameAsync(SqlScope sql, long number, SubjectId from, SubjectId into, CancellationToken cancellationToken)
    {
        await sql.Command("UPDATE history_notes SET subject = @into WHERE subject = @from")
            .Bind("@into", into.ToString())
            .Bind("@from", from.ToString())
            .RunAsync(cancellationToken);
        await ForgetAsync(sql, number, from, cancellationToken);
    }

    private static async Task<int> ForgetAsync(SqlScope sql, long number, SubjectId subject, CancellationToken cancellationToken)
    {
        var damaged = await sql.Command("SELECT block_id FROM history_damage WHERE subject_number = @subject")
            .Bind("@subject", number)
            .ListAsync(static row => row.GetInt64(0), cancellationToken);
        foreach (var block in damaged)
            await new PartWriting(sql).ReleaseAsync(block, parts: 1, samples: 0, cancellationToken);
        await sql.Command("DELETE FROM history_damage WHERE subject_number = @subject").Bind("@subject",
            number).RunAsync(cancellationToken);
        await sql.Command("DELETE FROM history_series WHERE subject_number = @subject").Bind("@subject",
            number).RunAsync(cancellationToken);
        await sql.Command("DELETE FROM history_subjects WHERE number = @subject").Bind("@subject", number).RunAsync(cancellationToken);
        await sql.Command("DELETE FROM history_marks WHERE name = @name").Bind("@name", Marks.SeriesOf(number)).RunAsync(cancellationToken);
        return await sql.Command("DELETE FROM history_notes WHERE subject = @subject")
            .Bind("@subject", subject.ToString())
            .RunAsync(cancellationToken);
    }
}
