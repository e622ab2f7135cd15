using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Pve;
using Proxima.Pve.Failures;
using Proxima.Pve.Transport;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Endpoints;

/// <summary>
/// Passes a call through to the API of an endpoint, as the token stored for it may. What changes something is audited one by one with its
/// parameters' names; the values may be secrets.
/// </summary>
internal static class PvePass
{
    private const int MostParameters = 300;
    private const long MostBytes = 1024 * 1024;

    public static void MapPvePass(this WebApplication app)
    {
        const string Path = "/api/endpoints/{id}/pve/{**path}";
        var group = app.MapGroup("").WithTags("Endpoints").RequireScope(Scopes.PvePass)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));
        group.MapGet(Path, Ask).WithName("passGet");
        group.MapDelete(Path, Ask).WithName("passDelete");
        group.MapPost(Path, Send).WithName("passPost");
        group.MapPut(Path, Send).WithName("passPut");
    }

    /// <summary>Parameters are in the query, as Proxmox takes them.</summary>
    private static Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> Ask(
        string id,
        string path,
        EndpointBoard board,
        ITopology topology,
        IAudit audit,
        HttpContext context,
        CancellationToken cancellationToken)
        => PassAsync(id, path, new Way(board, topology, audit), context, Query(context), cancellationToken);

    /// <summary>Parameters are one JSON object: texts, numbers, booleans, and lists of them.</summary>
    private static Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> Send(
        string id,
        string path,
        JsonElement? parameters,
        EndpointBoard board,
        ITopology topology,
        IAudit audit,
        HttpContext context,
        CancellationToken cancellationToken)
        => PassAsync(id, path, new Way(board, topology, audit), context, Body(parameters), cancellationToken);

    private sealed record Way(EndpointBoard Board, ITopology Topology, IAudit Audit);

    private static async Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> PassAsync(
        string id, string path, Way way, HttpContext context, List<KeyValuePair<string, string>>? parameters,
        CancellationToken cancellationToken)
    {
        var isAllowed = context.Principal()?.May(Scopes.PvePass, EndpointBoard.PlaceOf(id), way.Topology.Current) == true;
        if (!isAllowed || way.Board.Find(id) is not { } door)
        {
            return Problems.NotFound("endpoint", id);
        }

        if (parameters is null || parameters.Count > MostParameters)
        {
            return Problems.BadRequest(
                "bad-parameters",
                $"Parameters are one JSON object of texts, numbers, booleans and lists of them, at most {MostParameters}");
        }

        if (door.Connection is not { } connection)
        {
            return Problems.Of(409, "endpoint-without-token", door.Status.Message ?? "The endpoint has no token that opens");
        }

        var method = context.Request.Method;
        if (Normal(path) is not { } normal)
        {
            return Problems.BadRequest("bad-path", "A path of the API has no part '.' or '..'");
        }

        var entry = context.Actor().Did("pve.pass", $"{door.Endpoint.Name} {method} {normal}") with
        {
            After = parameters.Count == 0 ? null : string.Join(' ', parameters.Select(pair => pair.Key).Distinct(StringComparer.Ordinal)),
        };
        var (reply, failure) = await SendAsync(connection, new PveRequest(method, normal, parameters), cancellationToken);
        if (method != "GET")
        {
            await way.Audit.AppendAsync(
                failure is null ? entry : entry with { Outcome = AuditOutcome.Failed, Error = failure.ProblemDetails.Title },
                CancellationToken.None);
        }

        return failure is null
            ? TypedResults.Text((reply?.Body ?? default).Span, "application/json; charset=utf-8")
            : failure;
    }

    /// <summary>A refusal of Proxmox is told as one: its 401 is not ours, or the browser would sign the person out.</summary>
    private static async Task<(PveReply? Reply, ProblemHttpResult? Failure)> SendAsync(
        PveConnection connection, PveRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await connection.SendAsync(request, cancellationToken), null);
        }
        catch (PveException exception)
        {
            var more = new Dictionary<string, object?>(StringComparer.Ordinal) 
            {
                ["pveStatus"] = exception.Status,
                ["pveReason"] = exception.Reason,
            };
            if (exception.Errors.Count > 0)
            {
                more["errors"] = new Dictionary<string, string>(exception.Errors, StringComparer.Ordinal);
            }

            var status = exception.Kind switch
            {
                PveFailure.BadParameter => 400,
                PveFailure.NotFound => 404,
                _ => 502,
            };
            return (null, Problems.Of(status, "pve-refused", $"Proxmox says no: {exception.Message}", null, more));
        }
        catch (PveTransportException exception)
        {
            return (null, Problems.Of(502, "pve-unreachable", exception.Message));
        }
        catch (ObjectDisposedException)
        {
            return (null, Problems.Of(409, "endpoint-changed", "The endpoint was changed meanwhile; ask again"));
        }
    }

    private static string? Normal(string path)
    {
        try
        {
            return PvePath.Normal("/" + path);
        }
        catch (FormatException)
        {
            // Its only reason is told by the caller.
            return null;
        }
    }

    private static List<KeyValuePair<string, string>> Query(HttpContext context)
        => [.. context.Request.Query.SelectMany(
            pair => pair.Value, (pair, value) => new KeyValuePair<string, string>(pair.Key, value ?? ""))];

    private static List<KeyValuePair<string, string>>? Body(JsonElement? body)
    {
        if (body is not { } element || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var member in element.EnumerateObject())
        {
            List<JsonElement> values = member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : [member.Value];
            foreach (var value in values)
            {
                if (Text(value) is not { } text)
                {
                    return null;
                }

                parameters.Add(new(member.Name, text));
            }
        }

        return parameters;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };
}
