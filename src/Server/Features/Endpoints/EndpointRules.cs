using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Pve;
using Proxima.Pve.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Endpoints;

/// <summary>What a connection must be like before it is stored or tried. Pure.</summary>
internal static class EndpointRules
{
    public const int MostEndpoints = 1000;
    private const int LongestName = 64;
    private const int MostAddresses = 16;
    private const int LongestAddress = 300;
    private const int LongestToken = 512;
    private const int LongestAuthorities = 64 * 1024;

    /// <summary>What names are compared by.</summary>
    public static string Key(string name) => name.ToUpperInvariant();

    /// <summary>The connection as it would be stored, or what is wrong with it. No message shows a part of the secret.</summary>
    public static (EndpointWithToken? Endpoint, ProblemHttpResult? Problem) Read(NewEndpoint request, string id, DateTimeOffset now)
    {
        if (Name(request.Name) is not { } name)
        {
            return (null, Problems.BadRequest("bad-name", $"The name must be one line of 1 to {LongestName} characters that show"));
        }

        var (addresses, badAddress) = Addresses(request.Addresses, request.Kind);
        var (who, badToken) = Token(request.Token, request.Kind);
        var (fingerprint, badFingerprint) = Fingerprint(request.Fingerprint);
        var (authorities, badAuthorities) = Authorities(request.Authorities);
        return addresses is null || who is null || badFingerprint is not null || badAuthorities is not null
            ? (null, badAddress ?? badToken ?? badFingerprint ?? badAuthorities)
            : (new EndpointWithToken(
                new Endpoint
                {
                    Id = id,
                    Kind = request.Kind,
                    Name = name,
                    Addresses = addresses,
                    Fingerprint = fingerprint,
                    Authorities = authorities,
                    TokenId = who,
                    CreatedAt = now,
                    ChangedAt = now,
                },
                request.Token.Trim()), null);
    }

    /// <summary>
    /// Addresses no endpoint can have: those of this link alone (metadata servers of clouds), of everybody and of nobody. A loopback
    /// address is where the Proxmox of this very host answers.
    /// </summary>
    public static string? Refusal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var why = plain.AddressFamily == AddressFamily.InterNetwork
            ? bytes switch
            {
                [169, 254, ..] => "of the link alone",
                [0, ..] => "of no host",
                [>= 224, ..] => "of many hosts",
                _ => null,
            }
            : true switch
            {
                _ when plain.IsIPv6LinkLocal => "of the link alone",
                _ when plain.IsIPv6Multicast => "of many hosts",
                _ when plain.Equals(IPAddress.IPv6Any) => "of no host",
                _ when plain.Equals(IPAddress.Parse("fd00:ec2::254")) => "of a metadata server",
                _ => null,
            };
        return why is null ? null : $"{plain} is an address {why}, and is not called";
    }

    private static string? Name(string typed)
    {
        if (typed.Length > LongestName * 4 || !IsText(typed))
        {
            return null;
        }

        var name = typed.Trim();
        return name.Length > 0 && name.EnumerateRunes().Count() <= LongestName && name.EnumerateRunes().All(Shows)
            ? name.Normalize(NormalizationForm.FormC)
            : null;
    }

    private static bool IsText(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static bool Shows(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static (IReadOnlyList<string>? Addresses, ProblemHttpResult? Problem) Addresses(
        IReadOnlyList<string> typed, EndpointKind kind)
    {
        if (typed.Count is 0 or > MostAddresses || typed.Any(one => one.Length > LongestAddress))
        {
            return (null, Problems.BadRequest(
                "bad-address", $"Give 1 to {MostAddresses} addresses of at most {LongestAddress} characters"));
        }

        var addresses = new List<string>();
        foreach (var one in typed)
        {
            try
            {
                var address = PveEndpoint.Parse(one, kind.Port()).Address;
                if (address.Scheme != Uri.UriSchemeHttps)
                {
                    return (null, Problems.BadRequest(
                        "bad-address", $"'{one}' must begin with https://: a token never travels in the clear"));
                }

                if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && Refusal(ip) is { } refusal)
                {
                    return (null, Problems.BadRequest("bad-address", refusal));
                }

                addresses.Add(address.GetLeftPart(UriPartial.Authority));
            }
            catch (FormatException exception)
            {
                return (null, Problems.BadRequest("bad-address", exception.Message));
            }
        }

        return addresses.Distinct(StringComparer.OrdinalIgnoreCase).Count() == addresses.Count
            ? (addresses, null)
            : (null, Problems.BadRequest("bad-address", "An address is given twice"));
    }

    private static (string? Who, ProblemHttpResult? Problem) Token(string text, EndpointKind kind)
    {
        if (text.Length > LongestToken)
        {
            return (null, Problems.BadRequest("bad-token", $"The token is longer than {LongestToken} characters"));
        }

        try
        {
            return (PveToken.Parse(text.Trim(), kind == EndpointKind.Pbs).Who, null);
        }
        catch (FormatException exception)
        {
            return (null, Problems.BadRequest("bad-token", exception.Message));
        }
    }

    private static (string? Fingerprint, ProblemHttpResult? Problem) Fingerprint(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return (null, null);
        }

        return typed.Length <= 256 && PveEndpoint.NormalFingerprint(typed.Trim()) is { } hex
            ? (string.Join(':', hex.Chunk(2).Select(pair => new string(pair))), null)
            : (null, Problems.BadRequest(
                "bad-fingerprint", "A fingerprint is 32 bytes in hex (SHA-256), as 'pvenode cert info' prints it"));
    }

    private static (string? Authorities, ProblemHttpResult? Problem) Authorities(string? pem)
    {
        if (string.IsNullOrWhiteSpace(pem))
        {
            return (null, null);
        }

        var hasKey = pem.Contains("PRIVATE KEY", StringComparison.Ordinal);
        if (pem.Length <= LongestAuthorities && !hasKey && Certificates(pem) is { Count: > 0 })
        {
            return (pem.Trim() + "\n", null);
        }

        return (null, Problems.BadRequest(
            "bad-authorities", "Authorities are certificates in PEM form and nothing else, for instance /etc/pve/pve-root-ca.pem"));
    }

    /// <summary>The certificates of a PEM text; null when there are none or they cannot be read.</summary>
    public static X509Certificate2Collection? Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
