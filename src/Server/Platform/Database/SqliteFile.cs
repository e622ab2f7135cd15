using System.Buffers.Binary;
using System.Globalization;

namespace Proxima.Server.Platform.Database;

/// <summary>A database file as a file: its permissions, its header, and setting it aside when it is damaged.</summary>
internal static class SqliteFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] Companions = ["-wal", "-shm"];

    /// <summary>Makes the file 0600 before SQLite opens it (its -wal and -shm take the same mode), and narrows a wider one.</summary>
    public static void MakePrivate(string file) => FileErrors.Guard($"database {file}", "give the user of proxima write access", () =>
    {
        using (new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = Private,
        }))
        {
        }

        if (File.GetUnixFileMode(file) != Private)
        {
            File.SetUnixFileMode(file, Private);
        }
    });

    /// <summary>
    /// Looks at the first page (https://www.sqlite.org/fileformat2.html, 1.3): null when it can be a database, else what is wrong.
    /// An empty file is a database that was never written, unless its log holds something: SQLite would delete that log
    /// (pager.c, pagerOpenWalIfPresent), and it may be the only copy left.
    /// </summary>
    public static string? HeaderProblem(string file)
    {
        Span<byte> header = stackalloc byte[100];
        long length;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            length = stream.Length;
            if (length == 0)
            {
                return new FileInfo(file + "-wal") is { Exists: true, Length: > 0 } ? "it is empty, but its log is not" : null;
            }

            if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            {
                return "it is shorter than a header";
            }
        }

        return header[..16].SequenceEqual("SQLite format 3\0"u8) ? SizeProblem(file, header, length) : "it is not an SQLite database";
    }

    /// <summary>Renames the file and its companions to a name that is free; returns it. Nothing is overwritten or deleted.</summary>
    public static string SetAside(string file, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var aside = $"{file}.corrupt-{stamp}";
        for (var counter = 2; IsTaken(aside); counter++)
        {
            aside = $"{file}.corrupt-{stamp}-{counter}";
        }

        FileErrors.Guard($"database {file}", "move the damaged file away by hand", () =>
        {
            // The companions first: should this be cut off, the main file is still there and is set aside at the next start.
            foreach (var companion in Companions)
            {
                if (File.Exists(file + companion))
                {
                    File.Move(file + companion, aside + companion, overwrite: false);
                }
            }

            File.Move(file, aside, overwrite: false);
        });
        return aside;
    }

    private static bool IsTaken(string name) => File.Exists(name) || Companions.Any(companion => File.Exists(name + companion));

    private static string? SizeProblem(string file, ReadOnlySpan<byte> header, long length)
    {
        int raw = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        var pageSize = raw == 1 ? 65536 : raw;
        if (pageSize < 512 || !int.IsPow2(pageSize))
        {
            return "its header names an impossible page size";
        }

        // The page count holds only when it was written together with the last change, and pages may still wait in the log.
        var isCountValid = header.Slice(24, 4).SequenceEqual(header.Slice(92, 4));
        var log = new FileInfo(file + "-wal");
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        return isCountValid && (!log.Exists || log.Length == 0) && length < (long)pages * pageSize
            ? string.Create(CultureInfo.InvariantCulture, $"it was cut off: {length} bytes of {(long)pages * pageSize}")
            : null;
    }
}
