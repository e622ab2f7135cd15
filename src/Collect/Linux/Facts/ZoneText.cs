namespace Proxima.Collect.Linux.Facts;

/// <summary>The IANA zone of a host: /etc/timezone where there is one, else what /etc/localtime points at.</summary>
internal static class ZoneText
{
    private const string Folder = "zoneinfo/";

    public static string? Parse(string? timezoneFile, string? localtimeLink)
    {
        if (FromLink(localtimeLink) is { } linked) return linked;
        var lines = new Lines(timezoneFile);
        while (lines.Next(out var line))
        {
            var zone = line.Trim();
            if (!zone.IsEmpty && !zone.StartsWith("#")) return IsZone(zone) ? zone.ToString() : null;
        }

        return null;
    }

    /// <summary>The link is what the C library follows, so it wins over the file beside it.</summary>
    private static string? FromLink(string? link)
    {
        var at = link?.IndexOf(Folder, StringComparison.Ordinal) ?? -1;
        if (link is null || at < 0) return null;
        var zone = link[(at + Folder.Length)..];
        return IsZone(zone) ? zone : null;
    }

    private static bool IsZone(ReadOnlySpan<char> zone)
    {
        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+')) return false;
        }

        return !zone.IsEmpty;
    }
}
