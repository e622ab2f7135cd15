using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Features.Access;

namespace Proxima.Cli.Access;

/// <summary><c>proxima token</c>: what programs sign in with.</summary>
internal static class TokenCommands
{
    public static Command Make(Surroundings around)
        => new("token", "API tokens: what programs sign in with.") { List(around), Create(around), Rotate(around), Revoke(around) };

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var user = new Option<string>("--user") { Description = "Only the tokens of this user.", HelpName = "NAME" };
        var command = new Command("list", "List the tokens of everybody, newest first. Needs access.manage.") { user, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var path = "api/tokens?limit=500&" + (result.GetValue(user) is { } name
                ? $"user={(await AccessLookup.UserAsync(door, name, token)).Id}"
                : "all=true");
            var answer = await door.GetAsync(path, token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            Print(new Screen(around), answer.Read(CliJson.Default.TokenList), answer.At);
        });
        return command;
    }

    private static Command Create(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var name = new Argument<string>("name") { Description = "What the token is for.", HelpName = "NAME" };
        var user = new Option<string>("--user") { Description = "Its owner; it never may more than they.", HelpName = "NAME", Required = true };
        var preset = new Option<string>("--preset") { Description = "A ready-made set of scopes; read_only when no --scope is given.", HelpName = "PRESET" };
        preset.AcceptOnlyFromAmong("read_only", "vm_control", "script_runner", "full_admin");
        var scope = new Option<string[]>("--scope") { Description = "A scope it has; repeatable, instead of --preset.", HelpName = "SCOPE" };
        var within = AccessLookup.Within();
        var days = new Option<int?>("--days") { Description = "Days it is good for, 1 to 3650; 90 when left out.", HelpName = "N" };
        var never = new Option<bool>("--never-expires") { Description = "It never expires." };
        var command = new Command("create", "Make a token and print it, once.") { name, user, preset, scope, within, days, never, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var scopes = result.GetValue(scope) is { Length: > 0 } list ? list : null;
            var request = new NewToken(result.GetRequiredValue(name))
            {
                Preset = result.GetValue(preset) ?? (scopes is null ? "read_only" : null),
                Scopes = scopes,
                Bounds = AccessLookup.Bounds(result.GetValue(within)),
                ExpiresInDays = result.GetValue(days),
                NeverExpires = result.GetValue(never),
                UserId = (await AccessLookup.UserAsync(door, result.GetRequiredValue(user), token)).Id,
            };
            var body = JsonSerializer.Serialize(request, CliJson.Default.NewToken);
            await TellAsync(around, await door.SendAsync(HttpMethod.Post, "api/tokens", body, token), result.GetValue(json));
        });
        return command;
    }

    private static Command Rotate(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var prefix = Prefix();
        var overlap = new Option<int>("--overlap") { Description = "Seconds the old secret still opens, 0 to 604800.", HelpName = "SECONDS" };
        var days = new Option<int?>("--days") { Description = "Days from now it is good for; as long as before when left out.", HelpName = "N" };
        var command = new Command("rotate", "Give a token a new secret and print it, once.") { prefix, overlap, days, json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var request = new Rotation { OverlapSeconds = result.GetValue(overlap), ExpiresInDays = result.GetValue(days) };
            var path = $"api/tokens/{Uri.EscapeDataString(result.GetRequiredValue(prefix))}/rotate";
            var body = JsonSerializer.Serialize(request, CliJson.Default.Rotation);
            await TellAsync(around, await door.SendAsync(HttpMethod.Post, path, body, token), result.GetValue(json));
        });
        return command;
    }

    private static Command Revoke(Surroundings around)
    {
        var server = new ServerOptions();
        var prefix = Prefix();
        var command = new Command("revoke", "End a token at once, with its streams.") { prefix };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var name = result.GetRequiredValue(prefix);
            await door.SendAsync(HttpMethod.Delete, $"api/tokens/{Uri.EscapeDataString(name)}", json: null, token);
            new Screen(around).Line($"token {name} is revoked");
        });
        return command;
    }

    private static Argument<string> Prefix()
        => new("prefix") { Description = "The 8 letters and digits behind prx_, as 'proxima token list' shows them.", HelpName = "PREFIX" };

    /// <summary>The token alone on standard output, so that it can go straight into a file; the rest is for people.</summary>
    private static async Task TellAsync(Surroundings around, Answer answer, bool isJson)
    {
        if (isJson)
        {
            await around.Output.WriteLineAsync(answer.Json);
            return;
        }

        var made = answer.Read(CliJson.Default.TokenMade);
        await around.Output.WriteLineAsync(made.Token);
        var until = made.Info.ExpiresAt is { } at ? $"until {at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "for ever";
        await around.Error.WriteLineAsync(
            SafeText.Clean($"token {made.Info.Prefix} of {made.Info.OwnerName}, good {until}; it is not shown again"));
    }

    private static void Print(Screen screen, TokenList list, DateTimeOffset now)
    {
        if (list.Items.Count == 0)
        {
            screen.Line("No token.");
            return;
        }

        var table = new Table(
            new Column("PREFIX"),
            new Column("OWNER", Least: 8),
            new Column("FOR", Least: 8),
            new Column("STATE"),
            new Column("MAY", Least: 10, DropOrder: 3),
            new Column("WHERE", Least: 10, DropOrder: 4),
            new Column("EXPIRES", DropOrder: 1),
            new Column("USED", IsRight: true, DropOrder: 2));
        foreach (var token in list.Items)
        {
            table.Row(
                token.Prefix,
                token.OwnerName,
                token.Name,
                new Cell(token.State.ToString().ToLowerInvariant(), token.State == TokenState.Active ? Tone.Plain : Tone.Quiet),
                token.IsEverything ? "everything" : string.Join(' ', token.Scopes),
                AccessLookup.Text(token.Bounds),
                token.ExpiresAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never",
                Amounts.Duration(Amounts.Age(token.UsedAt, now)));
        }

        table.Print(screen);
    }
}
