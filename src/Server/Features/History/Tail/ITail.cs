namespace Proxima.Server.Features.History.Tail;

/// <summary>
/// Where the newest samples lie until they are closed into blocks: in files beside an SQLite database, in a table of PostgreSQL.
/// Used by one caller at a time.
/// </summary>
internal interface ITail : IDisposable
{
    /// <summary>Written and held, for "what this costs".</summary>
    TailCost Cost { get; }

    /// <summary>
    /// Gives every record after <paramref name="mark"/> to <paramref name="take"/>, oldest first, and goes on behind them. What cannot
    /// be read is moved aside, named in the answer, and the rest is read.
    /// </summary>
    Task<IReadOnlyList<TailDamage>> OpenAsync(long mark, TakeRecord take, CancellationToken cancellationToken);

    /// <summary>Durable when it returns: a power cut does not take it.</summary>
    Task AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken);

    /// <summary>What is appended from now on lies after the mark that is returned.</summary>
    Task<long> RotateAsync(CancellationToken cancellationToken);

    /// <summary>In the transaction that makes the mark known: everything up to it is in blocks.</summary>
    Task DropAsync(SqlScope sql, long mark, CancellationToken cancellationToken);

    /// <summary>After that transaction.</summary>
    void Forget(long mark);
}

/// <summary>Gets one record; throws <see cref="InvalidDataException"/> on one that makes no sense.</summary>
internal delegate void TakeRecord(ReadOnlySpan<byte> record);

/// <summary>Bytes of a tail that could not be read, and where they are now.</summary>
internal sealed record TailDamage(string Where, long Bytes, string Reason);

/// <summary>Bytes held now, and bytes written since the start, in whole pages of 4 KiB as a disk gets them.</summary>
internal readonly record struct TailCost(long HeldBytes, long WrittenBytes, long Commits);
