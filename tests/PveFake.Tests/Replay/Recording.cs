using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>One request to a real Proxmox VE and what it answered.</summary>
internal sealed record Recording(string Version, string Name)
{
    public required string Method { get; init; }

    /// <summary>With format and query, as it was sent.</summary>
    public required string Target { get; init; }

    public required IReadOnlyList<(string Name, string Value)> RequestHeaders { get; init; }

    public required string? RequestBody { get; init; }

    public required int Status { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>The number the name begins with: the order in which they were meant.</summary>
    public int Number => int.Parse(string.Concat(Name.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name == name).Value;

    public string? RequestHeader(string name) => RequestHeaders.FirstOrDefault(header
        => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>All of one version, in the order of their time.</summary>
    public static IReadOnlyList<Recording> All(string version)
    {
        var folder = Path.Combine(Fixtures.Folder("pve-recorded"), version);
        return [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Read(version, file)).OrderBy(recording => recording.Date)
            .ThenBy(recording => recording.Name, StringComparer.Ordinal)];
    }

    private static Recording Read(string version, string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(file))?.AsObject() ?? throw new JsonException(file);
        var (request, response) = (root["request"] ?? throw new JsonException(file), root["response"] ?? throw new JsonException(file));
        var line = Text(response["status_line"]).Split(' ', 3);
        var headers = (response["headers"] as JsonArray ?? []).Select(pair => (Text(pair?[0]), Text(pair?[1]))).ToList();
        return new Recording(version, Path.GetFileNameWithoutExtension(file))
        {
            Method = Text(request["method"]),
            Target = Text(request["path"]),
            RequestHeaders = [.. (request["headers"] as JsonObject ?? []).Select(pair => (pair.Key, Text(pair.Value)))],
            RequestBody = request["body"]?.ToString(),
            Status = int.Parse(line[1], CultureInfo.InvariantCulture),
            Reason = line.ElementAtOrDefault(2) ?? string.Empty,
            Headers = headers,
            Body = Text(response["body"]),
            Date = DateTimeOffset.Parse(headers.Find(header => header.Item1 == "Date").Item2, CultureInfo.InvariantCulture),
        };
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? string.Empty;
}
