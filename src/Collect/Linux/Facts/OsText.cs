using System.Text;

namespace Proxima.Collect.Linux.Facts;

/// <summary>/etc/os-release, os-release(5): shell assignments with shell quoting.</summary>
internal static class OsText
{
    public static Dictionary<string, string> Parse(ReadOnlySpan<char> text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var trimmed = line.Trim();
            var equals = trimmed.IndexOf('=');
            if (equals <= 0 || trimmed.StartsWith("#")) continue;
            values[trimmed[..equals].ToString()] = Unquoted(trimmed[(equals + 1)..]);
        }

        return values;
    }

    /// <summary>Name for people; null when the file says none.</summary>
    public static string? NameOf(Dictionary<string, string> values)
    {
        if (values.TryGetValue("PRETTY_NAME", out var pretty) && pretty.Length > 0) return pretty;
        var name = $"{values.GetValueOrDefault("NAME")} {values.GetValueOrDefault("VERSION")}".Trim();
        return name.Length > 0 ? name : null;
    }

    private static string Unquoted(ReadOnlySpan<char> value)
    {
        if (value.Length >= 2 && value[0] == '\'' && value[^1] == '\'') return value[1..^1].ToString();
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"') value = value[1..^1];
        if (!value.Contains('\\')) return value.ToString();
        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) i++;
            result.Append(value[i]);
        }

        return result.ToString();
    }
}
