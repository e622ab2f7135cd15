using System.CommandLine;
using Proxima.Cli.Printing;
using Proxima.Pve;
using Proxima.Pve.Schema;

namespace Proxima.Cli.Pve;

/// <summary><c>proxima pve usage PATH</c>: what the API takes there, from the schema alone; no server is asked.</summary>
internal static class PveUsage
{
    public static Command Make(Surroundings around)
    {
        var version = new Option<string>("--version") { Description = string.Join(", ", PveSchema.Versions) + ".", HelpName = "NAME",
            DefaultValueFactory = _ => "pve-9.2" };
        version.AcceptOnlyFromAmong([.. PveSchema.Versions]);
        var command = new PathCommand("usage", "Say what the API takes at a path, and since which version. Asks no server.",
            "GET") { version };
        command.SetAction(result
            => Print(result.GetRequiredValue(command.PathArgument), PveSchema.Load(result.GetValue(version) ?? "pve-9.2"), around));
        return command;
    }

    private static void Print(string typed, PveSchema schema, Surroundings around)
    {
        var path = PvePath.Decoded(PvePath.Normal(typed));
        var operations = schema.MethodsOf(path).Select(method => schema.Match(method, path)?.Operation).OfType<PveOperation>().ToList();
        if (operations.Count == 0)
        {
            var children = schema.ChildrenOf(path);
            throw new CliException(
                children.Count > 0 ? $"{path} has no call of its own; below it: {string.Join(", ", children)}"
                    : $"{schema.Product} {schema.Version} has no {path}",
                ExitCodes.Failed);
        }

        var screen = new Screen(around);
        foreach (var operation in operations.OrderBy(operation => Array.IndexOf(Order, operation.Method)))
        {
            Print(operation, schema, screen);
        }
    }

    private static readonly string[] Order = ["GET", "POST", "PUT", "DELETE"];

    private static void Print(PveOperation operation, PveSchema schema, Screen screen)
    {
        var verb = operation.Method switch
        {
            "GET" => "get",
            "POST" => "create",
            "PUT" => "set",
            _ => "delete",
        };
        screen.Line(($"proxima pve {verb} {operation.Path}", Tone.Head), (SinceText(operation, schema), Tone.Quiet));
        var table = new Table(new Column("  PARAMETER"), new Column("TYPE", Least: 20), new Column("DEFAULT", Least: 6));
        foreach (var (name, type) in operation.Parameters.Where(pair
            => !operation.PathParameters.Contains(pair.Key, StringComparer.Ordinal))
            .OrderBy(pair => pair.Value.Optional).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            table.Row($"  --{name}{(type.Optional ? string.Empty : " (required)")}", Words(type), type.Default ?? string.Empty);
        }

        table.Print(screen);
        screen.Line();
    }

    private static string SinceText(PveOperation operation, PveSchema schema)
        => !schema.IsBackupServer && PveHistory.Since(operation.Method, operation.Path) is { } since
            && since != "7.4" ? $"   since {since}" : string.Empty;

    private static string Words(PveType type)
    {
        if (type.Enum.Count > 0)
        {
            return string.Join(" | ", type.Enum);
        }

        if (type.Keys is { } keys)
        {
            return string.Join(',', keys.Where(pair => pair.Value.Alias is null).OrderByDescending(pair => pair.Value.IsDefaultKey)
                .Select(pair => pair.Value.IsDefaultKey ? $"[{pair.Key}=]…" : $"{pair.Key}=…"));
        }

        var range = (type.Minimum, type.Maximum) switch
        {
            (null, null) => string.Empty,
            ({ } least, null) => $" from {least}",
            (null, { } most) => $" to {most}",
            ({ } least, { } most) => $" {least} to {most}",
        };
        return type.Kind.ToString().ToLowerInvariant() + (type.Format is { } format ? $" ({format})" : string.Empty) + range;
    }
}
