using System.Buffers;
using System.Globalization;

namespace Proxima.Collect.ProgramText;

/// <summary>Times and durations as programs print them. A time without a zone is the host's own; one of seconds since 1970 is
/// UTC.</summary>
internal static class ProgramTime
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> DigitsOrBlank = SearchValues.Create("0123456789. ");

    private static readonly string[] Formats =
    [
        "ddd MMM d HH:mm:ss yyyy", "MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-dd HH:mm", "dd.MM.yyyy HH:mm:ss", "MM/dd/yy HH:mm:ss",
    ];

    /// <summary>ctime(3) (<c>Thu Jan  9 12:32:16 2023</c>), ISO 8601, or seconds since 1970; null where it is none of them.</summary>
    public static DateTime? Parse(ReadOnlySpan<char> text)
    {
        var plain = text.Trim();
        if (plain.IsEmpty || plain.Length > 64) return null;
        if (Epoch(plain) is { } utc) return utc;
        return DateTime.TryParseExact(
            plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : WithZone(plain);
    }

    private static DateTime? Epoch(ReadOnlySpan<char> text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 100_000_000 and < 10_000_000_000
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;

    private static DateTime? WithZone(ReadOnlySpan<char> text)
        => char.IsAsciiDigit(text[0]) && text.Contains('-') && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : null;

    /// <summary>Seconds of <c>01:01:21</c>, <c>0 days 01:01:21</c>, <c>2 days 01:01:21</c>, <c>55h33m</c>, <c>0h0m</c>,
    /// <c>17.0min</c>.</summary>
    public static long? Seconds(ReadOnlySpan<char> text)
    {
        var rest = text.Trim();
        if (rest.IsEmpty || rest.Length > 48) return null;
        decimal days = 0;
        var at = rest.IndexOf(" day", StringComparison.Ordinal);
        if (at > 0)
        {
            if (!decimal.TryParse(rest[..at], NumberStyles.None, CultureInfo.InvariantCulture, out days) || days > 100_000) return null;
            rest = rest[(at + 4)..].TrimStart('s').TrimStart();
            if (rest.IsEmpty) return (long)(days * 86400);
        }

        var seconds = rest.Contains(':') ? Clock(rest) : Units(rest);
        return seconds is { } value ? (long)decimal.Round((days * 86400) + value) : null;
    }

    private static decimal? Clock(ReadOnlySpan<char> text)
    {
        decimal total = 0;
        foreach (var part in text.Split(':'))
        {
            if (!decimal.TryParse(text[part], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
            if (value > 1_000_000_000 || total > 1_000_000_000) return null;
            total = (total * 60) + value;
        }

        return total;
    }

    private static decimal? Units(ReadOnlySpan<char> text)
    {
        decimal total = 0;
        var rest = text;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || digits > 12) return null;
            if (!decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(DigitsOrBlank);
            var unit = letters < 0 ? rest : rest[..letters];
            rest = letters < 0 ? default : rest[letters..].TrimStart();
            decimal? factor = unit switch
            {
                "s" or "sec" or "secs" => 1,
                "m" or "min" or "mins" => 60,
                "h" or "hours" => 3600,
                "d" or "days" => 86400,
                "w" => 7 * 86400,
                _ => null,
            };
            if (factor is null) return null;
            total += value * factor.Value;
        }

        return total;
    }
}
