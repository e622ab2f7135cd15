using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Secrets;

/// <summary>Finds sealed values: in the columns their owners named, and, to be sure, in all others.</summary>
internal sealed class SealedValues(IEnumerable<SealedColumn> columns, SealedSecrets secrets, KeyRing ring)
{
    private const int MostNamed = 100;

    /// <summary>Never looked into: free text that strangers write, and the check values, which stay under their own key.</summary>
    private static readonly string[] Apart = ["audit", "secret_keys", "schema_migrations"];

    public IReadOnlyList<SealedColumn> Columns { get; } = [.. columns];

    /// <summary>Values under this key, in the named columns.</summary>
    public async Task<long> CountAsync(DbConnection connection, string keyId, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var column in Columns)
        {
            count += await connection.Command($"SELECT COUNT(*) FROM {column.Table} WHERE {column.Column} LIKE @under")
                .Bind("@under", SealedSecrets.StartOf(keyId) + "%").NumberAsync(cancellationToken) ?? 0;
        }

        return count;
    }

    /// <summary>Values that are not under the key in use.</summary>
    public async Task<long> CountOthersAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (var column in Columns)
        {
            count += await connection.Command($"SELECT COUNT(*) FROM {column.Table} WHERE {Other(column)}")
                .Bind("@active", SealedSecrets.StartOf(ring.Active.Id) + "%").NumberAsync(cancellationToken) ?? 0;
        }

        return count;
    }

    /// <summary>
    /// Seals every value that is not under the key in use under it. Values that do not open stay, and are named.
    /// </summary>
    public async Task<(long Done, IReadOnlyList<string> Unreadable)> SealAgainAsync(
        DbTransaction transaction, Action progress, CancellationToken cancellationToken)
    {
        long done = 0;
        var unreadable = new List<string>();
        foreach (var column in Columns)
        {
            var rows = await transaction.Command($"SELECT {column.Row}, {column.Column} FROM {column.Table} WHERE {Other(column)}")
                .Bind("@active", SealedSecrets.StartOf(ring.Active.Id) + "%")
                .ListAsync(static row => (Row: row.GetString(0), Text: row.GetString(1)), cancellationToken);
            foreach (var (row, text) in rows)
            {
                var place = new SecretPlace(column.Table, row, column.Column);
                if (TrySeal(place, text) is { } again)
                {
                    await transaction.Command(
                        $"UPDATE {column.Table} SET {column.Column} = @again WHERE {column.Row} = @row AND {column.Column} = @old")
                        .Bind("@again", again).Bind("@row", row).Bind("@old", text).RunAsync(cancellationToken);
                    done++;
                }
                else if (unreadable.Count < MostNamed)
                {
                    unreadable.Add($"{place.Table}/{place.Row}/{place.Field}");
                }

                progress();
            }
        }

        return (done, unreadable);
    }

    /// <summary>The first column of any table that holds a value under this key; null when none does.</summary>
    public async Task<string?> FindUseAsync(DbConnection connection, Engine engine, string keyId, CancellationToken cancellationToken)
    {
        foreach (var (table, column) in await TextColumnsAsync(connection, engine, cancellationToken))
        {
            var found = await connection.Command($"SELECT 1 FROM \"{table}\" WHERE \"{column}\" LIKE @under LIMIT 1")
                .Bind("@under", SealedSecrets.StartOf(keyId) + "%").NumberAsync(cancellationToken);
            if (found is not null)
            {
                return $"{table}.{column}";
            }
        }

        return null;
    }

    /// <summary>Every column that may hold text, of every table of ours.</summary>
    internal static async Task<List<(string Table, string Column)>> TextColumnsAsync(
        DbConnection connection, Engine engine, CancellationToken cancellationToken)
    {
        var sql = engine == Engine.Postgres
            ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text'"
            : "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.type = 'TEXT' WHERE m.type = 'table'";
        var all = await connection.Command(sql).ListAsync(static row => (row.GetString(0), row.GetString(1)), cancellationToken);
        return [.. all.Where(pair => !Apart.Contains(pair.Item1, StringComparer.Ordinal)
            && !pair.Item1.Contains('"', StringComparison.Ordinal) && !pair.Item2.Contains('"', StringComparison.Ordinal))];
    }

    private static string Other(SealedColumn column)
        => $"{column.Column} LIKE '{SealedSecrets.Prefix}%' AND {column.Column} NOT LIKE @active";

    private string? TrySeal(SecretPlace place, string text)
    {
        try
        {
            return secrets.Seal(place, secrets.Open(place, text));
        }
        catch (SecretException)
        {
            // Named in the result: one damaged value must not keep a compromised key in use.
            return null;
        }
    }
}
