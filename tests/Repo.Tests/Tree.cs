using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Proxima.Repo.Tests;

/// <summary>The repository as the walls see it: tracked files, parsed once.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Our own C# of product and tests, generated code excepted; paths are relative with forward slashes.</summary>
    public static IReadOnlyList<(string Path, SyntaxTree Syntax)> Sources { get; } =
    [
        .. Tracked("*.cs").Where(path => !path.StartsWith("src/Pve/Generated/", StringComparison.Ordinal)).Select(path => (path, CSharpSyntaxTree.ParseText(Text(path), new CSharpParseOptions(LanguageVersion.Latest), path))),
    ];

    public static IEnumerable<(string Path, SyntaxTree Syntax)> Product => Sources.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files git knows, and new ones it does not ignore, so that a wall holds before the commit.</summary>
    public static IReadOnlyList<string> Tracked(params string[] patterns)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "-co", "--exclude-standard", "--", .. patterns])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("git did not start");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Root, path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Compares with a committed text; UPDATE_CONTRACTS=1 rewrites it instead.</summary>
    public static void ShouldBeCommitted(string path, string actual)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        var committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        actual.ShouldBe(committed, $"{path} is not what the code says: run ./dev contracts, read the diff, commit it");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Proxima.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Proxima.slnx above the tests");
        }

        return folder;
    }
}
