using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Model;

namespace Proxima.Collect.ProgramText;

/// <summary>JSON that programs print. Warnings may stand before it; members that are missing or of another type are null.</summary>
internal static class JsonText
{
    /// <summary>True for text whose first line that is no warning begins JSON, whole or not.</summary>
    public static bool Matches(string text) => Start(text) >= 0;

    /// <summary>Gives the first JSON value to <paramref name="map"/>; JSON that is cut off or broken fails with its line.</summary>
    public static Reading<T> Read<T>(string text, string source, Func<JsonElement, Reading<T>> map)
        where T : class
    {
        var start = Start(text);
        if (start < 0) return Reading.Failed<T>($"{source}: no JSON");
        try
        {
            var options = new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip };
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]), options);
            using var json = JsonDocument.ParseValue(ref reader);
            return map(json.RootElement);
        }
        catch (JsonException e)
        {
            var line = text.AsSpan(0, start).Count('\n') + (e.LineNumber ?? 0) + 1;
            return Reading.Failed<T>(string.Create(CultureInfo.InvariantCulture, $"{source}: no whole JSON: line {line}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return Reading.Failed<T>($"{source}: characters that are no text");
        }
    }

    public static JsonElement Member(JsonElement item, string name)
        => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The first member there is of several names, as versions of programs rename them.</summary>
    public static JsonElement Member(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var member = Member(item, name);
            if (member.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) return member;
        }

        return default;
    }

    /// <summary>A text, or a number or a flag as it is written.</summary>
    public static string? AsText(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => item.GetRawText(),
        _ => null,
    };

    public static string? Text(JsonElement item, params ReadOnlySpan<string> names) => AsText(Member(item, names));

    /// <summary>A text that is not empty.</summary>
    public static string? Words(JsonElement item, params ReadOnlySpan<string> names)
        => Text(item, names)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number, also one written as text.</summary>
    public static long? Number(JsonElement item, params ReadOnlySpan<string> names)
    {
        var member = Member(item, names);
        if (member.ValueKind == JsonValueKind.Number)
        {
            if (member.TryGetInt64(out var whole)) return whole;
            return member.TryGetDouble(out var value) && Math.Abs(value) < long.MaxValue ? (long)value : null;
        }

        return member.ValueKind == JsonValueKind.String
            && long.TryParse(member.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>A number, also one written as text; percent signs and blanks around it do not count.</summary>
    public static double? Fraction(JsonElement item, params ReadOnlySpan<string> names)
    {
        var text = AsText(Member(item, names));
        return text is not null && double.TryParse(
            text.AsSpan().Trim().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
    }

    /// <summary>true, 1, "1", "yes" and their opposites.</summary>
    public static bool? Flag(JsonElement item, params ReadOnlySpan<string> names) => AsText(Member(item, names)) switch
    {
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };

    public static IEnumerable<JsonElement> List(JsonElement item)
        => item.ValueKind == JsonValueKind.Array ? item.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(JsonElement item)
        => item.ValueKind == JsonValueKind.Object ? item.EnumerateObject() : [];

    /// <summary>Where the JSON begins: a bracket at the start of a line; -1 where none does.</summary>
    private static int Start(string text)
    {
        var at = 0;
        for (var lines = 0; lines < 200 && at < text.Length; lines++)
        {
            var end = text.IndexOf('\n', at);
            var line = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
            var bracket = line.TrimStart();
            if (IsStart(bracket, end < 0 ? default : text.AsSpan(end))) return at + line.Length - bracket.Length;
            if (end < 0) return -1;
            at = end + 1;
        }

        return -1;
    }

    /// <summary>A log line may begin with a bracket too: <c>[    0.000000] Linux</c>.</summary>
    private static bool IsStart(ReadOnlySpan<char> line, ReadOnlySpan<char> after)
    {
        if (line.IsEmpty || line[0] is not ('{' or '[')) return false;
        var next = line[1..].TrimStart();
        if (next.IsEmpty) next = after.TrimStart();
        if (next.IsEmpty) return true;
        return line[0] == '{' ? next[0] is '"' or '}' : next[0] is '{' or '[' or '"' or ']' && !line.StartsWith("[[");
    }
}
