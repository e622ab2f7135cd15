using System.Formats.Tar;
using Proxima.Server.Features.History.Tail;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>
/// A copy of history as one file, a tar of <c>history.db</c> and <c>history-tail/*.tail</c>, written to whoever asks while it is read
/// from a copy that nobody writes to.
/// </summary>
internal sealed class HistoryArchive(HistoryBackup backup)
{
    public const string Database = "history.db";
    public const string TailFolder = "history-tail/";

    /// <summary>The first byte goes out at once: making the copy may take longer than a client waits for an answer to begin.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.FlushAsync(cancellationToken);
        var copy = await backup.RunAsync(cancellationToken);
        try
        {
            await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
            await tar.WriteEntryAsync(Path.Combine(copy.Folder, Database), Database, cancellationToken);
            foreach (var file in TailFile.FilesOf(TailFile.FolderOf(copy.Folder)).Values)
                await tar.WriteEntryAsync(file, TailFolder + Path.GetFileName(file), cancellationToken);
        }
        finally
        {
            Directory.Delete(copy.Folder, recursive: true);
        }
    }
}
