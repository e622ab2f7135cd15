using System.Text;
using System.Text.Json;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Pve;

/// <summary>Prints any answer: a table for people, JSON or YAML for programs.</summary>
internal static class PveOutput
{
    private const int MostColumns = 12;

    public static readonly string[] Formats = ["table", "json", "yaml"];

    // What people look for first; the rest follows in the order of the alphabet.
    private static readonly string[] First = ["id", "vmid", "node", "storage", "name", "type", "status", "subdir", "upid", "userid",
        "poolid", "volid"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Print(JsonElement? answer, string format, Surroundings around)
    {
        if (answer is not { } data)
        {
            return;
        }

        switch (format)
        {
            case "json":
                around.Output.WriteLine(Json(data));
                break;
            case "yaml":
                around.Output.Write(Yaml(data));
                break;
            default:
                Table(data, new Screen(around));
                break;
        }
    }

    internal static string Yaml(JsonElement data)
    {
        var text = new StringBuilder();
        Yaml(text, data, 0);
        return text.ToString();
    }

    private static void Yaml(StringBuilder text, JsonElement data, int depth)
    {
        var indent = new string(' ', depth * 2);
        switch (data.ValueKind)
        {
            case JsonValueKind.Object when data.EnumerateObject().Any():
                foreach (var member in data.EnumerateObject())
                {
                    text.Append(indent).Append(Plain(member.Name)).Append(':');
                    Child(text, member.Value, depth + 1);
                }

                break;
            case JsonValueKind.Array when data.GetArrayLength() > 0:
                foreach (var item in data.EnumerateArray())
                {
                    text.Append(indent).Append('-');
                    Child(text, item, depth + 1);
                }

                break;
            default:
                text.Append(indent).Append(Scalar(data)).Append('\n');
                break;
        }
    }

    private static void Child(StringBuilder text, JsonElement value, int depth)
    {
        var isNested = (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
            || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0);
        if (isNested)
        {
            text.Append('\n');
            Yaml(text, value, depth);
        }
        else
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Plain(value.GetString() ?? string.Empty),
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        _ => value.GetRawText(),
    };

    // Letters and digits that YAML would not take for something else stay bare; everything else is quoted as JSON, which YAML reads.
    private static string Plain(string text)
        => text.Length > 0 && char.IsAsciiLetter(text[0])
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/')
            && text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n")
            ? text
            : "\"" + JsonEncodedText.Encode(text).ToString() + "\"";

    private static string Json(JsonElement data)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream,
            new JsonWriterOptions { Indented = Indented.WriteIndented,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            data.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Table(JsonElement data, Screen screen)
    {
        if (data.ValueKind == JsonValueKind.Array && data.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object))
        {
            Rows(data, screen);
        }
        else if (data.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in data.EnumerateArray())
            {
                screen.Line(Cell(item));
            }
        }
        else if (data.ValueKind == JsonValueKind.Object)
        {
            var table = new Table(new Column("NAME"), new Column("VALUE", Least: 20));
            foreach (var member in data.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
            {
                table.Row(member.Name, Cell(member.Value));
            }

            table.Print(screen);
        }
        else
        {
            screen.Line(Cell(data));
        }
    }

    private static void Rows(JsonElement data, Screen screen)
    {
        var rows = data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).ToList();
        var names = rows.SelectMany(row => row.EnumerateObject().Select(member => member.Name)).Distinct(StringComparer.Ordinal)
            .OrderBy(name => Array.IndexOf(First, name) is var at && at < 0 ? First.Length : at)
                .ThenBy(name => name, StringComparer.Ordinal)
            .Take(screen.Width is null ? int.MaxValue : MostColumns).ToList();
        var table = new Table(
            [.. names.Select((name, index)
                => new Column(name.ToUpperInvariant(), IsFigures(rows, name), Least: index == 0 ? 0 : 6, DropOrder: index))]);
        foreach (var row in rows)
        {
            table.Row([.. names.Select(name => new Cell(row.TryGetProperty(name, out var value) ? Cell(value) : string.Empty))]);
        }

        table.Print(screen);
    }

    private static bool IsFigures(List<JsonElement> rows, string name)
        => rows.TrueForAll(row
            => !row.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Number or JsonValueKind.Null);

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? string.Empty,
        JsonValueKind.Null => string.Empty,
        _ => value.GetRawText(),
    };
}
