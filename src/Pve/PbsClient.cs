using System.Text.Json;
using Proxima.Pve.Auth;
using Proxima.Pve.Tasks;
using Proxima.Pve.Transport;
using Proxima.Pve.Writing;

namespace Proxima.Pve;

/// <summary>A client of Proxmox Backup Server: <c>pbs.Admin.Datastore["main"].Snapshots.GetAsync(ct)</c>.</summary>
public sealed partial class PbsClient(PveConnection connection) : IDisposable
{
    public PveConnection Connection { get; } = connection;

    /// <summary>Long work; the node of a Backup Server is always <c>localhost</c> on the way there.</summary>
    public PveTasks Tasks => new(Connection, node: "localhost");

    /// <summary>A client with an API token, <c>USER@REALM!NAME:SECRET</c> or with an equals sign.</summary>
    public static PbsClient WithToken(string address, string token, string? fingerprint = null)
        => new(new PveConnection(new PveConnectionOptions
        {
            Transports = [new HttpsTransport(PveEndpoint.Parse(address, 8007) with { Fingerprint = fingerprint })],
            Login = PveToken.Parse(token, isBackupServer: true),
        }));

    public Task<JsonElement?> GetAsync(string path, CancellationToken cancellation) => CallAsync("GET", path, null, cancellation);

    /// <summary>Any call by its path, as typed. The answer is the data alone; null where there is none.</summary>
    public Task<JsonElement?> CallAsync(string method, string path, PveParameterList? parameters, CancellationToken cancellation)
        => Connection.AnythingAsync(method, PvePath.Normal(path), parameters, cancellation);

    public void Dispose() => Connection.Dispose();
}
