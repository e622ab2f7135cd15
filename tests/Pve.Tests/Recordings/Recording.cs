using System.Text.Json;
using Proxima.Pve.Schema.Checks;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Recordings;

/// <summary>One request and what a real server answered, as it travelled.</summary>
public sealed record Recording(string Name, string Version, RecordedRequest Request, string StatusLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public int Status => int.Parse(StatusLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Some answers are files: a whole log.</summary>
    public bool IsJson => Headers.Any(header => header.Key == "Content-Type" && header.Value.StartsWith("application/json", StringComparison.Ordinal));

    public string Reason => StatusLine.Split(' ', 3) is [_, _, var reason] ? reason : string.Empty;

    /// <summary>Every recording of every version; the test is skipped where the collection is absent.</summary>
    public static IReadOnlyList<Recording> All()
        => [.. Directory.EnumerateFiles(Fixtures.Folder("pve-recorded"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read).OfType<Recording>()];

    public static Recording Of(string version, string name) => All().First(recording => recording.Version == version && recording.Name == name);

    private static Recording? Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        if (root.GetProperty("response") is not { ValueKind: JsonValueKind.Object } response)
        {
            return null;
        }

        var request = root.GetProperty("request");
        var body = response.GetProperty("body").GetString() ?? string.Empty;
        return new Recording(
            Path.GetFileNameWithoutExtension(file),
            Path.GetFileName(Path.GetDirectoryName(file)) ?? string.Empty,
            new RecordedRequest(
                request.GetProperty("method").GetString() ?? string.Empty,
                request.GetProperty("path").GetString() ?? string.Empty,
                request.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                request.GetProperty("body").GetString()),
            response.GetProperty("status_line").GetString() ?? string.Empty,
            [.. response.GetProperty("headers").EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString() ?? string.Empty, pair[1].GetString() ?? string.Empty))],
            response.GetProperty("body_encoding").GetString() == "base64" ? Convert.FromBase64String(body) : System.Text.Encoding.UTF8.GetBytes(body));
    }
}

/// <summary>What was asked. The path starts with <c>/api2/json</c> or another format and may have a query.</summary>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    private const string Root = "/api2/json";

    /// <summary>The path below the root, decoded; null when it is not the JSON format.</summary>
    public string? ApiPath => Path.StartsWith(Root, StringComparison.Ordinal) ? Uri.UnescapeDataString(Path[Root.Length..].Split('?')[0]) : null;

    public IReadOnlyDictionary<string, PveInput> Parameters()
    {
        var given = new Dictionary<string, PveInput>(StringComparer.Ordinal);
        Form(Path.Split('?', 2) is [_, var query] ? query : string.Empty, given);
        if (Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            using var document = JsonDocument.Parse(Body ?? "{}");
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (PveInput.Of(member.Value) is { } value)
                {
                    given[member.Name] = value;
                }
            }
        }
        else
        {
            Form(Body ?? string.Empty, given);
        }

        return given;
    }

    private static void Form(string text, Dictionary<string, PveInput> into)
    {
        foreach (var pair in text.Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 3);
            into[Decoded(parts[0])] = Decoded(parts.Length > 1 ? parts[1] : string.Empty);
        }
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
