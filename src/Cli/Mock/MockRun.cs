using System.Runtime.InteropServices;
using Proxima.PveFake;

namespace Proxima.Cli.Mock;

/// <summary>A mock from start to stop.</summary>
internal sealed class MockRun(Surroundings around)
{
    /// <summary>Says where it is and how to get in, and runs until a signal or the token ends it.</summary>
    public async Task<int> UntilStoppedAsync(PveFakeOptions options, IReadOnlyList<string> faults, CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Ask(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        await using var fake = await StartAsync(options, cancellationToken);
        foreach (var fault in faults)
        {
            if (!fake.Order(fault))
            {
                throw new CliException(
                    [$"'{fault}' is no fault; give for example slow:3@/nodes/*, 401,after=10, half, drop, reset, html, 595, status:503, "
                        + "node:pve2=offline"],
                    ExitCodes.WrongUsage);
            }
        }

        await around.Output.WriteLineAsync(
            $"A pretended {(options.IsBackupServer ? "Proxmox Backup Server" : $"Proxmox VE {options.Version.Version}")}, "
            + $"scenario {options.Scenario}, on {fake.Address.GetLeftPart(UriPartial.Authority)}\n"
            + $"fingerprint  {fake.Fingerprint}\n"
            + $"log in       {PveFakeServer.User}, password {PveFakeServer.Password}\n"
            + $"token        {fake.Token}\n"
            + "It ends with Ctrl-C and keeps nothing.");
        await asked.Task.WaitAsync(cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task<PveFakeServer> StartAsync(PveFakeOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await PveFakeServer.StartAsync(options, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CliException([$"port {options.Port} is in use by another program; give another one with --port, or 0 for any"],
                ExitCodes.Failed, exception);
        }
    }
}
