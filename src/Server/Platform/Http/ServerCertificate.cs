using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Proxima.Server.Platform.Http;

/// <summary>The certificate for https addresses, from PEM files.</summary>
internal static class ServerCertificate
{
    /// <summary>Throws <see cref="StartupException"/> when there is none or it cannot be used.</summary>
    public static X509Certificate2 Load(HttpOptions options, ListenAddress address)
    {
        if (options.CertificateFile.Length == 0)
        {
            throw new StartupException(
                $"--listen {address.Text}: https needs a certificate; name PEM files in Http:CertificateFile and Http:CertificateKeyFile");
        }

        try
        {
            var key = options.CertificateKeyFile.Length == 0 ? options.CertificateFile : options.CertificateKeyFile;
            return X509Certificate2.CreateFromPemFile(options.CertificateFile, key);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException(
                $"Http:CertificateFile {options.CertificateFile} cannot be used ({exception.Message}); "
                + "give PEM files of a certificate and its key",
                exception);
        }
    }
}
