using System.Text.Json;

namespace Proxima.Pve.Auth;

/// <summary>Which second factors a half ticket offers: <c>PVE:!tfa!{"totp":true,"recovery":[1,2]}:4A6F…</c>, percent-encoded.</summary>
internal static class SecondFactorKinds
{
    public static IReadOnlyList<string> Of(string ticket)
    {
        var at = ticket.IndexOf("!tfa!", StringComparison.Ordinal);
        if (at < 0)
        {
            return ["totp"];
        }

        var text = ticket[(at + 5)..].Split(':')[0];
        try
        {
            using var document = JsonDocument.Parse(Uri.UnescapeDataString(text));
            return [.. document.RootElement.EnumerateObject().Where(member => IsOffered(member.Value)).Select(member => member.Name)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Older servers put no list there.
            return ["totp"];
        }
    }

    private static bool IsOffered(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.String => value.GetString() is not ("" or "0" or "unavailable"),
        JsonValueKind.Object => true,
        JsonValueKind.Number => value.GetDecimal() != 0,
        _ => false,
    };
}
