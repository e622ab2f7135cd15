using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Proxima.Server.Platform.Secrets;

/// <summary>AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the place and the key id are authenticated beside it.</summary>
internal sealed class SealedSecrets(KeyRing keys) : ISecrets
{
    public const string Prefix = "sealed:1:";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>How every value sealed under this key begins.</summary>
    public static string StartOf(string keyId) => $"{Prefix}{keyId}:";

    public string Seal(SecretPlace place, ReadOnlySpan<byte> secret)
    {
        var key = keys.Active;
        var box = new byte[NonceSize + secret.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(key);
        cipher.Encrypt(nonce, secret, box.AsSpan(NonceSize, secret.Length), box.AsSpan(^TagSize..), Bound(place, key.Id));
        return $"{Prefix}{key.Id}:{Base64Url.EncodeToString(box)}";
    }

    public byte[] Open(SecretPlace place, string sealedText)
    {
        var (id, box) = Parse(place, sealedText);
        var key = keys.Find(id)
            ?? throw new SecretException($"{Name(place)} was sealed under key {id}, which is not here; put its key file into keys/");
        var secret = new byte[box.Length - NonceSize - TagSize];
        try
        {
            using var cipher = Cipher(key);
            var sealedBytes = box.AsSpan(NonceSize, secret.Length);
            cipher.Decrypt(box.AsSpan(0, NonceSize), sealedBytes, box.AsSpan(^TagSize..), secret, Bound(place, id));
            return secret;
        }
        catch (CryptographicException exception)
        {
            throw new SecretException($"{Name(place)} does not open: it was altered, moved, or sealed elsewhere", exception);
        }
    }

    public byte[] DeriveKey(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        return keys.Active.Derive("derive/" + purpose);
    }

    private static AesGcm Cipher(RootKey key) => new(key.Derive("seal"), TagSize);

    private static (string KeyId, byte[] Box) Parse(SecretPlace place, string sealedText)
    {
        var parts = sealedText.StartsWith(Prefix, StringComparison.Ordinal) ? sealedText[Prefix.Length..].Split(':') : [];
        if (parts is [{ Length: 8 } id, var text] && Base64Url.IsValid(text, out var length) && length >= NonceSize + TagSize)
        {
            return (id, Base64Url.DecodeFromChars(text));
        }

        throw new SecretException($"{Name(place)} holds no sealed value");
    }

    /// <summary>Each part with its length in front, so that no two places look alike.</summary>
    private static byte[] Bound(SecretPlace place, string keyId)
    {
        var bound = new List<byte>(64);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[place.Table, place.Row, place.Field, keyId])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            bound.AddRange(length);
            bound.AddRange(bytes);
        }

        return [.. bound];
    }

    private static string Name(SecretPlace place) => $"{place.Table}/{place.Row}/{place.Field}";
}
