using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Tail;

/// <summary>
/// The tail beside an SQLite database: files <c>00000001.tail</c> in a folder of their own, each a row of <see cref="TailFrame"/>s.
/// Every append is one write and one fsync, so a beat costs one or two pages instead of the five or six a transaction takes.
/// </summary>
internal sealed class TailFile(string folder, TimeProvider clock) : ITail
{
    private const int Page = 4096;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly SortedDictionary<long, long> _lengths = [];
    private SafeFileHandle? _file;
    private long _number;
    private long _length;
    private long _written;
    private long _commits;

    public TailCost Cost
    {
        get
        {
            lock (_lengths)
                return new TailCost(_lengths.Values.Sum(), Interlocked.Read(ref _written), Interlocked.Read(ref _commits));
        }
    }

    /// <summary>The tail's folder in a data folder.</summary>
    public static string FolderOf(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), "history-tail");

    public static string NameOf(long number) => number.ToString("D8", CultureInfo.InvariantCulture) + ".tail";

    /// <summary>The tail files of a folder by number.</summary>
    public static SortedDictionary<long, string> FilesOf(string folder)
    {
        var files = new SortedDictionary<long, string>();
        if (!Directory.Exists(folder))
            return files;
        foreach (var file in Directory.EnumerateFiles(folder, "*.tail"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                files[number] = file;
        }

        return files;
    }

    public Task<IReadOnlyList<TailDamage>> OpenAsync(long mark, TakeRecord take, CancellationToken cancellationToken)
    {
        List<TailDamage> damages = [];
        FileErrors.Guard(
            $"tail {folder}", "give the user that runs proxima access to it", () => damages = Open(mark, take, cancellationToken));
        return Task.FromResult<IReadOnlyList<TailDamage>>(damages);
    }

    public Task AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var file = _file ??= Create();
        var header = new byte[TailFrame.HeaderLength];
        TailFrame.WriteHeader(header, record.Span);
        try
        {
            RandomAccess.Write(file, [header, record], _length);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Abandon();
            throw new DatabaseException(
                FileErrors.Explain($"tail {folder}", "give the user that runs proxima write access", exception), exception);
        }

        Count(header.Length + record.Length);
        return Task.CompletedTask;
    }

    public Task<long> RotateAsync(CancellationToken cancellationToken)
    {
        Close();
        return Task.FromResult(_number);
    }

    public async Task DropAsync(SqlScope sql, long mark, CancellationToken cancellationToken) => await Task.CompletedTask;

    public void Forget(long mark)
    {
        foreach (var (number, file) in FilesOf(folder))
        {
            if (number > mark)
                break;
            File.Delete(file);
            lock (_lengths)
                _lengths.Remove(number);
        }
    }

    public void Dispose() => Close();

    private List<TailDamage> Open(long mark, TakeRecord take, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        var damages = new List<TailDamage>();
        _number = mark;
        foreach (var (number, file) in FilesOf(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _number = Math.Max(_number, number);
            if (number <= mark)
            {
                File.Delete(file);
                continue;
            }

            damages.AddRange(TailScan.Read(file, take).Select(damage => SetAside(file, damage)));
            _lengths[number] = new FileInfo(file).Length;
        }

        // Always a new file: nothing is ever written behind bytes that may be torn.
        return damages;
    }

    private SafeFileHandle Create()
    {
        var path = Path.Combine(folder, NameOf(_number + 1));
        try
        {
            Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            File.SetUnixFileMode(file, Private);
            Posix.FlushFolder(folder);
            _number++;
            _length = 0;
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException(
                FileErrors.Explain($"tail {path}", "give the user that runs proxima write access to its folder", exception), exception);
        }
    }

    /// <summary>
    /// After a write that failed nobody knows how much of it is on the disk. What was acknowledged before stays; what may be torn is
    /// cut off, or else left to the next start, and the next append begins a new file.
    /// </summary>
    private void Abandon()
    {
        try
        {
            if (_file is { } file)
                RandomAccess.SetLength(file, _length);
        }
        catch (IOException)
        {
            // The disk may be gone altogether; a torn end is found and set aside when the file is read.
        }

        Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Count(long bytes)
    {
        var pages = ((_length + bytes + Page - 1) / Page) - (_length / Page);
        _length += bytes;
        Interlocked.Add(ref _written, pages * Page);
        Interlocked.Increment(ref _commits);
        lock (_lengths)
            _lengths[_number] = _length;
    }

    /// <summary>Copies damaged bytes to a file of their own, before anything could delete the tail file they are in.</summary>
    private TailDamage SetAside(string file, TailScan.Gap gap)
    {
        var stamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var aside = string.Create(CultureInfo.InvariantCulture, $"{file}.damaged-{gap.At}-{stamp}");
        if (!File.Exists(aside))
            File.WriteAllBytes(aside, gap.Bytes);
        return new TailDamage(aside, gap.Bytes.Length, gap.Reason);
    }
}
