using System.Buffers.Binary;
using System.Globalization;

namespace Proxima.Server.Features.Import;

/// <summary>Pure: the forms in which a ProxMenux Monitor keeps its password.</summary>
internal static class MonitorPasswords
{
    private const string Prefix = "pbkdf2_sha256$";

    /// <summary>Below this nobody ever wrote one; above, checking a password would keep a core busy for minutes.</summary>
    private const int FewestRounds = 100_000;
    private const int MostRounds = 10_000_000;

    /// <summary>Shorter ones are refused by the check of passwords; longer ones nobody writes.</summary>
    private const int ShortestPart = 16;
    private const int LongestPart = 64;

    public static MonitorPassword Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new MonitorPassword(MonitorPasswordKind.None);
        }

        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return Pbkdf2(text[Prefix.Length..].Split('$')) ?? new MonitorPassword(MonitorPasswordKind.Unknown);
        }

        var isBare = text.Length == 64 && text.All(char.IsAsciiHexDigit);
        return new MonitorPassword(isBare ? MonitorPasswordKind.BareSha256 : MonitorPasswordKind.Unknown);
    }

    private static MonitorPassword? Pbkdf2(string[] parts)
    {
        if (parts is not [var roundsText, var saltText, var hashText]
            || !int.TryParse(roundsText, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            || rounds is < FewestRounds or > MostRounds
            || Bytes(saltText) is not { } salt
            || Bytes(hashText) is not { } hash)
        {
            return null;
        }

        return new MonitorPassword(MonitorPasswordKind.Pbkdf2, Identity(rounds, salt, hash), rounds);
    }

    /// <summary>
    /// Identity's version 3: 0x01, the hash function (1 is HMAC-SHA256), rounds, length of the salt, salt, hash; numbers big-endian. It is
    /// checked as it is, and written anew with today's function and rounds at the next sign-in.
    /// </summary>
    private static string Identity(int rounds, byte[] salt, byte[] hash)
    {
        var bytes = new byte[13 + salt.Length + hash.Length];
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 1);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)rounds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), (uint)salt.Length);
        salt.CopyTo(bytes.AsSpan(13));
        hash.CopyTo(bytes.AsSpan(13 + salt.Length));
        return Convert.ToBase64String(bytes);
    }

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[LongestPart];
        return text.Length <= (LongestPart * 2) && Convert.TryFromBase64String(text, bytes, out var length) && length >= ShortestPart
            ? bytes[..length]
            : null;
    }
}
