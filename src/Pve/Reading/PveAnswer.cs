using System.Text.Json;

namespace Proxima.Pve.Reading;

/// <summary>What stands around the data of an answer: <c>{"data": …, "message": …, "errors": {…}, "total": n}</c>.</summary>
internal static class PveAnswer
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 64 };

    /// <summary>Reads the data with the given function, in one pass.</summary>
    /// <exception cref="JsonException">The body is no JSON, or ends too early.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> body, PveReader.ReadItem<T> read, out long? total, out JsonElement? unread)
    {
        total = null;
        unread = null;
        T? data = default;
        if (body.Trim(" \r\n\t"u8).IsEmpty)
        {
            // A journal without a line in the time that was asked comes as nothing at all.
            return data;
        }

        var reader = new PveReader(new Utf8JsonReader(body, Lenient));
        reader.Json.Read();

        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body is no object.");
        }

        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndObject)
        {
            var isData = reader.Json.ValueTextEquals("data"u8);
            var isTotal = reader.Json.ValueTextEquals("total"u8);
            reader.Json.Read();
            if (isData)
            {
                data = Data(ref reader, read, out unread);
            }
            else if (isTotal && reader.Json.TokenType != JsonTokenType.Null)
            {
                total = reader.Integer();
                reader.Forget();
            }
            else
            {
                reader.Json.Skip();
            }
        }

        return data;
    }

    /// <summary>The message and the errors by parameter; nothing where the body holds none, or is no JSON.</summary>
    public static (string? Message, IReadOnlyDictionary<string, string> Errors) Failure(ReadOnlyMemory<byte> body)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, errors);
            }

            if (document.RootElement.TryGetProperty("errors", out var map) && map.ValueKind == JsonValueKind.Object)
            {
                foreach (var error in map.EnumerateObject())
                {
                    errors[error.Name] = error.Value.ValueKind == JsonValueKind.String ? error.Value.GetString()
                        ?? string.Empty : error.Value.GetRawText();
                }
            }

            return document.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? (message.GetString()?.TrimEnd(), errors)
                : (null, errors);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, errors);
        }
    }

    private static T? Data<T>(ref PveReader reader, PveReader.ReadItem<T> read, out JsonElement? unread)
    {
        unread = null;
        var before = reader.Json;
        T? data = default;
        try
        {
            data = read(ref reader);
        }
        catch (InvalidOperationException)
        {
            reader.Misfit("text");
        }

        if (reader.Mismatch is not null)
        {
            reader.Json = before;
            reader.Forget();
            unread = reader.Raw();
        }

        return data;
    }
}
