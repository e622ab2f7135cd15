using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.Schema;

/// <summary>Every operation the schema knows can be called, and knows a wrong parameter when it sees one.</summary>
public sealed class EveryOperationTests
{
    // No scenario has Ceph: these answer as a node does where it is not installed.
    private static readonly HashSet<string> WithoutCeph = new(StringComparer.Ordinal)
    {
        "/cluster/ceph/status", "/cluster/ceph/metadata", "/cluster/ceph/flags", "/nodes/{node}/ceph/status", "/nodes/{node}/ceph/osd",
            "/nodes/{node}/ceph/mon", "/nodes/{node}/ceph/pool",
    };

    [Theory]
    [InlineData("9.2", 650)]
    [InlineData("8.4", 550)]
    public async Task Every_operation_can_be_called(string version, int atLeast)
    {
        var release = PveVersion.Of(version) ?? PveVersion.V92;
        var failed = new List<string>();
        var called = 0;
        foreach (var operation in new Desk("bare", release).Schema.Operations)
        {
            var desk = Prepared(release);
            var parameters = new ValidParameters(desk.World);
            await CreateWhatThePathNamesAsync(desk, operation, parameters);
            var (status, message, _, errors) = await AskAsync(desk, operation, parameters);
            called++;
            var isAbsent = status == 500 && operation.Method == "GET" && WithoutCeph.Contains(operation.Path)
                && message.Contains("not installed", StringComparison.Ordinal);
            if (status != 200 && !isAbsent)
            {
                failed.Add($"{operation}: {status} {message} {string.Join(' ', errors.Select(pair => $"[{pair.Key}: {pair.Value.Trim()}]"))}");
            }
        }

        called.ShouldBeGreaterThan(atLeast);
        failed.ShouldBeEmpty($"{failed.Count} of {called}:\n{string.Join('\n', failed)}");
    }

    [Fact]
    public async Task Every_operation_refuses_a_parameter_it_does_not_know_and_names_it()
    {
        var desk = Prepared(PveVersion.V92);
        var parameters = new ValidParameters(desk.World);
        var failed = new List<string>();
        foreach (var operation in desk.Schema.Operations)
        {
            var (status, _, _, errors) = await AskAsync(desk, operation, parameters, ("no-such-parameter", "1"));
            if (status != 400 || errors.GetValueOrDefault("no-such-parameter") != "property is not defined in schema and the schema does not allow additional properties")
            {
                failed.Add($"{operation}: {status}");
            }
        }

        failed.ShouldBeEmpty(string.Join('\n', failed));
    }

    [Fact]
    public async Task Every_operation_with_a_typed_parameter_refuses_a_wrong_value_and_names_it()
    {
        var desk = Prepared(PveVersion.V92);
        var parameters = new ValidParameters(desk.World);
        var (failed, tried) = (new List<string>(), 0);
        foreach (var operation in desk.Schema.Operations)
        {
            var typed = operation.Parameters.FirstOrDefault(pair => !operation.PathParameters.Contains(pair.Key)
                && !PveFamily.IsFamily(pair.Key)
                && (pair.Value.Kind is PveKind.Integer or PveKind.Boolean
                    || (pair.Value.Kind is PveKind.Text && pair.Value.Enum.Count > 0 && pair.Value.Format is null)));
            if (typed.Key is null)
            {
                continue;
            }

            tried++;
            var (status, _, _, errors) = await AskAsync(desk, operation, parameters, (typed.Key, "wrong value"));
            if (status != 400 || !errors.ContainsKey(typed.Key))
            {
                failed.Add($"{operation} {typed.Key}: {status}");
            }
        }

        tried.ShouldBeGreaterThan(250);
        failed.ShouldBeEmpty(string.Join('\n', failed));
    }

