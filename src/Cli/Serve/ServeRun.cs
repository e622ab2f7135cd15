using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Proxima.Server;

namespace Proxima.Cli.Serve;

/// <summary>A server from start to stop.</summary>
internal sealed class ServeRun(Surroundings around)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <summary>Runs until a signal or the token ends it: 0. A server that ends by itself has failed: 1.</summary>
    public async Task<int> UntilStoppedAsync(ServeOptions options, bool isVerbose, CancellationToken cancellationToken)
    {
        var wasAsked = false;
        var hasStarted = false;

        // The host stops at these signals by itself; we only need to know that somebody asked.
        void Asked(PosixSignalContext context) => wasAsked = true;
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Asked);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Asked);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Asked);

        await using var app = around.CreateServer(options, builder => ServeLogging.Configure(builder, around, isVerbose, () => hasStarted));
        await StartAsync(app, cancellationToken);
        hasStarted = true;

        // Ports given as 0 are known now. The control socket is no address to open.
        var addresses = app.Urls.Where(url => !url.StartsWith("http://unix:", StringComparison.Ordinal));
        await around.Output.WriteLineAsync($"Proxima listens on {string.Join(", ", addresses)}");

        await app.WaitForShutdownAsync(cancellationToken);
        if (wasAsked || cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }

        throw new CliException("the server stopped although nobody asked it to; the log above says why");
    }

    /// <summary>What started before the part that failed is stopped in order: loops end before the database they write to goes.</summary>
    private async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            using var limit = new CancellationTokenSource(StopLimit, around.Clock);
            try
            {
                await app.StopAsync(limit.Token);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Why it did not start is what people need; that it did not stop well either follows from it.
                await around.Output.WriteLineAsync($"Stopping what had started: {exception.Message.ReplaceLineEndings(" ")}");
            }

            throw;
        }
    }
}
