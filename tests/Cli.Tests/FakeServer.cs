using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Proxima.Cli.Tests;

/// <summary>Answers by path; what it does not know is 404. Remembers what was asked.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    public static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Func<HttpResponseMessage>> _answers = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    /// <summary>What was sent along.</summary>
    public List<string> Bodies { get; } = [];

    public string? Authorization { get; private set; }

    public Exception? Fails { get; init; }

    public FakeServer Has(string path, string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[path] = () => new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return this;
    }

    public FakeServer Has<T>(string path, T record, JsonTypeInfo<T> type) => Has(path, JsonSerializer.Serialize(record, type));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri.ShouldNotBeNull();
        Asked.Add(uri.PathAndQuery);
        Authorization = request.Headers.Authorization?.ToString();
        if (request.Content is not null)
        {
            Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        if (Fails is not null)
        {
            throw Fails;
        }

        var response = _answers.TryGetValue($"{request.Method} {uri.AbsolutePath}", out var verb) ? verb()
            : _answers.TryGetValue(uri.PathAndQuery, out var exact) ? exact()
            : _answers.TryGetValue(uri.AbsolutePath, out var path) ? path()
            : new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("{}") };
        response.Headers.Date = Now;
        return response;
    }
}
