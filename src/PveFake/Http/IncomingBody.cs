using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Proxima.PveFake.Http;

/// <summary>
/// Reads parameters the way the real server does: query and body count alike, keys may repeat and become a list, and in a form
/// body a raw <c>=</c> or <c>;</c> inside a value cuts it.
/// </summary>
internal static class IncomingBody
{
    /// <summary>What an ordinary body may be long.</summary>
    public const int Limit = 512 * 1024;

    private const long UploadLimit = 8L << 30;

    /// <summary>Parameters of the query: <c>a=1&amp;a=2</c> is a list.</summary>
    public static void ReadForm(string text, Dictionary<string, JsonNode?> into)
    {
        foreach (var pair in text.Split('&', ';'))
        {
            if (pair.Length == 0)
            {
                continue;
            }

            var pieces = pair.Split('=');
            Add(into, Decode(pieces[0]), pieces.Length > 1 ? Decode(pieces[1]) : string.Empty);
        }
    }

    /// <summary>A JSON object of parameters.</summary>
    /// <exception cref="BadJson">The text is no JSON object.</exception>
    public static void ReadJson(string text, Dictionary<string, JsonNode?> into)
    {
        JsonObject? values;
        try
        {
            values = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            throw new BadJson(text);
        }

        if (values is null)
        {
            throw new BadJson(text);
        }

        foreach (var (name, value) in values)
        {
            into[name] = value switch
            {
                JsonValue flag when flag.GetValueKind() is JsonValueKind.True => 1,
                JsonValue flag when flag.GetValueKind() is JsonValueKind.False => 0,
                _ => value?.DeepClone(),
            };
        }
    }

    public static async Task<string> ReadTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not > 0)
        {
            return string.Empty;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>An upload: fields become parameters, the file is measured and thrown away.</summary>
    public static async Task<Upload?> ReadUploadAsync(HttpRequest request, Dictionary<string, JsonNode?> into,
        CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return null;
        }

        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = UploadLimit };
        Upload? upload = null;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty;
            if (HeaderUtilities.RemoveQuotes(disposition.FileName).Value is { Length: > 0 } file)
            {
                upload = new Upload(file, await MeasureAsync(section.Body, cancellationToken));
                into[name] = file;
            }
            else
            {
                Add(into, name, (await section.ReadAsStringAsync(cancellationToken)).TrimEnd('\r', '\n'));
            }
        }

        return upload;
    }

    private static async Task<long> MeasureAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        long length = 0;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            length += read;
        }

        return length;
    }

    private static void Add(Dictionary<string, JsonNode?> into, string name, string value)
    {
        if (!into.TryGetValue(name, out var already))
        {
            into[name] = value;
        }
        else if (already is JsonArray list)
        {
            list.Add((JsonNode)value);
        }
        else
        {
            into[name] = new JsonArray(already?.DeepClone(), value);
        }
    }

    private static string Decode(string text) => WebUtility(text.Replace('+', ' '));

    private static string WebUtility(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>A file that came with a request: the name the client gave, and its length in bytes.</summary>
internal sealed record Upload(string FileName, long Length);

/// <summary>A body that says it is JSON and is not.</summary>
internal sealed class BadJson(string text) : Exception("the body is no JSON object")
{
    public string Text { get; } = text;
}
