using Proxima.Pve.Auth;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Tests.Recordings;

internal static class Clients
{
    public const string Secret = "11111111-2222-3333-4444-555555555555";

    public static PveClient Of(ReplayServer server, TimeProvider? clock = null)
        => new(new PveConnection(new PveConnectionOptions
        {
            Transports = [new HttpsTransport(new PveEndpoint(server.Address), clock)],
            Login = PveToken.Parse($"root@pam!full={Secret}", isBackupServer: false),
            Clock = clock ?? TimeProvider.System,
            Timeout = TimeSpan.FromSeconds(10),
        }));

    public static PveConnection Connection(IPveLogin? login, params IPveTransport[] transports)
        => new(new PveConnectionOptions { Transports = transports, Login = login, Timeout = TimeSpan.FromSeconds(10) });
}

/// <summary>A transport that answers from a function.</summary>
internal sealed class StandIn(Func<PveRequest, PveReply> answer, string where = "https://pve1:8006") : IPveTransport
{
    public List<PveRequest> Asked { get; } = [];

    public string Where => where;

    public bool IsTrusted { get; init; }

    public static PveReply Data(string json) => new(200, "OK", System.Text.Encoding.UTF8.GetBytes($"{{\"data\":{json}}}"));

    public static PveReply No(int status, string reason) => new(status, reason, ReadOnlyMemory<byte>.Empty);

    public Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Asked.Add(request);
        return Task.FromResult(answer(request));
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
