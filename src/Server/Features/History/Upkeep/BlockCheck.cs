using Microsoft.Data.Sqlite;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="Subject">Whose figures, for example <c>node:0190…</c>; empty when it is about a file.</param>
/// <param name="What">samples, 5 minutes, 1 hour, 1 day, tail or file.</param>
/// <param name="From">First moment concerned.</param>
/// <param name="To">Last, not included.</param>
/// <param name="Reason">What is wrong, for people.</param>
public sealed record HistoryDamage(string Subject, string What, DateTimeOffset? From, DateTimeOffset? To, string Reason);

/// <summary>What a check of the whole history found.</summary>
/// <param name="Blocks">Blocks read, all of each.</param>
/// <param name="Parts">Parts in them.</param>
/// <param name="TailRecords">Records of the tail read.</param>
/// <param name="Damages">What is wrong; at most 1000 are named.</param>
/// <param name="DamagesFound">How many there are.</param>
public sealed record HistoryVerification(long Blocks, long Parts, long TailRecords, IReadOnlyList<HistoryDamage> Damages,
    long DamagesFound);

/// <summary>Reads every block and every part in it, some at a time.</summary>
internal sealed class BlockCheck
{
    public const int MostNamed = 1000;
    public const int BlocksAtOnce = 16;
    private readonly List<HistoryDamage> _damages = [];
    private long _blocks;
    private long _parts;
    private long _found;
    private long _last;

    /// <summary>Parts that cannot be read, to be set aside.</summary>
    public List<DamagedPart> Broken { get; } = [];

    public HistoryVerification Result(long tailRecords) => new(_blocks, _parts, tailRecords, _damages, _found);

    public void Add(HistoryDamage damage)
    {
        _found++;
        if (_damages.Count < MostNamed)
            _damages.Add(damage);
    }

    /// <summary>What was set aside before.</summary>
    public async Task AddKnownAsync(SqlScope sql, CancellationToken cancellationToken)
    {
        var known = await sql.Command("""
            SELECT COALESCE(s.subject, ''), level, from_at, to_at, reason, subject_number FROM history_damage d
            LEFT JOIN history_subjects s ON s.number = d.subject_number ORDER BY d.id LIMIT 1000
            """)
            .ListAsync(
                static row => new HistoryDamage(
                    row.GetString(0),
                    row.GetInt64(5) == 0 ? "tail" : Resolution.Name((int)row.GetInt64(1)),
                    row.Time(2),
                    row.Time(3),
                    row.GetString(4) + " (set aside)"),
                cancellationToken);
        foreach (var damage in known)
            Add(damage);
    }

    /// <summary>The next blocks; false when there are no more.</summary>
    public async Task<bool> NextAsync(SqlScope sql, CancellationToken cancellationToken)
    {
        var blocks = await sql.Command("SELECT id, level FROM history_blocks WHERE id > @after ORDER BY id LIMIT @limit")
            .Bind("@after", _last)
            .Bind("@limit", (long)BlocksAtOnce)
            .ListAsync(static row => (Id: row.GetInt64(0), Level: (int)row.GetInt64(1)), cancellationToken);
        foreach (var (id, level) in blocks)
        {
            _last = id;
            _blocks++;
            var parts = await PartTable.OfBlockAsync(sql, id, cancellationToken);
            _parts += parts.Count;
            var (data, problem) = await ReadAsync(sql, id, cancellationToken);
            problem ??= data is null ? "it is not there" : PartBytes.Problem(data, level);
            foreach (var part in parts)
            {
                if (ProblemOf(part, data, problem) is { } reason)
                    await ComplainAsync(sql, part, $"block {id}: {reason}", cancellationToken);
            }
        }

        return blocks.Count == BlocksAtOnce;
    }

    /// <summary>A block whose directory is whole may have one broken part: the others are all right.</summary>
    private static string? ProblemOf(Part part, byte[]? data, string? problem)
    {
        if (data is null)
            return problem;
        try
        {
            if (part.Level == Resolution.Points)
                PartBytes.Points(data, part.Subject);
            else
                PartBytes.Sums(data, part.Subject);
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    private async Task ComplainAsync(SqlScope sql, Part part, string reason, CancellationToken cancellationToken)
    {
        var subject = await sql.Command("SELECT subject FROM history_subjects WHERE number = @number")
            .Bind("@number", part.Subject)
            .FirstAsync(static row => row.GetString(0), cancellationToken);
        Broken.Add(new DamagedPart(part, reason));
        Add(new HistoryDamage(
            subject ?? FormattableString.Invariant($"subject {part.Subject}"),
            Resolution.Name(part.Level),
            DateTimeOffset.FromUnixTimeMilliseconds(part.From),
            DateTimeOffset.FromUnixTimeMilliseconds(part.To),
            reason));
    }

    private static async Task<(byte[]? Data, string? Problem)> ReadAsync(SqlScope sql, long id, CancellationToken cancellationToken)
    {
        try
        {
            return (await PartTable.DataAsync(sql, id, cancellationToken), null);
        }
        catch (SqliteException exception) when (exception.IsCorrupt())
        {
            return (null, exception.Message);
        }
    }
}
