using System.Formats.Tar;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>What was restored.</summary>
/// <param name="Verification">What is in it; nothing is damaged.</param>
/// <param name="Before">Where the history of before lies; null when there was none.</param>
public sealed record RestoredHistory(HistoryVerification Verification, string? Before);

/// <summary>
/// Puts a copy of history in the place of what a data folder has, while no server runs on it. The copy is read to the end first, and
/// what was there is moved aside, never deleted.
/// </summary>
public static class HistoryRestore
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The database first and its log after it: nothing of the old one may be taken for a part of the new one.
    private static readonly string[] Files = ["history.db-wal", "history.db-shm", HistoryArchive.Database];

    /// <summary>
    /// Throws <see cref="StartupException"/> with one line when a server runs, the archive is none, or it is damaged; then nothing changed.
    /// </summary>
    public static async Task<RestoredHistory> RunAsync(
        string archive, string dataFolder, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var folder = new DataFolder(new ServeOptions { DataFolder = dataFolder }, NullLogger<DataFolder>.Instance);
        folder.Take();
        var stamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var fresh = Path.Combine(folder.Path, $"history.restore-{stamp}");
        try
        {
            await UnpackAsync(archive, fresh, cancellationToken);
            var verification = await OfflineVerify.RunAsync(fresh, cancellationToken);
            if (verification.DamagesFound > 0)
            {
                throw new StartupException(
                    $"{archive} is damaged in {verification.DamagesFound} places, the first: {verification.Damages[0].Reason}; "
                    + "nothing was changed");
            }

            string? before = null;
            FileErrors.Guard($"data folder {folder.Path}", "nothing was lost: see the folders history.*",
                () => before = Swap(folder.Path, fresh, stamp));
            return new RestoredHistory(verification, before);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }

    private static async Task UnpackAsync(string archive, string to, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(TailFile.FolderOf(to), Private);
            await using var stream = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var tar = new TarReader(stream);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsOurs(entry.Name))
                    throw new StartupException($"{archive} is no copy of history: it holds '{PointCheck.Shown(entry.Name)}'");
                await WriteAsync(entry.DataStream, Path.Combine(to, entry.Name), cancellationToken);
            }
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw new StartupException(
                $"{archive} cannot be read as a copy of history: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>The database, and files of the tail with numbers for names: no other name leads anywhere.</summary>
    private static bool IsOurs(string name)
        => name == HistoryArchive.Database
            || (name.StartsWith(HistoryArchive.TailFolder, StringComparison.Ordinal)
                && name.EndsWith(".tail", StringComparison.Ordinal)
                && long.TryParse(
                    name.AsSpan()[HistoryArchive.TailFolder.Length..^".tail".Length],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out _));

    private static async Task WriteAsync(Stream? content, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = PrivateFile,
        });
        if (content is not null)
            await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static string? Swap(string folder, string fresh, string stamp)
    {
        var before = Path.Combine(folder, $"history.before-{stamp}");
        var tail = TailFile.FolderOf(folder);
        var isSomething = Directory.Exists(tail) || File.Exists(Path.Combine(folder, HistoryArchive.Database));
        if (isSomething)
            Directory.CreateDirectory(before, Private);
        if (Directory.Exists(tail))
            Directory.Move(tail, TailFile.FolderOf(before));
        foreach (var name in Files.Where(name => File.Exists(Path.Combine(folder, name))))
            File.Move(Path.Combine(folder, name), Path.Combine(before, name));
        Directory.Move(TailFile.FolderOf(fresh), tail);
        File.Move(Path.Combine(fresh, HistoryArchive.Database), Path.Combine(folder, HistoryArchive.Database));
        Posix.FlushFolder(folder);
        return isSomething ? before : null;
    }
}
