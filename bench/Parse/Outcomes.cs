using Proxima.Collect;

namespace Proxima.Parse;

/// <summary>What each sample of a folder gives, one line a file: to look at, not to measure.</summary>
internal static class Outcomes
{
    private const int LongestText = 160;

    public static void Print(string kind, string folder, bool isWhole)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var result = Kinds.Parse(kind, File.ReadAllText(path), path);
            var (word, text) = result.Json is { } json ? ("value ", json)
                : result.Absent is { } absent ? ("absent", absent)
                : ("FAILED", result.Failed ?? string.Empty);
            var shown = isWhole || text.Length < LongestText ? text : text[..LongestText];
            Console.WriteLine($"{word} {Path.GetRelativePath(folder, path)} {shown}");
        }
    }
}
