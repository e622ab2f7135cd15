using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Pure: an anchor as a line of text, the same in the journal and in syslog, and back from what <c>journalctl -o json</c> prints
/// (systemd.journal-fields(7)) or a syslog file holds.
/// </summary>
public static partial class AnchorText
{
    /// <summary>MESSAGE_ID of the entries (sd-id128(3)).</summary>
    public const string MessageId = "6f0c7a5de2b14a1c9d8e3b5a70f4c261";

    public const string SequenceField = "PROXIMA_AUDIT_SEQUENCE";
    public const string MacField = "PROXIMA_AUDIT_MAC";
    public const string InstanceField = "PROXIMA_AUDIT_INSTANCE";
    public const string KeyField = "PROXIMA_AUDIT_KEY";
    public const string ProofField = "PROXIMA_AUDIT_PROOF";

    public static string Of(AuditAnchor anchor)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"Audit anchor instance={anchor.Instance} sequence={anchor.Sequence} mac={Convert.ToHexStringLower(anchor.Mac)} "
            + $"key={anchor.KeyId} proof={Convert.ToHexStringLower(anchor.Proof)}");

    /// <summary>The anchor in one line; null when it holds none that can be read.</summary>
    public static AuditAnchor? Parse(string line)
    {
        if (line.StartsWith('{'))
        {
            return FromJournal(line);
        }

        return Line().Match(line) is { Success: true } match
            ? Make(
                match.Groups["instance"].Value, match.Groups["sequence"].Value, match.Groups["mac"].Value, match.Groups["key"].Value,
                match.Groups["proof"].Value, at: null)
            : null;
    }

    private static AuditAnchor? FromJournal(string line)
    {
        if (!line.Contains(MacField, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            return Make(
                Field(root, InstanceField), Field(root, SequenceField), Field(root, MacField), Field(root, KeyField),
                Field(root, ProofField), Field(root, "__REALTIME_TIMESTAMP"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Cut off, or no text in a field (half of a surrogate pair): not an anchor.
            return null;
        }
    }

    private static string Field(JsonElement entry, string name)
        => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static AuditAnchor? Make(string instance, string sequence, string mac, string key, string proof, string? at)
    {
        if (instance.Length is 0 or > 64 || key.Length is 0 or > 64 || !IsMac(mac) || !IsMac(proof)
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return null;
        }

        return new AuditAnchor
        {
            Instance = instance,
            Sequence = number,
            Mac = Convert.FromHexString(mac),
            KeyId = key,
            Proof = Convert.FromHexString(proof),
            At = Time(at),
        };
    }

    /// <summary>Microseconds since the epoch, as the journal counts.</summary>
    private static DateTimeOffset? Time(string? microseconds)
        => long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 253_402_300_800_000_000
            ? DateTimeOffset.UnixEpoch.AddTicks(value * 10)
            : null;

    private static bool IsMac(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    [GeneratedRegex(
        @"\bAudit anchor instance=(?<instance>\w{1,64}) sequence=(?<sequence>\d{1,19}) mac=(?<mac>[0-9a-f]{64}) "
        + @"key=(?<key>\w{1,64}) proof=(?<proof>[0-9a-f]{64})\b",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
