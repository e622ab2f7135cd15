using System.Globalization;

namespace Proxima.Cli.Printing;

/// <summary>Figures as people read them. What is not known is a question mark, never a zero.</summary>
internal static class Amounts
{
    public const string NotKnown = "?";

    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>0 to 100 with one decimal below ten. Short of the limit never reads as 100.</summary>
    public static string Percent(double? percent) => percent switch
    {
        { } p when !double.IsFinite(p) => NotKnown,
        null => NotKnown,
        > 99 and < 100 => "99 %",
        { } p => Invariant($"{Math.Round(p, p < 9.95 ? 1 : 0, MidpointRounding.AwayFromZero):0.#} %"),
    };

    public static string Bytes(double? bytes)
    {
        if (bytes is not { } value || !double.IsFinite(value))
        {
            return NotKnown;
        }

        var unit = 0;
        while (Math.Abs(value) >= 1000 && unit < ByteUnits.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var digits = unit == 0 || Math.Abs(value) >= 99.95 ? "0" : "0.0";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {ByteUnits[unit]}";
    }

    public static string BytesPerSecond(double? rate) => rate is { } value && double.IsFinite(value) ? $"{Bytes(value)}/s" : NotKnown;

    /// <summary>Decimal, as link speeds are sold: <c>10 Gbit/s</c>.</summary>
    public static string LinkSpeed(long? bitsPerSecond) => bitsPerSecond switch
    {
        null => NotKnown,
        >= 1_000_000_000 => Invariant($"{bitsPerSecond / 1e9:0.#} Gbit/s"),
        _ => Invariant($"{bitsPerSecond / 1e6:0.#} Mbit/s"),
    };

    public static string Celsius(double? degrees)
        => degrees is { } value && double.IsFinite(value) ? Invariant($"{Math.Round(value, MidpointRounding.AwayFromZero)} °C") : NotKnown;

    public static string Number(double? number, string format = "0.##")
        => number is { } value && double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : NotKnown;

    /// <summary>Two units at most: <c>4 s</c>, <c>12 min</c>, <c>3 h 20 min</c>, <c>12 d 4 h</c>.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } value || !double.IsFinite(value) || value > TimeSpan.MaxValue.TotalSeconds)
        {
            return NotKnown;
        }

        var span = TimeSpan.FromSeconds(Math.Max(0, value));
        return span switch
        {
            { TotalMinutes: < 1 } => Join($"{span.Seconds} s", null),
            { TotalHours: < 1 } => Join($"{span.Minutes} min", null),
            { TotalDays: < 1 } => Join($"{span.Hours} h", span.Minutes > 0 ? $"{span.Minutes} min" : null),
            _ => Join(Invariant($"{(int)span.TotalDays} d"), span.Hours > 0 ? $"{span.Hours} h" : null),
        };
    }

    /// <summary>Seconds from <paramref name="then"/> to <paramref name="now"/>; null when there was no then.</summary>
    public static double? Age(DateTimeOffset? then, DateTimeOffset now) => then is { } t ? (now - t).TotalSeconds : null;

    /// <summary>One thing, many things.</summary>
    public static string Count(int number, string one, string many) => Invariant($"{number} {(number == 1 ? one : many)}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Join(string first, string? second) => second is null ? first : $"{first} {second}";
}
