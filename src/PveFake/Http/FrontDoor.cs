using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Proxima.PveFake.Faults;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Http;

/// <summary>
/// Every request comes in here, in the order in which pveproxy looks at one: method, encoding, size, kind of body, format, who asks,
/// and only then what is asked.
/// </summary>
internal sealed class FrontDoor(PveWorld world, FaultPlan faults, ApiDesk desk)
{
    private const string Root = "/api2";

    public async Task HandleAsync(HttpContext context)
    {
        var path = PathOf(context);
        var cancellationToken = context.RequestAborted;
        if (path.StartsWith(ControlCall.Path, StringComparison.Ordinal))
        {
            await ControlCall.HandleAsync(context, faults, world);
            return;
        }

        try
        {
            var below = Below(path, out _);
            if (faults.Meet(below) is { } fault && await BrokenWire.ApplyAsync(context, fault, world.Clock, cancellationToken))
            {
                return;
            }

            await AnswerAsync(context, path, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException
            && cancellationToken.IsCancellationRequested)
        {
            // The other side went away, or a fault sent it away: there is nobody to answer.
        }
    }

    // Decoded as a whole, slashes too: a volume is one name for the real server although it holds them.
    private static string PathOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return Uri.UnescapeDataString(query < 0 ? target : target[..query]);
    }

    /// <summary>The path below the format, and the format: <c>/api2/json/nodes</c> is <c>/nodes</c> in <c>json</c>.</summary>
    private static string Below(string path, out string? format)
    {
        format = null;
        if (!path.StartsWith(Root + "/", StringComparison.Ordinal))
        {
            return path;
        }

        var rest = path[(Root.Length + 1)..];
        var cut = rest.IndexOf('/', StringComparison.Ordinal);
        format = cut < 0 ? rest : rest[..cut];
        var below = cut < 0 ? "/" : rest[cut..].TrimEnd('/');
        return below.Length == 0 ? "/" : below;
    }

    private async Task AnswerAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "POST" or "PUT" or "DELETE"))
        {
            await ReplyWriter.BareAsync(context, 501, $"method '{request.Method}' not available", world.Now);
            return;
        }

        if (!world.IsBackupServer && BodyRefusal(request) is { } refused)
        {
            await ReplyWriter.TextAsync(context, refused.Status, refused.Text, refused.Text, null, world.Now);
            return;
        }

        var below = Below(path, out var format);
        if (format is null)
        {
            await StaticPage.WriteAsync(context, path, world);
            return;
        }

        if (format is not ("json" or "extjs" or "html" or "png"))
        {
            var text = $"no formatter for uri {below}, {format}";
            await ReplyWriter.TextAsync(context, 501, text, text, null, world.Now);
            return;
        }

        await CallAsync(context, below, format == "extjs", cancellationToken);
    }

    private static (int Status, string Text)? BodyRefusal(HttpRequest request)
    {
        if (request.Headers.TransferEncoding.Count > 0)
        {
            return (501, "chunked transfer encoding not supported");
        }

        if (request.ContentLength is not > 0)
        {
            return null;
        }

        if (request.Method is "DELETE" or "GET")
        {
            return (501, $"Unexpected content for method '{request.Method}'");
        }

        var type = (request.ContentType ?? string.Empty).Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            "multipart/form-data" => null,
            "" or "application/x-www-form-urlencoded" or "application/json" => request.ContentLength > IncomingBody.Limit
                ? (501, "for data too large") : null,
            _ => (506, $"upload 'Content-Type '{request.ContentType}' not implemented"),
        };
    }

    private async Task CallAsync(HttpContext context, string path, bool isExtJs, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        IncomingBody.ReadForm(context.Request.QueryString.Value?.TrimStart('?') ?? string.Empty, parameters);
        try
        {
            var asked = new Question(context.Request.Method, path, parameters) { Caller = desk.CallerOf(context.Request, path) };
            var upload = await ReadBodyAsync(context.Request, parameters, cancellationToken);
            var answer = await desk.AnswerAsync(asked with { Upload = upload }, cancellationToken);
            await ReplyWriter.DataAsync(context, answer, isExtJs, world.Now);
        }
        catch (BadJson bad)
        {
            await BadJsonAsync(context, bad.Text);
        }
        catch (Refusal refusal)
        {
            if (refusal.After > TimeSpan.Zero)
            {
                await Task.Delay(refusal.After, world.Clock, cancellationToken);
            }

            if (world.IsBackupServer)
            {
                await ReplyWriter.PlainRefusalAsync(context, refusal, world.Now);
                return;
            }

            await (refusal.IsBare ? ReplyWriter.BareAsync(context, refusal.Status, refusal.Message, world.Now)
                : ReplyWriter.RefusalAsync(context, refusal, isExtJs, world.Now));
        }
    }

    private static async Task<Upload?> ReadBodyAsync(HttpRequest request, Dictionary<string, JsonNode?> parameters,
        CancellationToken cancellationToken)
    {
        var type = request.ContentType ?? string.Empty;
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await IncomingBody.ReadUploadAsync(request, parameters, cancellationToken);
        }

        var text = await IncomingBody.ReadTextAsync(request, cancellationToken);
        if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            if (text.Length > 0)
            {
                IncomingBody.ReadJson(text, parameters);
            }
        }
        else
        {
            IncomingBody.ReadForm(text, parameters);
        }

        return null;
    }

    private Task BadJsonAsync(HttpContext context, string body)
    {
        var line = world.Version.IsNine ? 934 : 917;
        var text = $"{PerlJsonError(body)} at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line {line}.";
        return ReplyWriter.TextAsync(context, 500, text, text + "\n", null, world.Now);
    }

    // The words of Perl's JSON for the mistakes people make: a name without quotes, no value at all.
    private static string PerlJsonError(string text)
    {
        var rest = text.TrimStart();
        if (rest.StartsWith('{'))
        {
            var at = text.IndexOf('{', StringComparison.Ordinal) + 1;
            return $"'\"' expected, at character offset {at} (before \"{text[at..]}\")";
        }

        return rest.StartsWith('[') || rest.StartsWith('"')
            ? "unexpected structure in JSON body"
            : $"malformed JSON string, neither tag, array, object, number, string or atom, at character offset 0 (before \"{text}\")";
    }
}
