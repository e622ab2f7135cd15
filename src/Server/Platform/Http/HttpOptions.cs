using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Http;

/// <summary>Settings <c>Http:*</c>.</summary>
public sealed class HttpOptions
{
    [Description("Names, separated by spaces, that browsers may use for this server besides localhost and its host name.")]
    public string AllowedHosts { get; set; } = "";

    [Description("PEM file with the certificate chain for https addresses.")]
    public string CertificateFile { get; set; } = "";

    [Description("PEM file with the private key of the certificate; empty when CertificateFile holds it too.")]
    public string CertificateKeyFile { get; set; } = "";

    [Range(8, 100_000)]
    [Description("Connections open at once; more wait outside.")]
    public int MaxConnections { get; set; } = 1_000;

    /// <summary>One MiB of content, and room for the JSON around it.</summary>
    [Range(65_536, 67_108_864)]
    [Description("Largest request body in bytes.")]
    public int MaxBodyBytes { get; set; } = 1_048_576 + 16_384;

    [Range(1, 300)]
    [Description("Seconds a client may take to send its request line and headers.")]
    public int HeaderSeconds { get; set; } = 15;

    public IEnumerable<string> AllowedHostNames => AllowedHosts.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}

[OptionsValidator]
internal sealed partial class HttpOptionsValidator : IValidateOptions<HttpOptions>;
