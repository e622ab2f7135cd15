using System.Text.Json;
using Proxima.Pve.Failures;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Auth;

/// <summary>
/// A user with a password, and with a second factor where the server asks for one: a ticket is fetched at the first call and renewed
/// well before its two hours are over, with the old ticket as password.
/// </summary>
public sealed class PveLogin : IPveLogin, IDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(75);

    private readonly Func<CancellationToken, ValueTask<string>> _password;
    private readonly Func<IReadOnlyList<string>, CancellationToken, ValueTask<PveSecondFactor?>>? _secondFactor;
    private readonly bool _isBackupServer;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _one = new(1, 1);
    private Ticket? _ticket;

    /// <param name="user">With its realm: <c>root@pam</c>.</param>
    /// <param name="password">Asked for at each log-in and not kept.</param>
    /// <param name="secondFactor">Asked with the kinds the server offers (<c>totp</c>, <c>recovery</c>); null when there is none to
    /// give.</param>
    /// <param name="isBackupServer">Backup Server has another cookie.</param>
    /// <param name="clock">The clock that renewal goes by.</param>
    /// <exception cref="FormatException">The user has no realm.</exception>
    public PveLogin(
        string user,
        Func<CancellationToken, ValueTask<string>> password,
        Func<IReadOnlyList<string>, CancellationToken, ValueTask<PveSecondFactor?>>? secondFactor = null,
        bool isBackupServer = false,
        TimeProvider? clock = null)
    {
        if (user.LastIndexOf('@') is var at && (at < 1 || at == user.Length - 1))
        {
            throw new FormatException(
                $"'{user}' has no realm: write {user.TrimEnd('@')}@pam for a user of the system, {user.TrimEnd('@')}@pve for one of "
                    + "Proxmox.");
        }

        (Who, _password, _secondFactor, _isBackupServer, _clock) = (user, password, secondFactor, isBackupServer, clock
            ?? TimeProvider.System);
    }

    public string Who { get; }

    public async ValueTask<IReadOnlyList<KeyValuePair<string,
        string>>> HeadersAsync(IPveTransport transport, PveRequest request, CancellationToken cancellation)
    {
        var ticket = await TicketAsync(transport, cancellation);
        var cookie = new KeyValuePair<string,
            string>("Cookie", $"{(_isBackupServer ? "PBSAuthCookie" : "PVEAuthCookie")}={Uri.EscapeDataString(ticket.Text)}");
        return request.IsRead ? [cookie] : [cookie, new("CSRFPreventionToken", ticket.Csrf)];
    }

    // A ticket that is refused is old or of another cluster: one more log-in tells.
    public bool Refused()
    {
        Volatile.Write(ref _ticket, null);
        return true;
    }

    public void Dispose() => _one.Dispose();

    public override string ToString() => Who;

    private async ValueTask<Ticket> TicketAsync(IPveTransport transport, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _ticket) is { } fresh && _clock.GetElapsedTime(fresh.At) < Renewal)
        {
            return fresh;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _ticket) is not { } old)
            {
                return await FirstAsync(transport, cancellation);
            }

            if (_clock.GetElapsedTime(old.At) < Renewal)
            {
                return old;
            }

            return await RenewedAsync(transport, old, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Ticket> RenewedAsync(IPveTransport transport, Ticket old, CancellationToken cancellation)
    {
        try
        {
            return Keep(await AskAsync(transport, [new("username", Who), new("password", old.Text)], cancellation));
        }
        catch (PveException error) when (error.Status == 401)
        {
            return await FirstAsync(transport, cancellation);
        }
    }

    private async Task<Ticket> FirstAsync(IPveTransport transport, CancellationToken cancellation)
    {
        var answer = await AskAsync(transport, [new("username", Who), new("password", await _password(cancellation))], cancellation);
        if (!answer.NeedsSecondFactor)
        {
            return Keep(answer);
        }

        var kinds = SecondFactorKinds.Of(answer.Text);
        var factor = _secondFactor is null ? null : await _secondFactor(kinds, cancellation);
        if (factor is null)
        {
            throw new PveException(
                $"{Who} has a second factor ({string.Join(", ", kinds)}), and none was given. A program is better served by an API token.",
                401, "second factor needed", new Dictionary<string, string>());
        }

        var second = await AskAsync(
            transport, [new("username", Who), new("password", factor.Password), new("tfa-challenge", answer.Text)], cancellation);
        return Keep(second);
    }

    private Ticket Keep(Ticket ticket)
    {
        Volatile.Write(ref _ticket, ticket);
        return ticket;
    }

    private async Task<Ticket> AskAsync(IPveTransport transport, KeyValuePair<string, string>[] parameters, CancellationToken cancellation)
    {
        var reply = await transport.SendAsync(new PveRequest("POST", "/access/ticket", parameters), cancellation);
        if (!reply.IsSuccess)
        {
            throw ReplyCheck.Refusal(reply, transport.Where, Who);
        }

        using var document = JsonDocument.Parse(reply.Body);
        if (!document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("ticket", out var ticket) || ticket.GetString() is not { Length: > 0 } text)
        {
            throw new PveTransportException(PveTrouble.NotProxmox, $"{transport.Where} took the log-in and gave no ticket.");
        }

        // NeedTFA is what the server says; a ticket for the second step also begins so.
        var needs = text.StartsWith(_isBackupServer ? "PBS:!tfa!" : "PVE:!tfa!", StringComparison.Ordinal)
            || (data.TryGetProperty("NeedTFA", out var need) && need.ToString() is "1" or "True" or "true");
        var csrf = data.TryGetProperty("CSRFPreventionToken", out var word) ? word.GetString() ?? string.Empty : string.Empty;
        return new Ticket(text, csrf, needs, _clock.GetTimestamp());
    }

    private sealed record Ticket(string Text, string Csrf, bool NeedsSecondFactor, long At)
    {
        public override string ToString() => "a ticket";
    }
}
