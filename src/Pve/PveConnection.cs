using System.Text.Json;
using Proxima.Pve.Failures;
using Proxima.Pve.Reading;
using Proxima.Pve.Transport;
using Proxima.Pve.Writing;

namespace Proxima.Pve;

/// <summary>
/// Makes calls: logs in, keeps to the budget, tries again where that is safe, and goes to another server of the cluster when one is
/// gone. An error that a server answers is an answer; it is passed on and never asked again elsewhere.
/// </summary>
public sealed class PveConnection : IDisposable
{
    private readonly PveConnectionOptions _options;
    private readonly PveBudget[] _budgets;
    private int _active;
    private long _movedAt;

    public PveConnection(PveConnectionOptions options)
    {
        if (options.Transports.Count == 0)
        {
            throw new ArgumentException("There must be one way at least.", nameof(options));
        }

        _options = options;
        _budgets = [.. options.Transports.Select(_ => options.Budget?.Invoke() ?? new PveBudget(clock: options.Clock))];
    }

    /// <summary>The server that answered last: <c>https://pve1:8006</c>.</summary>
    public string Where => _options.Transports[_active].Where;

    /// <summary>Who calls, for messages.</summary>
    public string? Who => _options.Login?.Who ?? (_options.Transports[_active].IsTrusted ? "root@pam" : null);

    /// <summary>What the server that answers may still be asked.</summary>
    public PveBudget Budget => _budgets[_active];

    /// <summary>The server's clock minus this machine's, from the last answer that told it; a second is as fine as it gets.</summary>
    public TimeSpan? ClockSkew { get; private set; }

    /// <summary>The clock that waits and limits go by.</summary>
    public TimeProvider Clock => _options.Clock;

    public async Task<T> RecordAsync<T>(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        where T : PveRecord, new()
    {
        var (data, _, unread) = await ReadAsync(method, path, parameters, static (ref PveReader reader)
            => reader.Record<T>(), cancellation);
        var record = data ?? new T();
        if (unread is { } found)
        {
            record.Note("data", "object", found);
        }

        return record;
    }

    public async Task<PveRows<T>> RowsAsync<T>(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        where T : PveRecord, new()
        => Rows(await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Rows<T>(), cancellation));

    public async Task<PveRows<string>> TextsAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => Rows(await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Texts(), cancellation));

