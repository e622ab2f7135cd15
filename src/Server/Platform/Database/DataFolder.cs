using System.Globalization;

namespace Proxima.Server.Platform.Database;

/// <summary>The folder of one instance: made private, and held by one process at a time through <c>proxima.lock</c>.</summary>
internal sealed class DataFolder(ServeOptions options, ILogger<DataFolder> logger) : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private FileStream? _lock;

    public string Path { get; } = System.IO.Path.GetFullPath(options.DataFolder);

    private string LockFile => System.IO.Path.Combine(Path, "proxima.lock");

    /// <summary>Makes the folder if need be and takes the lock. Throws <see cref="StartupException"/>.</summary>
    public void Take()
    {
        if (_lock is not null)
        {
            return;
        }

        FileErrors.Guard($"data folder {Path}", "choose another folder with --data, or give the user that runs proxima access", () =>
        {
            // A folder that was there before us may be shared on purpose (/tmp): it is never changed, only complained about.
            if (!Directory.Exists(Path))
            {
                Directory.CreateDirectory(Path, Private);
            }
            else if ((File.GetUnixFileMode(Path) & Others) != UnixFileMode.None)
            {
                logger.FolderIsOpen(Path);
            }

            _lock = Lock();
        });
    }

    public void Dispose() => _lock?.Dispose();

    private FileStream Lock()
    {
        var stream = OpenLock();
        stream.SetLength(0);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        stream.Flush(flushToDisk: false);
        return stream;
    }

    private FileStream OpenLock()
    {
        try
        {
            return new FileStream(LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = PrivateFile,
            });
        }
        catch (IOException exception) when (FileErrors.IsLocked(exception))
        {
            var owner = Posix.ReadLocked(LockFile) is { Length: > 0 } pid ? $"process {pid}" : "another process";
            throw new StartupException(
                $"Data folder {Path} is in use by {owner}; stop it first, or give another folder with --data", exception);
        }
    }
}
