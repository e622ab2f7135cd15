using Proxima.Pve.Auth;
using Proxima.Pve.Failures;
using Proxima.Pve.Schema;
using Proxima.Pve.Transport;
using Proxima.PveFake;

namespace Proxima.Pve.Tests.Generated;

/// <summary>The typed client over the mock, by a real connection.</summary>
public sealed class OverTheMockTests
{
    // What Proxima itself reads all the time.
    private static readonly string[] Watched =
    [
        "/version", "/cluster/resources", "/cluster/status", "/nodes", "/nodes/{node}/status", "/nodes/{node}/qemu", "/nodes/{node}/lxc",
        "/nodes/{node}/qemu/{vmid}/config", "/nodes/{node}/qemu/{vmid}/status/current", "/nodes/{node}/storage", "/nodes/{node}/tasks",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_read_gets_there_and_nothing_is_misread()
    {
        await using var fake = await PveFakeServer.StartAsync(new PveFakeOptions { Scenario = "lab" }, Stop);
        using var connection = Connection(fake);
        var pve = new PveClient(connection);
        var known = new Dictionary<string, string> { ["node"] = "pve1", ["vmid"] = "100", ["storage"] = "local", ["userid"] = "root@pam", ["realm"] = "pam", ["roleid"] = "PVEAuditor" };
        var (read, refused) = (0, 0);
        var notes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in PveSchema.Load("pve-9.2").Operations.Where(operation => operation.Method == "GET"))
        {
            var values = operation.PathParameters.ToDictionary(name => name, name => known.GetValueOrDefault(name, "1"));
            try
            {
                notes.UnionWith(SampleTests.NotesOf(await Walk.CallAsync(pve, operation, values, withParameters: false)).Select(note => $"{operation}: {note}"));
                read++;
            }
            catch (PveException)
            {
                // There is no such thing in this world, or the call wants more parameters: an answer all the same.
                refused++;
            }
            catch (PveTransportException error) when (error.Trouble == PveTrouble.NotProxmox)
            {
                // A file to download, which the typed call does not ask for.
                refused++;
            }
        }

        notes.Where(note => Watched.Any(path => note.StartsWith($"GET {path}:", StringComparison.Ordinal))).ShouldBeEmpty();
        read.ShouldBeGreaterThan(100, $"{refused} refused");
    }

    private static PveConnection Connection(PveFakeServer fake) => new(new PveConnectionOptions
    {
        Transports = [new HttpsTransport(new PveEndpoint(fake.Address) { Fingerprint = fake.Fingerprint })],
        Login = PveToken.Parse(fake.Token, isBackupServer: false),
        Budget = () => new PveBudget(perSecond: 10_000, burst: 10_000),
    });
}