    /// <summary>The text of the answer, whatever it is: a UPID, a number, an object as its JSON; null where there is none.</summary>
    public async Task<string?> TextAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
    {
        var (data, _, unread) = await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Text(), cancellation);
        return data ?? unread?.GetRawText();
    }

    public async Task<long?> IntegerAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => (await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Integer(), cancellation)).Data;

    public async Task<double?> NumberAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => (await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Number(), cancellation)).Data;

    public async Task<bool?> BooleanAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => (await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Boolean(), cancellation)).Data;

    public async Task<JsonElement?> AnythingAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => (await ReadAsync(method, path, parameters, static (ref PveReader reader) => reader.Anything(), cancellation)).Data;

    public Task DoneAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => SendAsync(PveRequest.Of(method, path, parameters), cancellation);

    /// <summary>Fetches a file as it is: the whole log of a task with <c>download=1</c>.</summary>
    public async Task<ReadOnlyMemory<byte>> DownloadAsync(string path, PveParameterList? parameters, CancellationToken cancellation)
        => (await SendAsync(PveRequest.Of("GET", path, parameters) with { IsDownload = true }, cancellation)).Body;

    /// <summary>Makes a call and gives the answer as it came, if it is one of success.</summary>
    /// <exception cref="PveException">Proxmox said no.</exception>
    /// <exception cref="PveTransportException">The call did not get there, or its answer did not come back.</exception>
    public async Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
    {
        var timed = request.Timeout is null ? request with { Timeout = _options.Timeout } : request;
        var first = Preferred();
        PveTransportException? last = null;
        for (var step = 0; step < _options.Transports.Count; step++)
        {
            var index = (first + step) % _options.Transports.Count;
            try
            {
                var reply = await AtAsync(index, timed, cancellation);
                MoveTo(index);
                return reply;
            }
            catch (PveTransportException error) when (timed.Upload is null && (timed.IsRead || error.NothingSent))
            {
                // The first server is the one the user named: its trouble is what is told.
                last ??= error;
            }
            catch (PveException)
            {
                MoveTo(index);
                throw;
            }
        }

        throw last ?? new PveTransportException(PveTrouble.Other, $"{Where} could not be asked.");
    }

    public void Dispose()
    {
        foreach (var transport in _options.Transports)
        {
            transport.Dispose();
        }

        foreach (var budget in _budgets)
        {
            budget.Dispose();
        }

        (_options.Login as IDisposable)?.Dispose();
    }

    internal async Task<(T? Data, long? Total, JsonElement? Unread)> ReadAsync<T>(
        string method, string path, PveParameterList? parameters, PveReader.ReadItem<T> read, CancellationToken cancellation)
    {
        var reply = await SendAsync(PveRequest.Of(method, path, parameters), cancellation);
        try
        {
            var data = PveAnswer.Read(reply.Body.Span, read, out var total, out var unread);
            return (data, total, unread);
        }
        catch (JsonException error)
        {
            throw new PveTransportException(
                PveTrouble.CutOff, $"The answer of {Where} to {method} {path} is no whole JSON ({error.Message}). Something on the "
                    + "way cut or changed it.", error);
        }
    }

    private static PveRows<T> Rows<T>((PveRows<T>? Data, long? Total, JsonElement? Unread) read)
    {
        var rows = read.Data ?? new PveRows<T>();
        rows.Total = read.Total;
        if (read.Unread is { } found)
        {
            rows.Note(-1, "array", found);
        }

        return rows;
    }

    private async Task<PveReply> AtAsync(int index, PveRequest request, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await OnceAsync(index, request, cancellation);
            }
            catch (PveTransportException error) when (request.IsRead && attempt < _options.ReadRetries
                && error.Trouble is PveTrouble.Reset or PveTrouble.CutOff)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * (1 << (2 * attempt))), _options.Clock, cancellation);
            }
        }
    }

    private async Task<PveReply> OnceAsync(int index, PveRequest request, CancellationToken cancellation)
    {
        var transport = _options.Transports[index];
        var login = transport.IsTrusted ? null : _options.Login;
        for (var attempt = 0; ; attempt++)
        {
            var headers = login is null ? [] : await login.HeadersAsync(transport, request, cancellation);
            PveReply reply;
            using (await _budgets[index].EnterAsync(cancellation))
            {
                reply = await transport.SendAsync(headers.Count == 0 ? request
                    : request with { Headers = [.. request.Headers, .. headers] }, cancellation);
            }

            if (reply.Date is { } date)
            {
                ClockSkew = date - _options.Clock.GetUtcNow();
            }

            if (reply.IsSuccess)
            {
                return reply;
            }

            // Nothing was done at a 401, so that any call may be made again; a second 401 is an answer.
            if (reply.Status != 401 || attempt > 0 || request.Upload is not null || login?.Refused() != true)
            {
                throw ReplyCheck.Refusal(reply, transport.Where, login?.Who ?? (transport.IsTrusted ? "root@pam" : null), ClockSkew);
            }
        }
    }

    private int Preferred()
        => _active != 0 && _options.Clock.GetElapsedTime(Interlocked.Read(ref _movedAt)) >= _options.ReturnAfter ? 0 : _active;

    private void MoveTo(int index)
    {
        if (index != 0)
        {
            // Counted from the last time the preferred one was found gone.
            if (_active != index || Preferred() == 0)
            {
                Interlocked.Exchange(ref _movedAt, _options.Clock.GetTimestamp());
            }
        }

        _active = index;
    }
}
