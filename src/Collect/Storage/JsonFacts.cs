using System.Text.Json;

namespace Proxima.Collect.Storage;

/// <summary>
/// Reads members of JSON that may be missing, of another type than expected, or numbers written as text, without ever throwing.
/// </summary>
internal static class JsonFacts
{
    /// <summary>The member at a path of names; undefined where there is none.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        }

        return element;
    }

    /// <summary>A whole number that 63 bits hold, written as number or text.</summary>
    public static long? Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetInt64(out var value) ? value
            : element.TryGetDouble(out var fraction) && Math.Abs(fraction) < 9e15 ? (long)fraction : null,
        JsonValueKind.String => Smart.SmartFigures.Number(Raw(element)),
        _ => null,
    };

    public static int? Small(this JsonElement element, int most = 1_000_000)
        => element.Number() is { } value && value <= most && value >= -most ? (int)value : null;

    public static double? Fraction(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetDouble(out var value) && double.IsFinite(value) ? value : null,
        JsonValueKind.String => Smart.SmartFigures.Fraction(Raw(element)),
        _ => null,
    };

    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Words without blanks around; null for nothing, for what stands for nothing and for text that is none.</summary>
    public static string? Words(this JsonElement element) => Smart.SmartFigures.Words(Raw(element));

    /// <summary>The text as it is; null when it is none.</summary>
    public static string? Raw(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON that is no text.
            return null;
        }
    }

    /// <summary>Elements of an array; none when it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
}
