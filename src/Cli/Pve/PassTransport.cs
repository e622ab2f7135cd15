using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proxima.Cli.Client;
using Proxima.Pve.Failures;
using Proxima.Pve.Transport;

namespace Proxima.Cli.Pve;

/// <summary>Carries calls through the Proxima server to one of its endpoints. Same call, same answer, same errors as without it.</summary>
internal sealed class PassTransport : IPveTransport
{
    private const int LimitSeconds = 60;
    private readonly ServerAddress _address;
    private readonly ServerDoor _door;
    private readonly HttpClient _http;
    private readonly string _name;
    private string? _id;

    public PassTransport(ServerAddress address, string name, Surroundings around)
    {
        (_address, _name) = (address, name);
        _door = new ServerDoor(address, around);
        _http = new HttpClient(around.Handler(address)) { BaseAddress = address.Url, Timeout = TimeSpan.FromSeconds(LimitSeconds) };
        if (address.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public string Where => $"{_name} through {_address}";

    /// <summary>The server logs in; here nobody does.</summary>
    public bool IsTrusted => true;

    public async Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
    {
        if (request.Upload is not null)
        {
            throw new PveTransportException(PveTrouble.Other, "A file does not go through the server; name the Proxmox itself.");
        }

        using var message = Message(request, _id ??= await FindAsync(cancellation));
        try
        {
            using var answer = await _http.SendAsync(message, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            return answer.IsSuccessStatusCode ? new PveReply(200, "OK", body) : Refused((int)answer.StatusCode, body);
        }
        catch (HttpRequestException error)
        {
            throw new PveTransportException(PveTrouble.Other, $"{_address} could not be asked: {error.Message}", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new PveTransportException(PveTrouble.TimedOut, $"{_address} did not answer within {LimitSeconds} s.", error);
        }
    }

    public void Dispose()
    {
        _door.Dispose();
        _http.Dispose();
    }

    private static HttpRequestMessage Message(PveRequest request, string id)
    {
        var path = $"api/endpoints/{id}/pve{request.Path}";
        if (request.Method is "GET" or "DELETE")
        {
            var query = string.Join('&', request.Parameters
                .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
            return new HttpRequestMessage(
                new HttpMethod(request.Method), new Uri(query.Length == 0 ? path : $"{path}?{query}", UriKind.Relative));
        }

        var body = new JsonObject();
        foreach (var values in request.Parameters.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            body[values.Key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return new HttpRequestMessage(new HttpMethod(request.Method), new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    /// <summary>A refusal of Proxmox as Proxmox gave it; one of the server is no answer of Proxmox.</summary>
    private PveReply Refused(int status, byte[] body)
    {
        try
        {
            var problem = JsonNode.Parse(body) as JsonObject;
            if (problem?["pveStatus"]?.GetValue<int>() is { } refused)
            {
                var errors = new JsonObject { ["data"] = null, ["errors"] = problem["errors"]?.DeepClone() };
                return new PveReply(
                    refused, problem["pveReason"]?.GetValue<string>() ?? "", Encoding.UTF8.GetBytes(errors.ToJsonString()));
            }

            var title = problem?["title"]?.GetValue<string>() ?? $"it answered {status}";
            var detail = problem?["detail"]?.GetValue<string>();
            throw new PveTransportException(
                PveTrouble.Other, detail is null ? $"{title.TrimEnd('.')}." : $"{title.TrimEnd('.')}: {detail}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new PveTransportException(PveTrouble.Other, $"{_address} answered {status}; is it a Proxima server?", error);
        }
    }

    private async Task<string> FindAsync(CancellationToken cancellation)
    {
        var list = (await _door.GetAsync("api/endpoints", cancellation)).Read(CliJson.Default.EndpointList).Endpoints;
        return Endpoints.EndpointCommands.Find(list, _name).Id;
    }
}
