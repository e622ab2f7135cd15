using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Proxima.Pve.Schema.Checks;

/// <summary>Patterns as Proxmox writes them: Perl's, anchored by the check, or Rust's between slashes, anchored by themselves.</summary>
internal static class PerlPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);
    private static readonly ConcurrentDictionary<string, Regex?> Known = new(StringComparer.Ordinal);

    /// <summary>Whether the text matches; a pattern that this program cannot read, or that takes too long, refuses nothing.</summary>
    public static bool Matches(string pattern, string text)
    {
        try
        {
            return Of(pattern)?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    /// <summary>The same pattern for .NET, or null where there is none.</summary>
    public static Regex? Of(string pattern) => Known.GetOrAdd(pattern, static text =>
    {
        try
        {
            return new Regex(Translated(text), RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    });

    private static string Translated(string pattern)
    {
        // (?^i:…) starts from the default flags, whatever stands around it.
        var text = pattern
            .Replace("(?^i:", "(?i-mnsx:", StringComparison.Ordinal)
            .Replace("(?^u:", "(?-imnsx:", StringComparison.Ordinal)
            .Replace("(?^:", "(?-imnsx:", StringComparison.Ordinal)
            .Replace("(?P<", "(?<", StringComparison.Ordinal)
            .Replace("[[:^cntrl:]]", @"[^\p{Cc}]", StringComparison.Ordinal)
            .Replace("[:cntrl:]", @"\p{Cc}", StringComparison.Ordinal)
            .Replace(@"\0", @"\x00", StringComparison.Ordinal)
            .Replace(@"\_", "_", StringComparison.Ordinal);
        // Perl writes ^a|b$ for the alternatives a and b, and so it is checked there.
        return text.Length > 1 && text[0] == '/' && text[^1] == '/' ? text[1..^1] : $"^{text}$";
    }
}
