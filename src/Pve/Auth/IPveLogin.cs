using Proxima.Pve.Transport;

namespace Proxima.Pve.Auth;

/// <summary>Says who calls. Implementations hold secrets and show none of them.</summary>
public interface IPveLogin
{
    /// <summary>Who it is, for messages: <c>root@pam!proxima</c>.</summary>
    string Who { get; }

    /// <summary>The headers that this call needs; logs in first where that has to be done.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<string,
        string>>> HeadersAsync(IPveTransport transport, PveRequest request, CancellationToken cancellation);

    /// <summary>The server said 401: whether one more try with fresh headers makes sense.</summary>
    bool Refused();
}
