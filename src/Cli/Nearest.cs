namespace Proxima.Cli;

/// <summary>The word somebody probably meant.</summary>
internal static class Nearest
{
    private const int LongestWord = 32;

    /// <summary>The closest of <paramref name="words"/> at most two edits away and no more than half the word; null when none is.</summary>
    public static string? To(string typed, IEnumerable<string> words)
    {
        if (typed.Length > LongestWord)
        {
            return null;
        }

        var best = words.Select(w => (Word: w, Edits: Edits(typed, w)))
            .OrderBy(c => c.Edits).ThenBy(c => c.Word, StringComparer.Ordinal).FirstOrDefault();
        return best.Word is not null && best.Edits <= 2 && best.Edits * 2 <= Math.Max(typed.Length, 3) ? best.Word : null;
    }

    // Levenshtein distance, one row at a time.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
