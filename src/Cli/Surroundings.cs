using System.Text;
using Microsoft.AspNetCore.Builder;
using Proxima.Cli.Client;
using Proxima.Pve;
using Proxima.Pve.Transport;
using Proxima.Server;

namespace Proxima.Cli;

/// <summary>Everything a command knows of the process around it, so that tests can be that process.</summary>
internal sealed record Surroundings
{
    public required TextWriter Output { get; init; }
    public required TextWriter Error { get; init; }
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Asks a person for a secret that is not shown; null when standard input is no terminal, and then it is read from there.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Environment variable by name; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }
    public required bool IsRoot { get; init; }
    public required TimeProvider Clock { get; init; }

    /// <summary>Cells across the terminal; null when the output is no terminal, and then nothing is cut.</summary>
    public int? Width { get; init; }
    public bool HasColour { get; init; }

    /// <summary>Opens the way to a server.</summary>
    public Func<ServerAddress, HttpMessageHandler> Handler { get; init; } = ServerHandler.For;

    /// <summary>Opens the way to a Proxmox.</summary>
    public Func<PveEndpoint, IPveTransport> PveTransport { get; init; } = static endpoint => new HttpsTransport(endpoint);

    /// <summary>The server that <c>serve</c> runs.</summary>
    public Func<ServeOptions, Action<WebApplicationBuilder>, WebApplication> CreateServer { get; init; } = ServerApp.Create;

    public static Surroundings OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isTerminal = !Console.IsOutputRedirected;
        return new Surroundings
        {
            Output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true },
            Error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            OpenInput = Console.OpenStandardInput,
            AskSecret = Console.IsInputRedirected ? null : Access.SecretInput.Ask,
            Variable = Environment.GetEnvironmentVariable,
            IsRoot = Environment.IsPrivilegedProcess,
            Clock = TimeProvider.System,
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : null,
            HasColour = isTerminal && WantsColour(Environment.GetEnvironmentVariable),
        };
    }

    /// <summary>https://no-color.org: any value but the empty one says no; so does a terminal that cannot.</summary>
    internal static bool WantsColour(Func<string, string?> variable)
        => string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not "dumb";

    /// <summary>A variable that is set to something.</summary>
    public string? Set(string name) => Variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
