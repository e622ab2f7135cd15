using System.Text;
using Proxima.Pve;
using Proxima.Pve.Transport;

namespace Proxima.Cli.Tests.Pve;

/// <summary>Answers by method and path; what it does not know is 501, as at Proxmox. Remembers what was asked.</summary>
internal sealed class FakeProxmox
{
    private readonly Dictionary<string, PveReply> _answers = new(StringComparer.Ordinal);

    public List<PveRequest> Asked { get; } = [];

    public List<PveEndpoint> Endpoints { get; } = [];

    public FakeProxmox Has(string call, string data) => Has(call, 200, "OK", $"{{\"data\":{data}}}");

    public FakeProxmox Has(string call, int status, string reason, string body = "")
    {
        _answers[call] = new PveReply(status, reason, Encoding.UTF8.GetBytes(body));
        return this;
    }

    public IPveTransport At(PveEndpoint endpoint)
    {
        Endpoints.Add(endpoint);
        return new Way(this, endpoint);
    }

    private sealed class Way(FakeProxmox proxmox, PveEndpoint endpoint) : IPveTransport
    {
        public string Where => endpoint.Address.GetLeftPart(UriPartial.Authority);

        public bool IsTrusted => false;

        public Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
        {
            proxmox.Asked.Add(request);
            var call = $"{request.Method} {request.Path}";
            return Task.FromResult(proxmox._answers.GetValueOrDefault(call) ?? new PveReply(501, $"Method '{call}' not implemented", ReadOnlyMemory<byte>.Empty));
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
