using System.Globalization;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>
/// Undoes the packing of raw values. What smartctl prints depends on its drive database: a plain 48-bit number, several numbers, or
/// hours with minutes. The printed text is what is decoded, so JSON and text give the same.
/// </summary>
internal static class SmartCount
{
    private const long Low32 = 0xffff_ffff;
    private const long Low16 = 0xffff;

    /// <summary>More hours than a disk can have run: the raw value is packed in a way the drive database did not know.</summary>
    private const long MostHours = 1_000_000;

    public static long? Of(SmartAttribute attribute, bool isSeagate) => attribute.Id switch
    {
        // Upper 16 bits errors, lower 32 operations; printed as errors/operations where smartctl knows.
        1 or 7 or 195 when isSeagate => Slash(attribute.Raw) ?? (First(attribute.Raw) is { } packed ? packed >> 32 : null),

        // Three counters of 16 bits: the first counts all time-outs.
        188 when First(attribute.Raw) is > Low32 and var packed => packed & Low16,
        9 => Hours(attribute.Raw),

        // Hours in the lower 32 bits, a fraction above.
        240 when isSeagate => First(attribute.Raw) is { } packed ? packed & Low32 : null,
        190 or 194 => Celsius(attribute.Raw),
        _ => First(attribute.Raw),
    };

    /// <summary>"657h+29m", "8444h+55m+09s", "9515h+00m+00.000s", "50842 (109 155 0)", "2988".</summary>
    private static long? Hours(string raw)
    {
        var end = raw.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (end > 0 && raw[end] == 'h')
            return long.TryParse(raw.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : null;
        return First(raw) is not { } value ? null
            : value <= MostHours ? value
            : (value & Low32) <= MostHours ? value & Low32
            : (value & 0xffffff) <= MostHours ? value & 0xffffff
            : null;
    }

    /// <summary>"33 (Min/Max 20/45)", "23 (0 19 0 0 0)", or the 48 bits as one number with the temperature in the lowest byte.</summary>
    private static long? Celsius(string raw)
        => First(raw) is not { } value ? null : value <= byte.MaxValue ? value : value & byte.MaxValue;

    /// <summary>The number the raw value begins with.</summary>
    private static long? First(string raw)
    {
        if (raw.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(raw.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                && hex >= 0 ? hex : null;
        var end = raw.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var digits = raw.AsSpan(0, end < 0 ? raw.Length : end);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>"errors/operations".</summary>
    private static long? Slash(string raw)
        => raw.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && long.TryParse(raw.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var errors) ? errors : null;
}
