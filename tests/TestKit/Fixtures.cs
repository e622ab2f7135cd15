namespace Proxima.TestKit;

/// <summary>Real samples of real hosts, kept beside the repository and not in it.</summary>
public static class Fixtures
{
    /// <summary>The folder of one kind (<c>smartctl-json</c>); the test is skipped with the reason where it is absent.</summary>
    public static string Folder(string kind)
    {
        var folder = Path.GetFullPath(Path.Combine(RepoRoot.Folder, "..", "shared", "fixtures", kind));
        return Directory.Exists(folder) ? folder : throw Skip.Because($"the sample collection is not here: {folder}");
    }

    public static string Text(string kind, string file) => File.ReadAllText(Path.Combine(Folder(kind), file));
}
