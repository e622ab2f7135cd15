using System.CommandLine;
using Proxima.PveFake;
using Proxima.PveFake.Scenarios;
using Proxima.PveFake.World;

namespace Proxima.Cli.Mock;

/// <summary><c>proxima mock pve|pbs</c>: a Proxmox to try things on. Loopback only; it forgets everything when it ends.</summary>
internal static class MockCommands
{
    public static Command Make(Surroundings around) => new("mock", "Pretend to be a Proxmox, to try things on.")
    {
        MakeOne(around, "pve", "Answer like a Proxmox VE cluster, over HTTPS on loopback, until stopped.", 8006, isBackupServer: false),
        MakeOne(around, "pbs", "Answer like a Proxmox Backup Server, over HTTPS on loopback, until stopped.", 8007, isBackupServer: true),
    };

    private static Command MakeOne(Surroundings around, string name, string text, int usualPort, bool isBackupServer)
    {
        var scenario = new Option<string>("--scenario") { Description = $"Which world: {string.Join(", ", Scenario.Names)}.",
            DefaultValueFactory = _ => "lab" };
        scenario.AcceptOnlyFromAmong([.. Scenario.Names]);
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes one that is free.", DefaultValueFactory = _
            => usualPort };
        var seed = new Option<long>("--seed") { Description = "The same seed makes the same world.", DefaultValueFactory = _ => 1 };
        var faults = new Option<string[]>("--fault")
        {
            Description = "What goes wrong, as KIND[:N][@PATH][,after=N][,times=N]: slow, 401, half, drop, reset, html, 595, status; "
                + "node:NAME=offline; quorum=0.",
        };
        var version = new Option<string>("--version") { Description = "Which release: 9.2 or 8.4.", DefaultValueFactory = _ => "9.2" };
        version.AcceptOnlyFromAmong("9.2", "8.4");
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("--port must be from 0 to 65535");
            }
        });
        var command = new Command(name, text) { scenario, port, seed, faults };
        if (!isBackupServer)
        {
            command.Options.Add(version);
        }

        command.SetAction((result, token) => new MockRun(around).UntilStoppedAsync(
            new PveFakeOptions
            {
                Scenario = result.GetValue(scenario) ?? "lab",
                Port = result.GetValue(port),
                Seed = unchecked((ulong)result.GetValue(seed)),
                Version = isBackupServer ? PveVersion.V92 : PveVersion.Of(result.GetValue(version) ?? "9.2") ?? PveVersion.V92,
                IsBackupServer = isBackupServer,
                Clock = around.Clock,
            },
            result.GetValue(faults) ?? [], token));
        return command;
    }
}
