using System.Security.Cryptography;
using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>
/// The text of an API token: <c>prx_PREFIX_SECRET</c>, 8 and 52 letters and digits in Crockford's base32, so that one double click takes
/// all of it and a scanner of secrets finds it. The secret is 256 random bits: a plain hash is enough to keep.
/// </summary>
internal static class TokenText
{
    public const int PrefixLength = 8;
    private const string Start = "prx_";
    private const int PrefixBytes = 5;
    private const int SecretBytes = 32;
    private const int SecretLength = 52;
    public const int Length = 4 + PrefixLength + 1 + SecretLength;

    public static string NewPrefix() => Random(PrefixBytes);

    public static string Make(string prefix) => $"{Start}{prefix}_{Random(SecretBytes)}";

    /// <summary>Prefix of what has the shape of a token; null otherwise.</summary>
    public static string? PrefixOf(string text)
        => text.Length == Length && text.StartsWith(Start, StringComparison.Ordinal) && text[Start.Length + PrefixLength] == '_'
            && text.AsSpan(Start.Length).IndexOfAnyExceptInRange('0', 'z') < 0
            ? text.Substring(Start.Length, PrefixLength)
            : null;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Random(int bytes) => SetupCode.Encode(RandomNumberGenerator.GetBytes(bytes)).ToLowerInvariant();
}
