namespace Proxima.Pve.Transport;

/// <summary>What came back, whatever carried it: the status and the reason are those of the API, the body is its JSON.</summary>
/// <param name="Status">The HTTP status; <c>595</c> and <c>596</c> are Proxmox's own for a node that is not reached.</param>
/// <param name="Reason">The reason phrase; Proxmox puts its message there.</param>
/// <param name="Body">The envelope <c>{"data": …}</c>, or nothing.</param>
public sealed record PveReply(int Status, string Reason, ReadOnlyMemory<byte> Body)
{
    /// <summary>The server's clock, where the answer tells it.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>What the body is said to be: <c>application/json</c>.</summary>
    public string? ContentType { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Carries calls to one server: HTTPS, <c>pvesh</c> on this machine, <c>pvesh</c> over SSH, or a stand-in.</summary>
public interface IPveTransport : IDisposable
{
    /// <summary>What it reaches, for messages: <c>https://pve1:8006</c>, <c>pvesh</c>, <c>ssh root@pve1</c>. Never a secret.</summary>
    string Where { get; }

    /// <summary>Whether calls are made as root by right of the machine, so that nobody has to log in.</summary>
    bool IsTrusted { get; }

    /// <exception cref="Failures.PveTransportException">The call did not get there, or its answer did not come back.</exception>
    Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation);
}
