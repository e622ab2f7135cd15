using System.Text;

namespace Proxima.Collect.Sources;

/// <summary>
/// A recording of another host: its files by path, its links, its folders as the paths imply them. Read only once made,
/// so safe for concurrent use.
/// </summary>
public sealed class RecordedHost : IHostSource
{
    private readonly Dictionary<string, FileText> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _folders = new(StringComparer.Ordinal);

    public RecordedHost(IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string>? links = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (path, text) in files) Add(path, FileText.Of(text));
        foreach (var (path, target) in links ?? new Dictionary<string, string>(StringComparer.Ordinal)) AddLink(path, target);
    }

    /// <summary>A folder that holds a copy of the recorded host's tree (<c>folder/proc/stat</c> is /proc/stat).</summary>
    public static RecordedHost FromFolder(string folder)
    {
        var host = new RecordedHost(new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            var path = "/" + Path.GetRelativePath(folder, entry.FullName);
            if (entry.LinkTarget is { } target) host.AddLink(path, target);
            else if (entry is FileInfo) host.Add(path, FileText.Of(Encoding.UTF8.GetString(File.ReadAllBytes(entry.FullName))));
        }

        return host;
    }

    /// <summary>The same host with one file that answers something else: another text or an error.</summary>
    public RecordedHost With(string path, FileText file)
    {
        var host = new RecordedHost(new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (known, text) in _files) host.Add(known, text);
        foreach (var (known, target) in _links) host.AddLink(known, target);
        host.Add(path, file);
        return host;
    }

    public FileText Read(string path) => _files.TryGetValue(path, out var file) ? file : FileText.Missing(path);

    public IReadOnlyList<string> List(string directory) => _folders.TryGetValue(directory, out var names) ? [.. names] : [];

    public string? Link(string path) => _links.GetValueOrDefault(path);

    private void Add(string path, in FileText file)
    {
        _files[path] = file;
        AddToFolders(path);
    }

    private void AddLink(string path, string target)
    {
        _links[path] = target;
        AddToFolders(path);
    }

    private void AddToFolders(string path)
    {
        while (path.LastIndexOf('/') is >= 0 and var slash)
        {
            var folder = slash == 0 ? "/" : path[..slash];
            if (!_folders.TryGetValue(folder, out var names)) _folders[folder] = names = new SortedSet<string>(StringComparer.Ordinal);
            if (!names.Add(path[(slash + 1)..]) || slash == 0) return;
            path = folder;
        }
    }
}
