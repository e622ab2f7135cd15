using System.Text;
using System.Text.Json;

namespace Proxima.Pve.Schema;

/// <summary>
/// The compact form: a heading, <c>type ID JSON</c> for each distinct type, <c>format NAME JSON</c> for each named property string,
/// and <c>METHOD PATH JSON</c> for each operation. An id is made of the content, so a new fact adds a line and moves none.
/// </summary>
internal static class SchemaText
{
    private const string Heading = "proxima-schema 1";

    public static PveSchema Read(string text)
    {
        var product = string.Empty;
        var version = string.Empty;
        var types = new Dictionary<string, PveType>(StringComparer.Ordinal);
        var formats = new Dictionary<string, PveType>(StringComparer.Ordinal);
        var operations = new List<PveOperation>();
        var json = new TypeJson(types);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (number == 1 && line != Heading)
            {
                throw new FormatException($"line 1: '{Heading}' expected");
            }

            if (number == 1 || line.Length == 0)
            {
                continue;
            }

            try
            {
                var (word, rest) = Split(line);
                switch (word)
                {
                    case "product": product = rest; break;
                    case "version": version = rest; break;
                    case "type": Add(types, json, rest); break;
                    case "format": Add(formats, json, rest); break;
                    default: operations.Add(Operation(word, rest, json, formats)); break;
                }
            }
            catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                throw new FormatException($"line {number}: {error.Message}", error);
            }
        }

        return new PveSchema(product, version, operations, formats);
    }

    public static string Write(PveSchema schema)
    {
        var types = new TypeLines();
        var formats = schema.Formats.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"format {pair.Key} {types.Body(pair.Value)}").ToList();
        var operations = schema.Operations.OrderBy(operation => operation.Path, StringComparer.Ordinal)
            .ThenBy(operation => operation.Method, StringComparer.Ordinal)
            .Select(operation => $"{operation.Method} {operation.Path} {types.Operation(operation)}").ToList();
        var text = new StringBuilder();
        text.Append(Heading).Append('\n').Append("product ").Append(schema.Product).Append('\n').Append("version ").Append(schema.Version)
            .Append('\n');
        foreach (var line in types.Lines.Concat(formats).Concat(operations))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static (string Word, string After) Split(string line)
    {
        var space = line.IndexOf(' ');
        return space > 0 ? (line[..space], line[(space + 1)..]) : throw new FormatException("a word and a space expected");
    }

    private static void Add(Dictionary<string, PveType> into, TypeJson json, string rest)
    {
        var (name, body) = Split(rest);
        using var document = JsonDocument.Parse(body);
        into[name] = json.Read(document.RootElement);
    }

    private static PveOperation Operation(string method, string rest, TypeJson json, Dictionary<string, PveType> formats)
    {
        var (path, body) = Split(rest);
        using var document = JsonDocument.Parse(body);
        return OperationJson.Read(method, path, document.RootElement, json, formats);
    }
}
