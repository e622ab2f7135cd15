using System.Data.Common;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// The little a store needs over plain ADO.NET. Times are Unix milliseconds, flags are 0 and 1, on both engines.
/// </summary>
public static class SqlCommands
{
    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public static DbCommand Command(this DbTransaction transaction, string sql)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var command = connection.Command(sql);
        command.Transaction = transaction;
        return command;
    }

    public static DbCommand Bind(this DbCommand command, string name, string? value) => command.BindValue(name, value);

    public static DbCommand Bind(this DbCommand command, string name, long? value) => command.BindValue(name, value);

    public static DbCommand Bind(this DbCommand command, string name, double? value) => command.BindValue(name, value);

    public static DbCommand Bind(this DbCommand command, string name, bool value) => command.BindValue(name, value ? 1L : 0L);

    public static DbCommand Bind(this DbCommand command, string name, byte[]? value) => command.BindValue(name, value);

    /// <summary>Stored as Unix milliseconds.</summary>
    public static DbCommand Bind(this DbCommand command, string name, DateTimeOffset? value)
        => command.BindValue(name, value?.ToUnixTimeMilliseconds());

    /// <summary>Rows changed.</summary>
    public static async Task<int> RunAsync(this DbCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Every row through <paramref name="map"/>. The statement carries its own LIMIT where rows can be many.</summary>
    public static async Task<List<T>> ListAsync<T>(this DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(map(reader));
            }

            return rows;
        }
    }

    /// <summary>The first row through <paramref name="map"/>, or the default when there is none.</summary>
    public static async Task<T?> FirstAsync<T>(this DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? map(reader) : default;
        }
    }

    /// <summary>The number in the first column of the first row; null when there is none.</summary>
    public static Task<long?> NumberAsync(this DbCommand command, CancellationToken cancellationToken)
        => command.FirstAsync(static row => row.NumberOrNull(0), cancellationToken);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? RealOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static bool Flag(this DbDataReader row, int column) => row.GetInt64(column) != 0;

    public static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    private static DbCommand BindValue(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }
}
