using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>Addresses as programs print them, brought to one form.</summary>
internal static class AddressWords
{
    private const int BitsV4 = 32;
    private const int BitsV6 = 128;

    /// <summary><c>10.0.0.2/24</c>; a bare address is a host. Null for what is no address.</summary>
    public static string? WithPrefix(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (!TryAddress(slash < 0 ? text : text[..slash], out var address)) return null;
        var bits = Bits(address);
        if (slash < 0) return Joined(address, bits);
        return int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= bits
            ? Joined(address, prefix)
            : null;
    }

    /// <summary>An address and a netmask in dotted form; null where either is none.</summary>
    public static string? WithMask(ReadOnlySpan<char> text, ReadOnlySpan<char> mask)
    {
        if (!TryAddress(text, out var address) || !TryAddress(mask, out var bits)) return null;
        if (bits.AddressFamily != AddressFamily.InterNetwork || address.AddressFamily != AddressFamily.InterNetwork) return null;
        Span<byte> bytes = stackalloc byte[4];
        bits.TryWriteBytes(bytes, out _);
        var value = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var prefix = BitOperations.LeadingZeroCount(~value);
        return prefix == BitOperations.PopCount(value) ? Joined(address, prefix) : null;
    }

    /// <summary>An address alone; null for what is none.</summary>
    public static string? Bare(ReadOnlySpan<char> text) => TryAddress(text, out var address) ? address.ToString() : null;

    /// <summary>Six or more bytes in hexadecimal with colons; null for all zero and for what is no hardware address.</summary>
    public static string? Hardware(ReadOnlySpan<char> text)
    {
        const int shortest = 17;
        if (text.Length < shortest || (text.Length + 1) % 3 != 0) return null;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 ? text[i] != ':' : !char.IsAsciiHexDigit(text[i])) return null;
        }

        return text.ContainsAnyExcept("0:") ? text.ToString().ToLowerInvariant() : null;
    }

    public static string Joined(IPAddress address, int prefix) => string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}");

    /// <summary>IPAddress reads "1" as 0.0.0.1 and takes scopes; neither is what these programs print.</summary>
    private static bool TryAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Contains(':') ? text.Contains('%') : text.Count('.') != 3) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        address = parsed;
        return true;
    }

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? BitsV4 : BitsV6;
}
