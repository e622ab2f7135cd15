using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Features.Access;

namespace Proxima.Cli.Access;

/// <summary><c>proxima role</c>: named sets of scopes.</summary>
internal static class RoleCommands
{
    public static Command Make(Surroundings around)
        => new("role", "Named sets of scopes, given to users.") { List(around), Create(around), Remove(around) };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("list", "List the roles.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.GetAsync("api/roles", token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            var table = new Table(new Column("NAME", Least: 8), new Column("USERS", IsRight: true, DropOrder: 1), new Column("SCOPES", Least: 12));
            foreach (var role in answer.Read(CliJson.Default.RoleList).Items)
            {
                var scopes = role.IsEverything ? "everything" : string.Join(' ', role.Scopes);
                table.Row(role.Name, role.Users.ToString(CultureInfo.InvariantCulture), scopes);
            }

            table.Print(new Screen(around));
        });
        return command;
    }

    private static Command Create(Surroundings around)
    {
        var server = new ServerOptions();
        var name = new Argument<string>("name") { Description = "Name of the role.", HelpName = "NAME" };
        var scope = new Option<string[]>("--scope") { Description = "A scope it has; repeatable.", HelpName = "SCOPE", Required = true };
        var command = new Command("create", "Make a role.") { name, scope };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var request = new RoleRequest(result.GetRequiredValue(name), result.GetRequiredValue(scope));
            await door.SendAsync(HttpMethod.Post, "api/roles", JsonSerializer.Serialize(request, CliJson.Default.RoleRequest), token);
            new Screen(around).Line($"role {request.Name} is made");
        });
        return command;
    }

    private static Command Remove(Surroundings around)
    {
        var server = new ServerOptions();
        var name = new Argument<string>("name") { Description = "Name or id of the role.", HelpName = "NAME" };
        var command = new Command("remove", "Remove a role nobody has.") { name };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var role = await AccessLookup.RoleAsync(door, result.GetRequiredValue(name), token);
            await door.SendAsync(HttpMethod.Delete, $"api/roles/{Uri.EscapeDataString(role.Id)}", json: null, token);
            new Screen(around).Line($"role {role.Name} is removed");
        });
        return command;
    }
}
