using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Proxima.Cli.Client;

/// <summary>An answer: its JSON as sent, and the server's clock when it was sent.</summary>
internal sealed record Answer(string Json, DateTimeOffset At)
{
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Json, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new CliException($"the server's answer is not understood ({Reason(exception)}); "
                + "is it another version? 'proxima version' says, and --json prints the answer as it is", ExitCodes.Failed, exception);
        }
    }

    private static string Reason(JsonException exception)
        => exception.Path is { Length: > 1 } path ? $"at {path}" : "it is not the record expected";
}

/// <summary>Asks one server. Every call has a time limit, and every failure is one line saying what to do.</summary>
internal sealed class ServerDoor : IDisposable
{
    public const int LimitSeconds = 10;

    private const int MostBytes = 64 * 1024 * 1024;

    private readonly ServerAddress _address;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly int _limitSeconds;

    /// <param name="address">Which server.</param>
    /// <param name="around">This process.</param>
    /// <param name="limitSeconds">How long one answer may take; more only for what reads everything.</param>
    public ServerDoor(ServerAddress address, Surroundings around, int limitSeconds = LimitSeconds)
    {
        _limitSeconds = limitSeconds;
        _address = address;
        _clock = around.Clock;
        _http = new HttpClient(around.Handler(address))
        {
            BaseAddress = address.Url,
            // Each call has a limit of its own.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostBytes,
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("proxima", ProgramVersion.Text));
        if (address.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public async Task<Answer> GetAsync(string path, CancellationToken cancellationToken)
        => await FindAsync(path, cancellationToken)
            ?? throw new CliException($"{_address} has no {path}; is it another version? 'proxima version' says");

    /// <summary>The same, but null when the server says that there is no such thing.</summary>
    public async Task<Answer?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await AskAsync(request, TimeSpan.FromSeconds(_limitSeconds), isLookup: true, cancellationToken);
    }

    /// <summary>Changes something; the JSON of the answer is empty where there is nothing to tell.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        return await AskAsync(request, TimeSpan.FromSeconds(_limitSeconds), isLookup: false, cancellationToken)
            ?? throw new CliException($"{_address} gave no answer to {path}");
    }

    /// <summary>Asks for work that takes its time.</summary>
    public async Task<Answer> PostAsync(string path, string json, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        return await AskAsync(request, limit, isLookup: true, cancellationToken)
            ?? throw new CliException($"{_address} has no {path}; is it another version? 'proxima version' says");
    }

    /// <summary>Takes an answer of any length as it comes; only its beginning has a time limit.</summary>
    public async Task DownloadAsync(string path, Func<Stream, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd("*/*");
        await GuardAsync(TimeSpan.FromSeconds(LimitSeconds), async token =>
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Refused(response.StatusCode, await response.Content.ReadAsStringAsync(token));
            }

            try
            {
                await take(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is HttpIOException or HttpRequestException)
            {
                throw new CliException($"{_address}: the answer was cut off; see the server's log", ExitCodes.Failed, exception);
            }

            return 0;
        }, cancellationToken);
    }

    /// <summary>Whether anything answers there at all.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(LimitSeconds));
            using var response = await _http.GetAsync(new Uri("health", UriKind.Relative), limit.Token);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody listens and is slow: the call that follows says so.
            return true;
        }
    }

    private Task<Answer?> AskAsync(HttpRequestMessage request, TimeSpan limit, bool isLookup, CancellationToken cancellationToken)
        => GuardAsync(limit, async token =>
        {
            using var response = await _http.SendAsync(request, token);
            var text = await response.Content.ReadAsStringAsync(token);
            if (response.StatusCode == HttpStatusCode.NotFound && isLookup)
            {
                return null;
            }

            var at = response.Headers.Date ?? _clock.GetUtcNow();
            return response.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Created => new Answer(Checked(text), at),
                HttpStatusCode.NoContent => new Answer(string.Empty, at),
                var status => throw Refused(status, text),
            };
        }, cancellationToken);

    private async Task<T> GuardAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            return await call(limited.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                $"{_address} did not answer within {limit.TotalSeconds:0} s; see the server's log", ExitCodes.Failed, exception);
        }
        catch (HttpRequestException exception)
        {
            throw new CliException(Unreachable(exception), ExitCodes.Failed, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private string Checked(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException exception)
        {
            throw new CliException($"{_address} answered something that is not JSON; is it a Proxima server?", ExitCodes.Failed, exception);
        }
    }

    private CliException Refused(HttpStatusCode status, string text)
    {
        var problem = ReadProblem(text);
        var said = problem is { Title: { Length: > 0 } title }
            ? title.TrimEnd('.') + (problem.Detail is { Length: > 0 } detail ? $": {detail.TrimEnd('.')}" : string.Empty)
            : $"it answered {(int)status}";
        var what = status switch
        {
            HttpStatusCode.Unauthorized when _address.Socket is null => "; give a valid token with --token-file",
            HttpStatusCode.BadRequest => string.Empty,
            >= HttpStatusCode.InternalServerError => "; see the server's log",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
                => "; redirects are not followed, name the server itself with --server",
            _ => string.Empty,
        };
        return new CliException($"{_address} refused: {said}{what}");
    }

    private static ProblemAnswer? ReadProblem(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CliJson.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            // Not a problem document: a proxy in between, or another program. The status alone is told.
            return null;
        }
    }

    private string Unreachable(HttpRequestException exception)
    {
        var socketError = (exception.InnerException as SocketException)?.SocketErrorCode;
        if (_address.Socket is { } path)
        {
            return socketError switch
            {
                SocketError.AccessDenied => $"no access to {path}; run this as root or as the user who runs the server",
                _ => $"no server answers on {path}; start it with 'proxima serve' or give --server",
            };
        }

        return exception switch
        {
            { InnerException: AuthenticationException tls } => $"{_address}: the connection is not safe ({Flat(tls)}); "
                + "let this machine trust the authority that signed the server's certificate",
            { HttpRequestError: HttpRequestError.NameResolutionError } => $"{_address}: this name is not known; check --server",
            { HttpRequestError: HttpRequestError.ConnectionError }
                => $"no server answers on {_address} ({Flat(exception)}); check --server and that it runs",
            { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
                => $"{_address}: the answer is larger than {MostBytes >> 20} MiB; ask for less",
            _ => $"{_address}: {Flat(exception)}; check that a Proxima server listens there",
        };
    }

    private static string Flat(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
