namespace Proxima.Server.Platform.Secrets;

/// <summary>
/// Seals what must not be readable in the database: AES-256-GCM under a key kept outside it. The place (table, row, field)
/// is authenticated, so a sealed value moved elsewhere does not open.
/// </summary>
public interface ISecrets
{
    /// <summary>Text form <c>sealed:1:keyid:base64url</c>.</summary>
    string Seal(SecretPlace place, ReadOnlySpan<byte> secret);

    /// <summary>Throws <see cref="SecretException"/> when the value was altered, moved, or sealed under a key we do not have.</summary>
    byte[] Open(SecretPlace place, string sealedText);

    /// <summary>
    /// A key of 32 bytes derived from the root key in use for one purpose. It is another one after a rotation: whatever must outlive
    /// that keeps a random key of its own, sealed.
    /// </summary>
    byte[] DeriveKey(string purpose);
}

/// <summary>Where a sealed value lives.</summary>
public readonly record struct SecretPlace(string Table, string Row, string Field);

/// <summary>A sealed value that does not open. The message names the place, never the value.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
