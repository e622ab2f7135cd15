using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Proxima.PveFake.Access;

/// <summary>Time-based one-time codes of RFC 6238: SHA-1, six digits, thirty seconds, one step of tolerance either way.</summary>
internal static class TotpCodes
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static bool IsCode(string secret, string code, long second)
        => Enumerable.Range(-1, 3).Any(step => CodeAt(secret, second + (step * 30)) == code);

    /// <summary>The code that the secret (base32) shows at a time.</summary>
    public static string CodeAt(string secret, long second)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, second / 30);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps and Proxmox use it is HMAC-SHA-1.
        var hash = HMACSHA1.HashData(Decode(secret), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7fffffff) % 1_000_000;
        return number.ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string secret)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var letter in secret.ToUpperInvariant())
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                continue;
            }

            held = ((held << 5) | value) & 0xffff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
            }
        }

        return [.. bytes];
    }
}
