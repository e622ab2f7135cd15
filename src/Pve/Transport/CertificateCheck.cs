using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Transport;

/// <summary>Decides whether the certificate is the right one, and remembers why not.</summary>
internal sealed class CertificateCheck(PveEndpoint endpoint, TimeProvider clock)
{
    private readonly string? _pinned = PveEndpoint.NormalFingerprint(endpoint.Fingerprint)
        ?? (endpoint.Fingerprint is null ? null
            : throw new FormatException("A fingerprint is 32 bytes of SHA-256: AA:BB:… as 'pvenode cert info' shows it."));

    private volatile Verdict? _last;

    /// <summary>What was found at the last connection.</summary>
    public Verdict? Last => _last;

    public bool IsRight(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
        {
            _last = new Verdict(PveTrouble.Untrusted, "shows no certificate.", null);
            return false;
        }

        using var certificate = new X509Certificate2(shown);
        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        _last = _pinned is { } pinned ? Pinned(pinned, fingerprint) : Judged(certificate, fingerprint, chain, errors);
        return _last.Trouble is null;
    }

    private static Verdict Pinned(string pinned, string fingerprint)
        => string.Equals(pinned, fingerprint, StringComparison.OrdinalIgnoreCase)
            ? new Verdict(null, string.Empty, Colons(fingerprint))
            : new Verdict(
                PveTrouble.ChangedCertificate,
                $"shows another certificate than the one that was pinned: {Colons(fingerprint)}. If it was renewed there, pin the new "
                    + "one; if not, do not connect.",
                Colons(fingerprint));

    private Verdict Judged(X509Certificate2 certificate, string fingerprint, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && endpoint.Authorities is { Count: > 0 } authorities
            && IsOf(authorities, certificate, chain))
        {
            errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (errors == SslPolicyErrors.None)
        {
            return new Verdict(null, string.Empty, Colons(fingerprint));
        }

        if (now < certificate.NotBefore.ToUniversalTime())
        {
            return new Verdict(PveTrouble.Expired,
                $"shows a certificate that is valid only from {certificate.NotBefore.ToUniversalTime():u}. Check the clocks of both "
                    + "machines.", Colons(fingerprint));
        }

        if (now > certificate.NotAfter.ToUniversalTime())
        {
            return new Verdict(
                PveTrouble.Expired,
                $"shows a certificate that expired on {certificate.NotAfter.ToUniversalTime():u}. Renew it with 'pvecm updatecerts "
                    + "--force' and 'systemctl restart pveproxy', or pin its fingerprint.",
                Colons(fingerprint));
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            && !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? new Verdict(
                PveTrouble.WrongName,
                $"shows a certificate for another name ({certificate.GetNameInfo(X509NameType.DnsName, false)}). Use that name, or "
                    + $"pin the fingerprint {Colons(fingerprint)}.",
                Colons(fingerprint))
            : new Verdict(
                PveTrouble.Untrusted,
                $"shows a certificate that this machine does not trust (issued by "
                    + $"{certificate.GetNameInfo(X509NameType.SimpleName, true)}), as a fresh Proxmox does. "
                + $"Compare with 'pvenode cert info' on the node, then pin the fingerprint {Colons(fingerprint)}.",
                Colons(fingerprint));
    }

    private bool IsOf(X509Certificate2Collection authorities, X509Certificate2 certificate, X509Chain? shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        if (shown is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }

    private static string Colons(string hex) => string.Join(':', hex.Chunk(2).Select(pair => new string(pair)));

    internal sealed record Verdict(PveTrouble? Trouble, string Text, string? Fingerprint);
}
