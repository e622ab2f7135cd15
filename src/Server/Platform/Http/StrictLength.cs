using System.Text;
using Microsoft.Net.Http.Headers;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// Content-Length as RFC 9110, 8.6 has it: digits and nothing else. Kestrel reads it as a number, and takes <c>+4</c> and <c>-0</c> too;
/// a proxy that reads those otherwise sees the next request begin elsewhere. Kestrel asks for the encoding of each header by name: the
/// one for this header makes of all that is no digit what it refuses.
/// </summary>
internal sealed class StrictLength : Encoding
{
    /// <summary>A number that fits 63 bits has at most 19 digits; Kestrel refuses what is longer than that.</summary>
    private const int Longest = 20;

    private StrictLength()
    {
    }

    private static StrictLength Only { get; } = new();

    /// <summary>Null for the encoding Kestrel takes by itself.</summary>
    public static Encoding? For(string header)
        => header.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) ? Only : null;

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var isNumber = bytes.Length is > 0 and < Longest && bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (!isNumber)
        {
            chars[0] = 'x';
            return 1;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            chars[i] = (char)bytes[i];
        }

        return bytes.Length;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetCharCount(byte[] bytes, int index, int count) => Math.Max(1, count);

    public override int GetMaxCharCount(int byteCount) => Math.Max(1, byteCount);

    public override int GetByteCount(char[] chars, int index, int count) => Latin1.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
        => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => Latin1.GetMaxByteCount(charCount);
}