    private static Desk Prepared(PveVersion version)
    {
        var desk = new Desk("lab", version);
        desk.World.Pools["empty"] = new PvePool("empty");
        desk.Upload = new Upload("t.iso", 8);
        foreach (var guest in desk.World.Guests.Values.Where(guest => guest.Kind is GuestKind.Qemu))
        {
            guest.Config["vga"] = "qxl";
        }

        desk.World.Storages["local"].Put("pve1", new PveVolume("local:backup/vzdump-lxc-100-2026_01_01-00_00_00.tar.zst", "backup",
            "tar.zst", 1000, 1) { Guest = 100, Kind = GuestKind.Lxc });
        desk.World.Storages["local"].Options["content"] = "backup,vztmpl,iso,images,rootdir,snippets,import";
        return desk;
    }

    // An entry is read, changed and deleted after it was made; a rule in a group after the group.
    private static async Task CreateWhatThePathNamesAsync(Desk desk, PveOperation operation, ValidParameters parameters)
    {
        var parts = operation.Path.Split('/');
        for (var i = 2; i <= parts.Length; i++)
        {
            var prefix = string.Join('/', parts[..i]);
            if (!prefix.EndsWith('}') || (prefix.EndsWith("{node}", StringComparison.Ordinal)
                && !prefix.StartsWith("/cluster", StringComparison.Ordinal)) || prefix.EndsWith("{vmid}", StringComparison.Ordinal)
                || prefix.EndsWith("{storage}", StringComparison.Ordinal))
            {
                continue;
            }

            var maker = desk.Schema.Find("POST", string.Join('/', parts[..(i - 1)])) ?? desk.Schema.Find("POST", prefix);
            if (maker is not null && maker != operation)
            {
                var name = parts[i - 1].Trim('{', '}');
                var value = parameters.Value(name == "subnet" ? maker : operation, name);
                if (maker.Parameter(name) is not null && value is not null)
                {
                    await AskAsync(desk, maker, parameters, (name, value));
                }
                else
                {
                    await AskAsync(desk, maker, parameters);
                }
            }
        }
    }

    private static Task<(int Status, string Message, System.Text.Json.Nodes.JsonNode? Data, IReadOnlyDictionary<string,
        string> Errors)> AskAsync(
        Desk desk, PveOperation operation, ValidParameters parameters, params (string Name, string Value)[] more)
    {
        var path = string.Join('/', operation.Path.Split('/')
            .Select(part => part.StartsWith('{') ? More(part[1..^1]) ?? parameters.Value(operation, part[1..^1]) ?? "x" : part));
        var given = operation.Parameters.Where(pair => !operation.PathParameters.Contains(pair.Key) && !PveFamily.IsFamily(pair.Key)
            && IsNeeded(operation, pair.Key, pair.Value))
            .Select(pair => (pair.Key, parameters.Value(operation, pair.Key) ?? "x"))
                .Where(pair => !more.Any(other => other.Name == pair.Key)).ToList();
        given.AddRange(more.Where(pair => !operation.PathParameters.Contains(pair.Name)));
        return desk.AskAsync(operation.Method, path, [.. given]);
        string? More(string name) => more.FirstOrDefault(pair => pair.Name == name).Value;
    }

    // Beyond what the schema calls needed, some operations do nothing without one of several.
    private static bool IsNeeded(PveOperation operation, string name, PveType type)
        => !type.Optional || (operation.Path, operation.Method, name) switch
        {
            ("/nodes/{node}/vzdump", _, "vmid") => true,
            ("/cluster/sdn/prefix-lists/{id}/entries", "POST", "seq") => true,
            ("/access/acl", "PUT", "users") => true,
            ("/storage", "POST", "path") => true,
            ("/nodes/{node}/lxc/{vmid}/move_volume" or "/nodes/{node}/qemu/{vmid}/move_disk", _, "storage") => true,
            ("/nodes/{node}/qemu/{vmid}/migrate" or "/nodes/{node}/lxc/{vmid}/migrate", "POST", "online" or "restart") => true,
            _ => false,
        };
}
