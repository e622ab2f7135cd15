using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Proxima.PveFake;

/// <summary>A certificate nobody signed but ourselves, for loopback, as a fresh Proxmox has one.</summary>
internal static class SelfMadeCertificate
{
    public static X509Certificate2 Make(string node, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}, O=Proxmox Virtual Environment, OU=PVE Cluster Node", key,
            HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(node);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(2));
        // A key that only lives in memory is not one that every TLS stack takes; through PKCS #12 it is.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>SHA-256 of the certificate, in pairs with colons.</summary>
    public static string FingerprintOf(X509Certificate2 certificate)
        => string.Join(':', Convert.ToHexString(SHA256.HashData(certificate.RawData)).Chunk(2).Select(pair => new string(pair)));
}
