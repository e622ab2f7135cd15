using System.Text.Json;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Where the memory of disks lies: a file that is replaced as a whole, so that a power cut leaves the old or the new one. A damaged file is
/// set aside and never overwritten. Without a path nothing outlives the process.
/// </summary>
public sealed class DiskMemory(string? path)
{
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>What went wrong with the file last, for a log line; null when nothing did.</summary>
    public string? Problem { get; private set; }

    internal IReadOnlyList<DiskMemo> Load()
    {
        if (path is null || !File.Exists(path)) return [];
        try
        {
            if (new FileInfo(path).Length > Largest) throw new JsonException("larger than 16 MB");
            var memos = JsonSerializer.Deserialize(File.ReadAllBytes(path), DiskMemoJson.Default.DiskMemos);
            if (memos is { Format: DiskMemos.CurrentFormat, Disks: not null }) return memos.Disks;
            throw new JsonException("a format this version does not know");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            Problem = $"{path}: {e.Message}";
            SetAside();
            return [];
        }
    }

    internal void Save(IEnumerable<DiskMemo> memos)
    {
        if (path is null) return;
        try
        {
            var temporary = path + ".new";
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, new DiskMemos(DiskMemos.CurrentFormat, [.. memos]), DiskMemoJson.Default.DiskMemos);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            Problem = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = $"{path}: {e.Message}";
        }
    }

    private void SetAside()
    {
        try
        {
            if (path is not null) File.Move(path, path + ".damaged", overwrite: false);
        }
        catch (IOException)
        {
            // One set aside before is older evidence; this one then stays where it is until the next save replaces it.
        }
        catch (UnauthorizedAccessException)
        {
            // The folder may not be written to; the problem says so already.
        }
    }
}
