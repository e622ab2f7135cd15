using Proxima.Pve.Schema;
using Proxima.Pve.Tests.Recordings;
using Proxima.PveGen.Code;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Generated;

public sealed class GeneratedTests
{
    public static TheoryData<string> Versions => ["pve-9.2", "pbs"];

    [Fact]
    public void The_committed_code_is_what_the_schema_gives()
    {
        var folder = Path.Combine(RepoRoot.Folder, "src/Pve/Generated");
        var wanted = GeneratedCode.All().ToDictionary(file => file.Path, file => file.Text);

        foreach (var (path, text) in wanted)
        {
            File.ReadAllText(Path.Combine(folder, path)).ShouldBe(text, $"{path}: run PveGen code");
        }

        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Except(wanted.Keys).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_operation_is_reached_by_its_words_and_calls_exactly_its_path(string version)
    {
        // The index of Backup Server's root is asked by its path: there is no word to walk.
        foreach (var operation in PveSchema.Load(version).Operations.Where(operation => operation.Path != "/"))
        {
            var values = operation.PathParameters.ToDictionary(name => name, name => operation.Parameters.GetValueOrDefault(name)?.Kind == PveKind.Integer ? "7" : "a b/c");
            var stand = new StandIn(_ => StandIn.Data("null"));
            using var connection = Clients.Connection(null, stand);
            object client = version == "pbs" ? new PbsClient(connection) : new PveClient(connection);

            await Walk.CallAsync(client, operation, values, withParameters: false);
            await Walk.CallAsync(client, operation, values, withParameters: true);

            var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(values[part[1..^1]]) : part));
            stand.Asked.Select(request => (request.Method, request.Path)).Distinct().ShouldBe([(operation.Method, path)], operation.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_parameter_of_every_operation_can_be_set(string version)
    {
        using var connection = Clients.Connection(null, new StandIn(_ => StandIn.Data("null")));
        object client = version == "pbs" ? new PbsClient(connection) : new PveClient(connection);
        foreach (var operation in PveSchema.Load(version).Operations)
        {
            var own = operation.Parameters.Keys.Where(name => !operation.PathParameters.Contains(name)).ToList();
            var parameters = Walk.ParametersOf(client, operation);

            (parameters is null).ShouldBe(own.Count == 0, operation.ToString());
            parameters?.GetType().GetProperties().Count(property => property.DeclaringType == parameters.GetType()).ShouldBe(own.Count, operation.ToString());
        }
    }

    [Theory]
    [InlineData("POST", "/nodes/{node}/qemu/{vmid}/agent/exec", null, "7.4", null)]
    [InlineData("GET", "/nodes/{node}/qemu/{vmid}/dbus-vmstate", null, null, null)]
    [InlineData("GET", "/nodes/{node}/scan/glusterfs", null, "7.4", "8.4")]
    [InlineData("POST", "/nodes/{node}/qemu", "virtiofs0", "8.4", null)]
    [InlineData("GET", "/nonsense", null, null, null)]
    public void Since_and_until_are_known(string method, string path, string? parameter, string? since, string? until)
    {
        PveHistory.Since(method, path, parameter).ShouldBe(since);
        PveHistory.Until(method, path, parameter).ShouldBe(until);
    }

    [Theory]
    [InlineData("6.4", "pve-7.4")]
    [InlineData("7.4-16", "pve-7.4")]
    [InlineData("8.1.4", "pve-7.4")]
    [InlineData("8.4.21", "pve-8.4")]
    [InlineData("9.0.3", "pve-8.4")]
    [InlineData("9.1.2", "pve-9.1")]
    [InlineData("9.2.11", "pve-9.2")]
    [InlineData("10.0.1", "pve-9.2")]
    public void The_schema_of_a_server_is_the_newest_that_is_not_newer(string server, string name)
        => PveHistory.SchemaFor(PveVersionInfo.Parse(server)).ShouldBeSameAs(PveSchema.Load(name));

    [Fact]
    public async Task A_client_asks_the_version_once()
    {
        var stand = new StandIn(_ => StandIn.Data("""{"version":"8.4.21","release":"8.4","repoid":"x"}"""));
        using var pve = new PveClient(Clients.Connection(null, stand));

        (await pve.SupportsAsync("POST", "/nodes/{node}/qemu", "virtiofs0", CancellationToken.None)).ShouldBeTrue();
        (await pve.SupportsAsync("GET", "/cluster/sdn/fabrics/all", null, CancellationToken.None)).ShouldBeFalse();

        stand.Asked.Count.ShouldBe(1);
    }
}
