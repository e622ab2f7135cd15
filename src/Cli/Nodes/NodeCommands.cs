using System.CommandLine;
using System.Globalization;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Model;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Nodes;

/// <summary><c>proxima node list</c> and <c>proxima node show</c>.</summary>
internal static class NodeCommands
{
    private const int MostRows = 500;
    private const int LongestName = 1000;

    private static readonly string[] SortKeys = ["severity", "name", "cpu", "memory", "storage"];

    public static Command Make(Surroundings around) => new("node", "What is known of the nodes.") { List(around), Show(around) };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var sort = new Option<string>("--sort")
        {
            Description = $"{string.Join(", ", SortKeys)}; a leading - turns it round (--sort=-cpu).",
            HelpName = "KEY",
            DefaultValueFactory = _ => SortKeys[0],
        };
        sort.AcceptOnlyFromAmong([.. SortKeys, .. SortKeys.Select(k => $"-{k}")]);
        var search = new Option<string>("--search") { Description = "Part of a name, case ignored.", HelpName = "TEXT" };
        var limit = Limit();
        var command = new Command("list", "List the nodes, worst first unless sorted otherwise.") { sort, search, limit, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var path = Query(result.GetValue(search), result.GetValue(sort), result.GetValue(limit));
            var answer = await door.GetAsync(path, token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            NodeTable.Print(new Screen(around), answer.Read(CliJson.Default.NodePage), answer.At);
        });
        return command;
    }

    private static Option<int> Limit()
    {
        var limit = new Option<int>("--limit")
        {
            Description = $"Most rows, 1 to {MostRows}.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsRows(token.Value))
            {
                result.AddError($"--limit '{token.Value}' is not a number from 1 to {MostRows}");
            }
        });
        return limit;
    }

    private static bool IsRows(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 1 and <= MostRows;

    private static Command Show(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var which = new Argument<string>("node") { Description = "Name or id of the node.", HelpName = "NAME|ID" };
        var command = new Command("show", "Show everything known of one node.") { which, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await FindAsync(door, result.GetRequiredValue(which), token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            NodePageText.Print(new Screen(around), answer.Read(CliJson.Default.NodeDetail), answer.At);
        });
        return command;
    }

    private static string Query(string? search, string? sort, int limit)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"api/nodes?limit={limit}");
        if (sort is not null)
        {
            query += $"&sort={Uri.EscapeDataString(sort)}";
        }

        return search is null ? query : $"{query}&search={Uri.EscapeDataString(search)}";
    }

    /// <summary>By id, or by the whole name when exactly one node has it.</summary>
    internal static async Task<Answer> FindAsync(ServerDoor door, string nameOrId, CancellationToken cancellationToken)
    {
        if (nameOrId.Length is 0 or > LongestName)
        {
            var shown = SafeText.Fit(nameOrId, 40);
            throw new CliException($"'{shown}' is not a name of a node; 'proxima node list' shows them", ExitCodes.WrongUsage);
        }

        if (NodeId.TryParse(nameOrId, CultureInfo.InvariantCulture, out var id)
            && await door.FindAsync($"api/nodes/{id}", cancellationToken) is { } byId)
        {
            return byId;
        }

        var page = (await door.GetAsync(Query(nameOrId, "name", MostRows), cancellationToken)).Read(CliJson.Default.NodePage);
        var named = Named(page.Items, nameOrId);
        return named switch
        {
            [var one] => await door.FindAsync($"api/nodes/{one.Id}", cancellationToken)
                ?? throw new CliException($"node '{nameOrId}' went away just now; 'proxima node list' shows the others"),
            [] => throw new CliException(NotThere(nameOrId, page.Items)),
            _ => throw new CliException(
                $"{named.Count} nodes are called '{nameOrId}'; give the id of one: {string.Join(", ", named.Take(5).Select(n => n.Id))}"),
        };
    }

    private static List<NodeSummary> Named(IReadOnlyList<NodeSummary> nodes, string name)
    {
        var exact = nodes.Where(n => string.Equals(n.Name, name, StringComparison.Ordinal)).ToList();
        return exact.Count > 0 ? exact : nodes.Where(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
    }

    private static string NotThere(string name, IReadOnlyList<NodeSummary> similar)
        => similar.Count == 0
            ? $"there is no node '{name}'; 'proxima node list' shows the nodes"
            : $"there is no node '{name}'; similar: {string.Join(", ", similar.Take(5).Select(n => SafeText.Fit(n.Name, 40)))}";
}
