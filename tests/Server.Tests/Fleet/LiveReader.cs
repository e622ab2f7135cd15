using System.Text.Json;

namespace Proxima.Server.Tests.Fleet;

/// <summary>One server-sent event.</summary>
internal sealed record LiveEvent(string Name, string? Id, JsonElement Data);

/// <summary>Reads a live stream as a browser would.</summary>
internal sealed class LiveReader : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private LiveReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public HttpResponseMessage Response => _response;

    public static async Task<LiveReader> OpenAsync(HttpClient client, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/live{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new LiveReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<LiveEvent?> NextAsync()
    {
        string name = "message", data = "";
        string? id = null;
        while (await _lines.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.Length == 0)
            {
                return new LiveEvent(name, id, JsonElement.Parse(data));
            }

            var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
            switch (line.Split(':')[0])
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    id = value;
                    break;
                case "data":
                    data = value;
                    break;
                default:
                    throw new InvalidDataException(line);
            }
        }

        return null;
    }

    /// <summary>The next event of this name; what comes before it is passed over.</summary>
    public async Task<LiveEvent> NextAsync(string name)
    {
        while (await NextAsync() is { } next)
        {
            if (next.Name == name)
            {
                return next;
            }
        }

        throw new EndOfStreamException($"the stream ended before an event '{name}'");
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
