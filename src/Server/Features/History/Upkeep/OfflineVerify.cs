using Microsoft.Data.Sqlite;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Reads all of history in a data folder and names what is damaged, while no server runs on it.</summary>
public static class OfflineVerify
{
    /// <summary>
    /// A data folder, read-only: nothing is repaired and nothing set aside. Throws <see cref="StartupException"/> when there is no
    /// history in it.
    /// </summary>
    public static async Task<HistoryVerification> RunAsync(string dataFolder, CancellationToken cancellationToken)
    {
        SqliteLibrary.Load();
        var file = Path.Combine(Path.GetFullPath(dataFolder), "history.db");
        if (!File.Exists(file))
            throw new StartupException($"There is no history in {dataFolder}: {file} does not exist; give the data folder with --data");
        var check = new BlockCheck();
        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            await CheckFileAsync(connection, file, check, cancellationToken);
            var sql = SqlScope.Of(connection);
            await check.AddKnownAsync(sql, cancellationToken);
            while (await check.NextAsync(sql, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (SqliteException exception)
        {
            check.Add(new HistoryDamage("", "file", null, null, $"{file}: {exception.Message}"));
        }

        return check.Result(CheckTail(TailFile.FolderOf(dataFolder), check));
    }

    private static async Task CheckFileAsync(SqliteConnection connection, string file, BlockCheck check,
        CancellationToken cancellationToken)
    {
        var lines = await connection.Command("PRAGMA quick_check(20)").ListAsync(static row => row.GetString(0), cancellationToken);
        foreach (var line in lines.Where(static line => line != "ok"))
            check.Add(new HistoryDamage("", "file", null, null, $"{file}: {line.ReplaceLineEndings(" ")}"));
    }

    private static long CheckTail(string folder, BlockCheck check)
    {
        var records = 0L;
        foreach (var (_, file) in TailFile.FilesOf(folder))
        {
            var gaps = TailScan.Read(file, record =>
            {
                TailRecord.Read(record, static _ => { });
                records++;
            });
            foreach (var gap in gaps)
                check.Add(new HistoryDamage("", "tail", null, null,
                    FormattableString.Invariant($"{file}: {gap.Bytes.Length} bytes from {gap.At} on, {gap.Reason}")));
        }

        return records;
    }
}
