using System.Net;
using Proxima.Pve;
using Proxima.Pve.Auth;
using Proxima.Pve.Transport;

namespace Proxima.Server.Features.Endpoints;

/// <summary>
/// Makes the connection to an endpoint: its addresses in order, its certificate, its token, and no address that is never called.
/// </summary>
internal sealed class EndpointLinks(TimeProvider time)
{
    /// <summary>For one call; a cluster of 40 nodes answers its resources in well under a second.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(4);

    public PveConnection Open(Endpoint endpoint, string token) => new(new PveConnectionOptions
    {
        Transports = [.. endpoint.Addresses.Select(address => Transport(endpoint, address))],
        Login = PveToken.Parse(token, endpoint.Kind == EndpointKind.Pbs),
        Clock = time,
        Timeout = CallLimit,
    });

    private HttpsTransport Transport(Endpoint endpoint, string address)
        => new(
            new PveEndpoint(new Uri(address))
            {
                Fingerprint = endpoint.Fingerprint,
                Authorities = endpoint.Authorities is { } pem ? EndpointRules.Certificates(pem) : null,
                Refusal = static (IPAddress ip) => EndpointRules.Refusal(ip),
            },
            time,
            ConnectLimit);
}
