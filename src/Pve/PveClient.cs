using System.Text.Json;
using Proxima.Pve.Auth;
using Proxima.Pve.Schema;
using Proxima.Pve.Tasks;
using Proxima.Pve.Transport;
using Proxima.Pve.Writing;

namespace Proxima.Pve;

/// <summary>
/// A client of Proxmox VE: <c>pve.Nodes["pve1"].Qemu[100].Config.GetAsync(ct)</c> for what is known at build time, and
/// <c>pve.GetAsync("/nodes/pve1/version", ct)</c> for everything else.
/// </summary>
public sealed partial class PveClient(PveConnection connection) : IDisposable
{
    // Boxed, so that it is written at once.
    private object? _version;

    public PveConnection Connection { get; } = connection;

    /// <summary>Long work: waiting for it, its log, stopping it.</summary>
    public PveTasks Tasks => new(Connection);

    /// <summary>A client with an API token.</summary>
    /// <param name="address">Host, or <c>https://HOST:8006</c>.</param>
    /// <param name="token"><c>USER@REALM!NAME=SECRET</c>.</param>
    /// <param name="fingerprint">SHA-256 of the server's certificate, where nobody signed it.</param>
    public static PveClient WithToken(string address, string token, string? fingerprint = null)
        => new(new PveConnection(new PveConnectionOptions
        {
            Transports = [new HttpsTransport(PveEndpoint.Parse(address) with { Fingerprint = fingerprint })],
            Login = PveToken.Parse(token, isBackupServer: false),
        }));

    public Task<JsonElement?> GetAsync(string path, CancellationToken cancellation) => CallAsync("GET", path, null, cancellation);

    public Task<JsonElement?> GetAsync(string path, PveParameterList parameters, CancellationToken cancellation)
        => CallAsync("GET", path, parameters, cancellation);

    public Task<JsonElement?> PostAsync(string path, PveParameterList? parameters, CancellationToken cancellation)
        => CallAsync("POST", path, parameters, cancellation);

    public Task<JsonElement?> PutAsync(string path, PveParameterList? parameters, CancellationToken cancellation)
        => CallAsync("PUT", path, parameters, cancellation);

    public Task<JsonElement?> DeleteAsync(string path, PveParameterList? parameters, CancellationToken cancellation)
        => CallAsync("DELETE", path, parameters, cancellation);

    /// <summary>Any call by its path, as typed: encoded or not. The answer is the data alone; null where there is none.</summary>
    public Task<JsonElement?> CallAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => Connection.AnythingAsync(method, PvePath.Normal(path), parameters, cancellation);

    /// <summary>Uploads a file to a storage; the answer is the task that puts it in place.</summary>
    /// <param name="node">The node that takes it.</param>
    /// <param name="storage">Where it goes.</param>
    /// <param name="content"><c>iso</c>, <c>vztmpl</c> or <c>import</c>.</param>
    /// <param name="upload">The file; its field is <c>filename</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Upid?> UploadAsync(string node, string storage, string content, PveUpload upload, CancellationToken cancellation)
    {
        var path = PvePath.Join(PvePath.Join(PvePath.Join("/nodes", node) + "/storage", storage), "upload");
        var request = new PveRequest("POST", path, [new("content", content)])
        {
            Upload = upload with { Field = "filename" },
            Timeout = TimeSpan.FromHours(1),
        };
        var reply = await Connection.SendAsync(request, cancellation);
        return Upid.TryParse(Reading.PveAnswer.Read(reply.Body.Span, static (ref Reading.PveReader reader) => reader.Text(), out _, out _),
            out var upid) ? upid : null;
    }

    /// <summary>The version of the server, asked once.</summary>
    public async Task<PveVersionInfo> ServerVersionAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _version) is PveVersionInfo known)
        {
            return known;
        }

        var answer = await Version.GetAsync(cancellation);
        var version = PveVersionInfo.Parse(answer.Version ?? answer.Release);
        Volatile.Write(ref _version, (object)version);
        return version;
    }

    /// <summary>Whether the server knows a call, or a parameter of it, going by its version.</summary>
    public async Task<bool> SupportsAsync(string method, string path, string? parameter, CancellationToken cancellation)
        => PveHistory.Supports(await ServerVersionAsync(cancellation), method, path, parameter);

    public void Dispose() => Connection.Dispose();
}
