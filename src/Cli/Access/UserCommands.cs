using System.CommandLine;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Cli.Serve;
using Proxima.Server;
using Proxima.Server.Features.Access;

namespace Proxima.Cli.Access;

/// <summary><c>proxima user</c>: who may sign in.</summary>
internal static class UserCommands
{
    public static Command Make(Surroundings around) => new("user", "Who may sign in, and what they may.")
    {
        List(around),
        Create(around),
        Change(around, "disable", "Keep a user out: sessions end, and no token of theirs counts.", "disable"),
        Change(around, "enable", "Let a user in again.", "enable"),
        Remove(around),
        Reset(around),
    };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var search = new Option<string>("--search") { Description = "Part of a name, case ignored.", HelpName = "TEXT" };
        var command = new Command("list", "List the users.") { search, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.GetAsync($"api/users?limit=500&search={Uri.EscapeDataString(result.GetValue(search) ?? "")}", token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            Print(new Screen(around), answer.Read(CliJson.Default.UserPage));
        });
        return command;
    }

    private static Command Create(Surroundings around)
    {
        var server = new ServerOptions();
        var name = Name();
        var role = new Option<string[]>("--role")
        {
            Description = "Name or id of a role; repeatable. viewer when left out.",
            HelpName = "ROLE",
        };
        var within = AccessLookup.Within();
        var command = new Command("create", "Make a user. The password is asked for, or is the first line of standard input.")
        {
            name, role, within,
        };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var bounds = AccessLookup.Bounds(result.GetValue(within));
            var assignments = new List<AssignmentInfo>();
            foreach (var one in result.GetValue(role) is { Length: > 0 } named ? named : ["viewer"])
            {
                assignments.Add(new AssignmentInfo((await AccessLookup.RoleAsync(door, one, token)).Id, bounds));
            }

            var request = new NewUser(result.GetRequiredValue(name), SecretInput.NewPassword(around), assignments);
            var answer = await door.SendAsync(
                HttpMethod.Post, "api/users", JsonSerializer.Serialize(request, CliJson.Default.NewUser), token);
            var made = answer.Read(CliJson.Default.UserInfo);
            new Screen(around).Line($"{made.Name} may sign in, as {Text(made)}");
        });
        return command;
    }

    private static Command Change(Surroundings around, string verb, string description, string route)
    {
        var server = new ServerOptions();
        var name = Name();
        var command = new Command(verb, description) { name };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var user = await AccessLookup.UserAsync(door, result.GetRequiredValue(name), token);
            await door.SendAsync(HttpMethod.Post, $"api/users/{user.Id}/{route}", json: null, token);
            new Screen(around).Line($"{user.Name} is {route}d");
        });
        return command;
    }

    private static Command Remove(Surroundings around)
    {
        var server = new ServerOptions();
        var name = Name();
        var command = new Command("remove", "Remove a user with sessions and tokens; what they did stays in the audit trail.") { name };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var user = await AccessLookup.UserAsync(door, result.GetRequiredValue(name), token);
            await door.SendAsync(HttpMethod.Delete, $"api/users/{user.Id}", json: null, token);
            new Screen(around).Line($"{user.Name} is removed");
        });
        return command;
    }

    private static Command Reset(Surroundings around)
    {
        var server = new ServerOptions();
        var name = Name();
        var database = new Option<string>("--database")
        {
            Description = $"postgres://… of an instance that does not run (also {ServeInputs.DatabaseVariable}).",
            HelpName = "URL",
        };
        var keep = new Option<bool>("--keep-tokens") { Description = "Let the user's API tokens go on; otherwise they are revoked." };
        var command = new Command(
            "reset", "Give a user a new password, asked for or the first line of standard input. All their sessions end. "
                + "With --data also while the server is stopped.") { name, keep, database };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var address = server.Read(result, around);
            using var door = new ServerDoor(address, around);
            var offline = OfflineFolder.Of(address, result.GetValue(database) ?? around.Set(ServeInputs.DatabaseVariable));
            if (offline is not null && !await door.IsThereAsync(token))
            {
                await ResetOfflineAsync(offline, result.GetRequiredValue(name), result.GetValue(keep), around, token);
                return;
            }

            var user = await AccessLookup.UserAsync(door, result.GetRequiredValue(name), token);
            var request = new PasswordReset(SecretInput.NewPassword(around), result.GetValue(keep));
            var json = JsonSerializer.Serialize(request, CliJson.Default.PasswordReset);
            await door.SendAsync(HttpMethod.Post, $"api/users/{user.Id}/password", json, token);
            PrintReset(around, user.Name, request.KeepTokens);
        });
        return command;
    }

    /// <summary>
    /// For an owner who is locked out: by the rules of the server, written into its audit log, under the lock of its folder.
    /// </summary>
    private static async Task ResetOfflineAsync(
        ServeOptions options, string name, bool keepsTokens, Surroundings around, CancellationToken cancellationToken)
    {
        var request = new PasswordReset(SecretInput.NewPassword(around), keepsTokens);
        var user = await OfflineFolder.RunAsync(
            () => ServerApp.ResetPasswordAsync(options, name, request, around.Clock, cancellationToken));
        PrintReset(around, user, keepsTokens);
    }

    private static void PrintReset(Surroundings around, string user, bool keepsTokens)
        => new Screen(around).Line($"{user} has a new password; sessions ended, tokens {(keepsTokens ? "kept" : "revoked")}");

    private static Argument<string> Name() => new("name") { Description = "Name of the user.", HelpName = "NAME" };

    private static void Print(Screen screen, UserPage page)
    {
        if (page.Items.Count == 0)
        {
            screen.Line("No user matches.");
            return;
        }

        var table = new Table(
            new Column("NAME", Least: 8),
            new Column("STATE"),
            new Column("MAY", Least: 12),
            new Column("SESSIONS", IsRight: true, DropOrder: 2),
            new Column("TOKENS", IsRight: true, DropOrder: 1));
        foreach (var user in page.Items)
        {
            table.Row(
                user.Name,
                user.IsDisabled ? new Cell("disabled", Tone.Quiet) : "enabled",
                Text(user),
                user.Sessions.ToString(System.Globalization.CultureInfo.InvariantCulture),
                user.Tokens.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        table.Print(screen);
    }

    private static string Text(UserInfo user)
        => user.Assignments.Count == 0
            ? "nothing"
            : string.Join("; ", user.Assignments.Select(each => $"{each.RoleName ?? each.RoleId} {AccessLookup.Text(each.Bounds)}"));
}
