using System.Text;
using Microsoft.AspNetCore.Builder;
using Proxima.Cli.Client;
using Proxima.Cli.Tests.Pve;
using Proxima.Server;

namespace Proxima.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A shell that runs <c>proxima</c> in this process: its environment, terminal and servers are made up.</summary>
internal sealed class Shell
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["HOME"] = "/people/anna" };

    public bool IsRoot { get; init; }

    public int? Width { get; init; }

    public bool HasColour { get; init; }

    public byte[] Input { get; init; } = [];

    public ManualClock Clock { get; } = new();

    public FakeServer Server { get; init; } = new();

    /// <summary>What stands for a Proxmox.</summary>
    public FakeProxmox Proxmox { get; } = new();

    /// <summary>Which server the command asked for.</summary>
    public ServerAddress? Asked { get; private set; }

    /// <summary>What <c>serve</c> was about to start.</summary>
    public ServeOptions? Started { get; private set; }

    public Func<ServeOptions, Action<WebApplicationBuilder>, WebApplication> Start { get; init; }
        = static (_, _) => throw new StartupException("the test ends here");

    public async Task<Ended> RunAsync(params IReadOnlyList<string> args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, Around(output, error), TestContext.Current.CancellationToken);
        return new Ended(code, output.ToString(), error.ToString());
    }

    public Surroundings Around(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        OpenInput = () => new MemoryStream(Input),
        Variable = name => Variables.GetValueOrDefault(name),
        IsRoot = IsRoot,
        Clock = Clock,
        Width = Width,
        HasColour = HasColour,
        Handler = address =>
        {
            Asked = address;
            return Server;
        },
        PveTransport = Proxmox.At,
        CreateServer = (options, configure) =>
        {
            Started = options;
            return Start(options, configure);
        },
    };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
