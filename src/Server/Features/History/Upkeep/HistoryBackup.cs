using System.Globalization;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>A copy of history made while it is written.</summary>
/// <param name="Folder">Where it is. To restore: stop the server and put its files in the place of those in the data folder.</param>
/// <param name="Bytes">Its size.</param>
public sealed record HistoryCopy(string Folder, long Bytes);

/// <summary>
/// Copies the database and the tail that fits it: nobody closes meanwhile, so everything acknowledged before the start is in one of
/// them. Appends and queries go on. SQLite only; PostgreSQL has its own tools.
/// </summary>
internal sealed class HistoryBackup(ServeOptions serve, ManagedDatabases databases, PartKeeper keeper, TimeProvider clock)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public bool IsPossible => databases.Pair.History.Engine == Engine.Sqlite;

    public async Task<HistoryCopy> RunAsync(CancellationToken cancellationToken)
    {
        using var turn = await keeper.TurnAsync(cancellationToken);
        var folder = FreeFolder();
        var tail = TailFile.FolderOf(folder);
        Directory.CreateDirectory(tail, Private);
        try
        {
            await FillAsync(folder, tail, cancellationToken);
        }
        catch
        {
            // Half a copy helps nobody and takes room: the disk may just have become full by it.
            Directory.Delete(folder, recursive: true);
            throw;
        }

        return new HistoryCopy(folder, Directory.EnumerateFiles(folder, "*",
            SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length));
    }

    private async Task FillAsync(string folder, string tail, CancellationToken cancellationToken)
    {
        await databases.CopyHistoryAsync(Path.Combine(folder, "history.db"), cancellationToken);
        foreach (var file in TailFile.FilesOf(TailFile.FolderOf(serve.DataFolder)).Values)
            await CopyAsync(file, Path.Combine(tail, Path.GetFileName(file)), cancellationToken);
        Posix.FlushFolder(tail);
        Posix.FlushFolder(folder);
    }

    /// <summary>Two copies of one second have names of their own. Asked only in the turn of the keeper.</summary>
    private string FreeFolder()
    {
        var stamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var first = Path.Combine(Path.GetFullPath(serve.DataFolder), "backups", $"history-{stamp}");
        var folder = first;
        for (var next = 2; Directory.Exists(folder); next++)
        {
            folder = string.Create(CultureInfo.InvariantCulture, $"{first}-{next}");
        }

        return folder;
    }

    /// <summary>An append under way may be cut; it was not acknowledged when the copy began.</summary>
    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var target = new FileStream(to, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await source.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }
}
