using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Model;

namespace Proxima.Server.Features.Import;

/// <summary>
/// Pure: text of an <c>auth.json</c> to what it says. A member of the wrong type is an error with its place: half of an account file is
/// not an account file.
/// </summary>
internal static class MonitorAuthText
{
    public const int MostCharacters = 1024 * 1024;
    private const int MostTokens = 1000;
    private const int MostRevoked = 100_000;
    private const int LongestName = 256;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "enabled", "declined", "configured", "username", "password_hash", "display_name", "jwt_secret", "totp_enabled", "totp_secret",
        "last_totp_counter", "backup_codes", "api_tokens", "revoked_tokens",
    };

    public static Reading<MonitorAuth> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Reading.Absent<MonitorAuth>("auth.json is empty");
        }

        if (text.Length > MostCharacters)
        {
            return Reading.Failed<MonitorAuth>($"auth.json is longer than {MostCharacters} characters; this is no account file");
        }

        try
        {
            using var document = JsonDocument.Parse(
                text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return Reading.Of(Read(document.RootElement));
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}")
                : "";
            return Reading.Failed<MonitorAuth>($"auth.json is not whole JSON{place}");
        }
        catch (WrongMemberException exception)
        {
            return Reading.Failed<MonitorAuth>($"auth.json: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a text.
            return Reading.Failed<MonitorAuth>("auth.json holds text that is no text");
        }
    }

    private static MonitorAuth Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new WrongMemberException($"it is {Words(root)}, and must be an object");
        }

        // One of these two is in every file any version wrote.
        if (!root.TryGetProperty("enabled", out _) && !root.TryGetProperty("username", out _))
        {
            throw new WrongMemberException("neither 'enabled' nor 'username' is there; this is no account file of ProxMenux Monitor");
        }

        var revoked = Texts(root, "revoked_tokens");
        return new MonitorAuth
        {
            IsEnabled = Flag(root, "enabled"),
            IsDeclined = Flag(root, "declined"),
            UserName = Text(root, "username"),
            DisplayName = Text(root, "display_name") is { } name ? Clean(name) : null,
            Password = MonitorPasswords.Parse(Text(root, "password_hash")),
            HasSecondFactor = Flag(root, "totp_enabled"),
            BackupCodes = Items(root, "backup_codes", MostTokens).Count(),
            HasSigningSecret = Text(root, "jwt_secret") is { Length: > 0 },
            HasAvatar = root.EnumerateObject().Any(member => member.Name.StartsWith("avatar", StringComparison.Ordinal)),
            Tokens = [.. Items(root, "api_tokens", MostTokens).Select((item, index) => Token(item, index, revoked))],
            RevokedTokens = revoked.Count,
            Unknown = [.. root.EnumerateObject().Select(member => member.Name)
                .Where(name => !Known.Contains(name) && !name.StartsWith("avatar", StringComparison.Ordinal)).Take(20).Select(Clean)],
        };
    }

    private static MonitorToken Token(JsonElement item, int index, HashSet<string> revoked)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"api_tokens[{index}]");
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new WrongMemberException($"{place} is {Words(item)}, and must be an object");
        }

        return new MonitorToken
        {
            Name = Text(item, "name", place) is { Length: > 0 } name ? Clean(name) : "API Token",
            Prefix = Text(item, "token_prefix", place) is { } prefix ? Clean(prefix) : null,
            Id = Text(item, "id", place) is { } id ? Clean(id) : null,
            CreatedAt = Time(Text(item, "created_at", place)),
            ExpiresAt = Time(Text(item, "expires_at", place)),
            IsRevoked = Text(item, "token_hash", place) is { } hash && revoked.Contains(hash),
        };
    }

    /// <summary>Nonsense dates are none.</summary>
    private static DateTimeOffset? Time(string? text)
        => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 2000 and < 2200
                ? time
                : null;

    private static string? Text(JsonElement owner, string name, string? place = null)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var where = place is null ? name : $"{place}.{name}";
        if (value.ValueKind != JsonValueKind.String)
        {
            throw new WrongMemberException($"{where} is {Words(value)}, and must be text");
        }

        var text = value.GetString() ?? "";
        return text.Length <= 4096 ? text : throw new WrongMemberException($"{where} is longer than 4096 characters");
    }

    private static bool Flag(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw new WrongMemberException($"{name} is {Words(value)}, and must be true or false"));

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name, int most)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw new WrongMemberException($"{name} is {Words(value)}, and must be a list");
        }

        return value.GetArrayLength() <= most
            ? value.EnumerateArray()
            : throw new WrongMemberException($"{name} has more than {most} items");
    }

    private static HashSet<string> Texts(JsonElement root, string name)
        => [.. Items(root, name, MostRevoked).Select((item, index) => item.ValueKind == JsonValueKind.String
            ? item.GetString() ?? ""
            : throw new WrongMemberException(
                string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] is {Words(item)}, and must be text")))];

    /// <summary>For people to read: one line, bounded, nothing that moves the writing about.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(LongestName))
        {
            var category = Rune.GetUnicodeCategory(rune);
            clean.Append(category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    ? "\uFFFD"
                    : rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private sealed class WrongMemberException(string message) : Exception(message);
}
