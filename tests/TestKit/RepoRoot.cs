namespace Proxima.TestKit;

/// <summary>Where the repository lies.</summary>
public static class RepoRoot
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Folder => Found.Value;

    /// <summary>A path inside the repository.</summary>
    public static string Of(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Proxima.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Proxima.slnx above {AppContext.BaseDirectory}.");
    }
}
