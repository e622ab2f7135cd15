using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Proxima.Server.Platform.Http;

/// <summary>What the framework could not read, in words that name the place.</summary>
internal static class BadRequestProblem
{
    private const int LongestShown = 100;

    public static ProblemHttpResult Of(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge(),
        StatusCodes.Status415UnsupportedMediaType => WrongType(),
        StatusCodes.Status408RequestTimeout => TooSlow(),
        StatusCodes.Status400BadRequest when exception.InnerException is JsonException json
            => Problems.BadRequest("malformed-json", "The body is not the JSON that is expected here", Place(json)),
        StatusCodes.Status400BadRequest => Problems.BadRequest("malformed-request", "The request cannot be read", Words(exception.Message)),
        var status => Problems.Of(status, $"http-{status}", "This request was refused"),
    };

    public static ProblemHttpResult TooSlow() => Problems.Of(408, "too-slow", "The request came in too slowly");

    public static ProblemHttpResult TooLarge()
        => Problems.Of(413, "body-too-large", "The body is larger than this server takes", "Http:MaxBodyBytes sets the limit");

    public static ProblemHttpResult WrongType()
        => Problems.Of(415, "wrong-content-type", "The body has the wrong content type", "Send it as application/json");

    /// <summary>The framework reads such a body no further and throws, as if the fault were ours.</summary>
    public static bool HasUnknownCharset(HttpRequest request)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null;

    /// <summary>
    /// What the framework says of a parameter ("Failed to bind parameter "Nullable&lt;int&gt; limit" from "many".") without the names of
    /// our types.
    /// </summary>
    internal static string Words(string message)
    {
        var quoted = message.Split('"', 4);
        if (quoted.Length < 3)
        {
            return message;
        }

        var name = quoted[1][(quoted[1].LastIndexOf(' ') + 1)..];
        if (message.StartsWith("Failed to bind parameter", StringComparison.Ordinal))
        {
            var value = quoted.Length > 3 ? quoted[3].TrimEnd('.', '"') : "";
            return value.Length is 0 or > LongestShown ? $"{name} cannot be understood" : $"{name} cannot be '{value}'";
        }

        return message.StartsWith("Required parameter", StringComparison.Ordinal) ? $"{name} is missing"
            : message.StartsWith("Implicit body", StringComparison.Ordinal) ? "The body is missing; send it as application/json"
            : message;
    }

    /// <summary>Path, line and byte, counted from 1. The message of the parser names our types and stays inside.</summary>
    private static string Place(JsonException exception)
    {
        var missing = Missing(exception.Message);
        var line = exception.LineNumber is { } number
            ? FormattableString.Invariant($"line {number + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}")
            : null;
        var path = string.IsNullOrEmpty(exception.Path) ? null : exception.Path;
        var where = (path, line) switch
        {
            (null, null) => "at the beginning",
            (null, _) => $"at {line}",
            (_, null) => $"at {path}",
            _ => $"at {path}, {line}",
        };
        return missing is null ? $"Look {where}" : $"Missing: {missing}; look {where}";
    }

    /// <summary>Names of required members, from "… missing required properties including: 'name', 'password'.".</summary>
    private static string? Missing(string message)
    {
        const string Marker = "including: ";
        var start = message.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += Marker.Length;
        var end = message.IndexOf("'.", start, StringComparison.Ordinal);
        return end < 0 ? null : message[start..(end + 1)];
    }
}
