using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Cli.Pve;
using Proxima.Server.Features.Endpoints;

namespace Proxima.Cli.Endpoints;

/// <summary><c>proxima endpoint</c>: the Proxmox servers this Proxima talks to.</summary>
internal static class EndpointCommands
{
    private const int LongestToken = 512;

    public static Command Make(Surroundings around)
        => new("endpoint", "Connections of the server to Proxmox VE and Backup Server.")
        {
            List(around),
            Add(around),
            Try(around),
            Act(around, "refresh", "Ask it now how it is.", HttpMethod.Post, "/refresh", isShown: true),
            Act(around, "remove", "Forget a connection and its token; nothing changes at the other end.", HttpMethod.Delete, "",
                isShown: false),
        };

    /// <summary>By name, case ignored, or by id.</summary>
    public static EndpointInfo Find(IReadOnlyList<EndpointInfo> endpoints, string name)
        => endpoints.FirstOrDefault(one => one.Id == name)
            ?? endpoints.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(
                $"there is no endpoint '{SafeText.Fit(name, 60)}'; 'proxima endpoint list' shows them");

    private static Command List(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var command = new Command("list", "List the connections and how they are.") { json };
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.GetAsync("api/endpoints", token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            var endpoints = answer.Read(CliJson.Default.EndpointList).Endpoints;
            var screen = new Screen(around);
            if (endpoints.Count == 0)
            {
                screen.Line("No endpoint. Add one: proxima endpoint add NAME --address HOST --pve-token-file FILE");
                return;
            }

            Print(endpoints, screen);
        });
        return command;
    }

    private static void Print(IReadOnlyList<EndpointInfo> endpoints, Screen screen)
    {
        var table = new Table(
            new Column("NAME", Least: 8), new Column("KIND", DropOrder: 3), new Column("STATE"), new Column("VERSION", DropOrder: 2),
            new Column("NODES", IsRight: true, DropOrder: 1), new Column("GUESTS", IsRight: true, DropOrder: 1),
            new Column("SAYS", Least: 20));
        foreach (var one in endpoints)
        {
            var status = one.Status;
            table.Row(
                one.Name, one.Kind == EndpointKind.Pbs ? "pbs" : "pve", State(status.State), status.Version ?? "",
                Of(status.NodesOnline, status.Nodes), Of(status.GuestsRunning, status.Guests), status.Message ?? "");
        }

        table.Print(screen);
    }

    private static Cell State(EndpointState state) => state switch
    {
        EndpointState.Ok => new Cell("ok", Tone.Ok),
        EndpointState.Refused => new Cell("refused", Tone.Critical),
        EndpointState.Unreachable => new Cell("unreachable", Tone.Critical),
        _ => new Cell("unknown"),
    };

    private static string Of(int? part, int? whole)
        => whole is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");

    private static Command Add(Surroundings around)
    {
        var (command, server, json) = Named(
            "add", "Store a connection. The token comes from --pve-token-file, a prompt, or standard input.");
        var form = new Form();
        form.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (result, token) =>
        {
            var body = JsonSerializer.Serialize(
                form.Read(result, around, result.GetRequiredValue<string>("name")), CliJson.Default.NewEndpoint);
            using var door = new ServerDoor(server.Read(result, around), around);
            var answer = await door.SendAsync(HttpMethod.Post, "api/endpoints", body, token);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
                return;
            }

            var made = answer.Read(CliJson.Default.EndpointInfo);
            var now = await door.SendAsync(HttpMethod.Post, $"api/endpoints/{made.Id}/refresh", null, token);
            Print([now.Read(CliJson.Default.EndpointInfo)], new Screen(around));
        });
        return command;
    }

    private static Command Try(Surroundings around)
    {
        var server = new ServerOptions();
        var json = JsonOption.Make();
        var form = new Form();
        var command = new Command("try",
            "Try a connection without storing it: which certificate it shows, and what the token may. Exit code: 0 all well, 1 not.")
        {
            json,
        };
        form.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var body = JsonSerializer.Serialize(form.Read(result, around, "trial"), CliJson.Default.NewEndpoint);
            using var door = new ServerDoor(server.Read(result, around), around, limitSeconds: 30);
            var answer = await door.SendAsync(HttpMethod.Post, "api/endpoints/try", body, token);
            var trial = answer.Read(CliJson.Default.EndpointTrial);
            if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
            }
            else
            {
                Print(trial, new Screen(around));
            }

            return trial.IsWell ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void Print(EndpointTrial trial, Screen screen)
    {
        if (trial.Version is { } version)
        {
            screen.Line($"{trial.Where} answers, version {version}");
        }

        if (trial.Message is { } message)
        {
            screen.Line(message, Tone.Warning);
        }

        if (trial.Fingerprint is { } fingerprint)
        {
            screen.Line($"Its certificate: {fingerprint}");
            screen.Wrapped("Compare it on the host ('pvenode cert info', 'proxmox-backup-manager cert info'); if it is the same, "
                + "give it with --fingerprint.");
        }

        foreach (var missing in trial.Missing)
        {
            screen.Line(("missing ", Tone.Warning), ($"{missing.For}: {missing.Privilege} on {missing.Path}", Tone.Plain));
            screen.Line($"        {missing.Fix}");
        }

        foreach (var power in trial.Powers)
        {
            screen.Line(("may     ", Tone.Info), (power, Tone.Plain));
        }
    }

    private static Command Act(Surroundings around, string verb, string description, HttpMethod method, string tail, bool isShown)
    {
        var (command, server, json) = Named(verb, description);
        if (isShown)
        {
            command.Options.Add(json);
        }

        command.SetAction(async (result, token) =>
        {
            using var door = new ServerDoor(server.Read(result, around), around, limitSeconds: 30);
            var list = (await door.GetAsync("api/endpoints", token)).Read(CliJson.Default.EndpointList).Endpoints;
            var one = Find(list, result.GetRequiredValue<string>("name"));
            var answer = await door.SendAsync(method, $"api/endpoints/{one.Id}{tail}", null, token);
            if (!isShown)
            {
                new Screen(around).Line($"{one.Name} is forgotten");
            }
            else if (result.GetValue(json))
            {
                await around.Output.WriteLineAsync(answer.Json);
            }
            else
            {
                Print([answer.Read(CliJson.Default.EndpointInfo)], new Screen(around));
            }
        });
        return command;
    }

    private static (Command Command, ServerOptions Server, Option<bool> Json) Named(string verb, string description)
    {
        var server = new ServerOptions();
        var command = new Command(verb, description)
        {
            new Argument<string>("name") { Description = "Name of the endpoint.", HelpName = "NAME" },
        };
        server.AddTo(command);
        return (command, server, JsonOption.Make());
    }

    /// <summary>The options that describe a connection.</summary>
    private sealed class Form
    {
        private readonly Option<string[]> _address = new("--address")
        {
            Description = "Host, or https://HOST:PORT; repeat it for other nodes of the same cluster.",
            HelpName = "URL",
            Required = true,
        };

        private readonly Option<string> _token = new("--pve-token-file")
        {
            Description = "File with USER@REALM!NAME=SECRET that only its owner may read.",
            HelpName = "FILE",
        };

        private readonly Option<string> _fingerprint = new("--fingerprint")
        {
            Description = "SHA-256 of the server's certificate, AA:BB:…",
            HelpName = "SHA256",
        };

        private readonly Option<string> _authorities = new("--ca-file")
        {
            Description = "Certificates to trust, such as pve-root-ca.pem.",
            HelpName = "FILE",
        };

        private readonly Option<bool> _backupServer = new("--backup-server") { Description = "It is a Proxmox Backup Server." };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_address, _token, _fingerprint, _authorities, _backupServer])
            {
                command.Options.Add(option);
            }
        }

        public NewEndpoint Read(ParseResult result, Surroundings around, string name)
            => new(
                result.GetValue(_backupServer) ? EndpointKind.Pbs : EndpointKind.Pve, name, result.GetRequiredValue(_address),
                result.GetValue(_token) is { } file ? PveProfiles.Secret(file) : Token(around),
                result.GetValue(_fingerprint),
                result.GetValue(_authorities) is { } authorities ? Text(authorities) : null);

        private static string Token(Surroundings around)
        {
            if (around.AskSecret is { } ask)
            {
                return ask("API token (USER@REALM!NAME=SECRET): ");
            }

            using var reader = new StreamReader(around.OpenInput(), Encoding.UTF8);
            var buffer = new char[LongestToken + 1];
            var line = new string(buffer, 0, reader.ReadBlock(buffer)).Split('\n')[0].Trim();
            return line.Length is > 0 and <= LongestToken
                ? line
                : throw new CliException("standard input holds no token; give --pve-token-file, or run this on a terminal",
                    ExitCodes.WrongUsage);
        }

        private static string Text(string file)
        {
            try
            {
                return File.ReadAllText(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CliException($"--ca-file {file} cannot be read: {error.Message}", ExitCodes.WrongUsage, error);
            }
        }
    }
}
