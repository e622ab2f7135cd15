using System.Security.Cryptography;

namespace Proxima.Server.Platform.Secrets;

/// <summary>32 random bytes everything else is derived from; never written to the database, a log or a message.</summary>
internal sealed class RootKey
{
    public const int Size = 32;
    private readonly byte[] _bytes;

    public RootKey(byte[] bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _bytes = bytes;
        Id = Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
    }

    /// <summary>Names the key without telling it.</summary>
    public string Id { get; }

    /// <summary>For a second file with the same key, and for nothing else.</summary>
    public byte[] Export() => [.. _bytes];

    /// <summary>HKDF-SHA256 (RFC 5869) for one purpose.</summary>
    public byte[] Derive(string purpose)
        => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Size, info: System.Text.Encoding.UTF8.GetBytes("proxima/1/" + purpose));

    /// <summary>From 32 bytes as they are, or as base64 with or without a line end; null when it is neither.</summary>
    public static RootKey? Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length == Size)
        {
            return new RootKey(content.ToArray());
        }

        var text = System.Text.Encoding.ASCII.GetString(content).Trim();
        Span<byte> bytes = stackalloc byte[Size];
        return text.Length <= 64 && Convert.TryFromBase64String(text, bytes, out var written) && written == Size
            ? new RootKey(bytes.ToArray())
            : null;
    }
}
