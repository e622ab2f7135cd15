using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Proxima.Pve;

/// <summary>One address of a server, and how to know that it is the right one.</summary>
/// <param name="Address">Scheme, host and port: <c>https://pve1.example.org:8006</c>.</param>
public sealed partial record PveEndpoint(Uri Address)
{
    /// <summary>
    /// SHA-256 of the server's certificate (<c>AA:BB:…</c>, as Proxmox shows it). Given, it alone decides: name, issuer and dates do
    /// not.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>Certificates to trust besides the system's, for instance <c>/etc/pve/pve-root-ca.pem</c>.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>An HTTP proxy on the way; null means none, whatever the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>
    /// Says of an address that a name led to why it is not to be called; null where it may. It is asked about the very address that is
    /// connected to then. Left out, every address may.
    /// </summary>
    public Func<System.Net.IPAddress, string?>? Refusal { get; init; }

    /// <summary>
    /// Reads what a person types: <c>pve1</c>, <c>10.0.0.2:8006</c>, <c>https://[fd00::2]:8006/</c>. Without a port it is the given
    /// one.
    /// </summary>
    /// <exception cref="FormatException">It is no address; the message says why.</exception>
    public static PveEndpoint Parse(string typed, int port = 8006)
    {
        var text = typed.Trim();
        if (text.Length == 0)
        {
            throw new FormatException("The address is empty.");
        }

        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        // A bare IPv6 address has more than one colon and no brackets.
        var bare = !hasScheme && text[0] != '[' && System.Net.IPAddress.TryParse(text, out var ip)
            && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        if (!Uri.TryCreate(hasScheme ? text : bare ? $"https://[{text}]" : $"https://{text}", UriKind.Absolute, out var uri)
            || uri.Host.Length == 0)
        {
            throw new FormatException($"'{typed}' is no address. Write https://HOST:{port}.");
        }

        if (uri.Scheme is not ("https" or "http"))
        {
            throw new FormatException($"'{typed}' is no address of an API: it must begin with https://.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new FormatException("An address holds no user and no password; give a token instead.");
        }

        var hasPort = HasPort().IsMatch(text) && !bare;
        var builder = new UriBuilder(uri.Scheme, uri.Host, hasPort ? uri.Port : port);
        return new PveEndpoint(builder.Uri);
    }

    [GeneratedRegex("[^:]:[0-9]+(/|$)|]:[0-9]+", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex HasPort();

    /// <summary>A fingerprint without its colons and in one case; null when it is none.</summary>
    public static string? NormalFingerprint(string? fingerprint)
    {
        var hex = fingerprint?.Replace(":", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal)
            .ToUpperInvariant();
        return hex is { Length: 64 } && hex.All(char.IsAsciiHexDigit) ? hex : null;
    }
}
