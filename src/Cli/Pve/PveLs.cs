using System.CommandLine;
using System.Text.Json;
using Proxima.Cli.Printing;
using Proxima.Pve;
using Proxima.Pve.Schema;

namespace Proxima.Cli.Pve;

/// <summary><c>proxima pve ls PATH</c>: what lies below a path, as pvesh shows it.</summary>
internal static class PveLs
{
    // What names a row of a list, in the order of trust.
    private static readonly string[] Names = ["subdir", "vmid", "storage", "node", "poolid", "userid", "groupid", "roleid", "realm", "id",
        "name", "iface", "volid", "upid", "store", "sid", "tokenid", "vnet", "zone", "pos"];

    public static Command Make(Surroundings around)
    {
        var options = new PveOptions();
        var command = new PathCommand("ls",
            "List what lies below a path. The letters say what can be done: D a level below, r read, w change, c create.", "GET");
        options.AddTo(command);
        command.SetAction((result, token) => PveCommands.RunAsync(options.Connect(result, around), async connection =>
        {
            var path = PvePath.Normal(result.GetRequiredValue(command.PathArgument));
            var answer = await connection.AnythingAsync("GET", path, null, token);
            foreach (var name in NamesIn(answer))
            {
                around.Output.WriteLine($"{Letters(PvePath.Decoded(path) + "/" + name)}  {SafeText.Clean(name)}");
            }
        }));
        return command;
    }

    private static IEnumerable<string> NamesIn(JsonElement? answer)
        => answer is not { ValueKind: JsonValueKind.Array } rows
            ? []
            : rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object)
                .Select(row => Names.Select(name => row.TryGetProperty(name, out var value) ? value.ToString() : null)
                    .FirstOrDefault(value => value is not null))
                .OfType<string>();

    private static string Letters(string path)
    {
        var schema = PveSchema.Load("pve-9.2");
        var methods = schema.MethodsOf(path);
        return string.Concat(
            schema.ChildrenOf(path).Count > 0 ? 'D' : '-',
            methods.Contains("GET") ? 'r' : '-',
            methods.Contains("PUT") ? 'w' : '-',
            methods.Contains("POST") ? 'c' : '-');
    }
}
