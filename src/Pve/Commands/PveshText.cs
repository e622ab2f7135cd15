using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Pve.Tasks;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Commands;

/// <summary>What <c>pvesh</c> is given and what it says. Source: PVE::CLI::pvesh, PVE::CLIHandler, PVE::Exception.</summary>
internal static partial class PveshText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value stands behind an equals sign, so that none is taken for an option.</summary>
    public static IReadOnlyList<string> Arguments(PveRequest request)
    {
        var verb = request.Method switch
        {
            "GET" => "get",
            "POST" => "create",
            "PUT" => "set",
            _ => "delete",
        };
        return ["pvesh", verb, PvePath.Decoded(request.Path), "--output-format=json",
            .. request.Parameters.Select(pair => $"--{pair.Key}={pair.Value}")];
    }

    /// <summary>The output as the API would have sent it. A call that starts a task prints its log first and the UPID last.</summary>
    public static ReadOnlyMemory<byte> Envelope(string output)
    {
        var text = output.Trim();
        if (text.Length == 0)
        {
            return "{\"data\":null}"u8.ToArray();
        }

        if (IsJson(text))
        {
            return Encoding.UTF8.GetBytes($"{{\"data\":{text}}}");
        }

        var last = text[(text.LastIndexOf('\n') + 1)..].Trim();
        if (last.Length > 0 && (IsJson(last) || Upid.TryParse(last, out _)))
        {
            return IsJson(last) ? Encoding.UTF8.GetBytes($"{{\"data\":{last}}}") : Text(last);
        }

        return Text(Upid.TryParse(UpidIn().Match(text).Value, out var upid) ? upid.ToString() : text);
    }

    /// <summary>The complaint as the answer the API would have given.</summary>
    public static PveReply Refusal(PveRequest request, string complaint)
    {
        var lines = complaint.Split('\n').Select(line => line.TrimEnd('\r')).SkipWhile(string.IsNullOrWhiteSpace).ToList();
        var first = lines.Count == 0 ? "pvesh failed and said nothing" : Prefix().Replace(lines[0], string.Empty);
        if (NoHandler().IsMatch(first))
        {
            return Answer(501, $"Method '{request.Method} {PvePath.Decoded(request.Path)}' not implemented", []);
        }

        var match = Status().Match(first);
        if (!match.Success)
        {
            return Answer(500, first, []);
        }

        var status = int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture);
        return Answer(status, match.Groups["text"].Value, status == 400 ? ErrorsOf(lines.Skip(1)) : []);
    }

    // Below the first line: one error a parameter, whose text may go on in lines of its own; then how the program is used.
    private static Dictionary<string, string> ErrorsOf(IEnumerable<string> lines)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        foreach (var line in lines.TakeWhile(line => line.Length > 0 && !line.StartsWith("pvesh ", StringComparison.Ordinal)))
        {
            if (Parameter().Match(line) is { Success: true } match)
            {
                name = match.Groups["name"].Value;
                errors[name] = match.Groups["text"].Value;
            }
            else if (name is not null)
            {
                errors[name] += "\n" + line;
            }
        }

        return errors;
    }

    private static PveReply Answer(int status, string reason, Dictionary<string, string> errors)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, Plain))
        {
            writer.WriteStartObject();
            writer.WriteNull("data");
            writer.WriteString("message", reason);
            if (errors.Count > 0)
            {
                writer.WriteStartObject("errors");
                foreach (var (name, text) in errors)
                {
                    writer.WriteString(name, text);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return new PveReply(status, reason, body.ToArray());
    }

    private static byte[] Text(string text)
        => [.. "{\"data\":"u8, (byte)'"', .. JsonEncodedText.Encode(text, Plain.Encoder).EncodedUtf8Bytes, (byte)'"', (byte)'}'];

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^(?<status>[1-5][0-9]{2}) (?<text>.+)$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Status();

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_\-\[\]]*): (?<text>.*)$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Parameter();

    [GeneratedRegex("^(ERROR: |proxy handler failed: |command '.*' failed: )+", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Prefix();

    [GeneratedRegex("^(No '[a-z]+' handler defined for|no such resource|invalid path)", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex NoHandler();

    [GeneratedRegex(@"UPID:[^\s""]+:", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex UpidIn();
}
