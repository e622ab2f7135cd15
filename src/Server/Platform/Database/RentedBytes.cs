using System.Buffers;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// A value of a row in memory of the shared pool: blobs of a hundred kilobytes would each be a large object of their own, and large
/// objects make collections of everything. Given back once.
/// </summary>
internal sealed class RentedBytes : IDisposable
{
    private readonly int _length;
    private byte[]? _bytes;

    private RentedBytes(int length)
    {
        _length = length;
        _bytes = ArrayPool<byte>.Shared.Rent(length);
    }

    public ReadOnlyMemory<byte> Memory => Room[.._length];

    private Memory<byte> Room => _bytes ?? throw new ObjectDisposedException(nameof(RentedBytes));

    /// <summary>Null when the column is null.</summary>
    public static RentedBytes? Of(DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return null;
        if (row is SqliteDataReader { Handle: { } statement })
        {
            var bytes = raw.sqlite3_column_blob(statement, column);
            var copy = new RentedBytes(bytes.Length);
            bytes.CopyTo(copy.Room.Span);
            return copy;
        }

        var rented = new RentedBytes(checked((int)row.GetBytes(column, 0, null, 0, 0)));
        for (var at = 0; at < rented._length;)
        {
            var some = (int)row.GetBytes(column, at, rented._bytes, at, rented._length - at);
            at += some > 0 ? some : throw new DatabaseException("a value ends before its length");
        }

        return rented;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
