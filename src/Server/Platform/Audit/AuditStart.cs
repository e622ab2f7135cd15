using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// After the root key and before anything that could be audited: the keys of the chain open. A log that cannot be written must not be
/// found out at the first change.
/// </summary>
internal sealed class AuditStart(ChainedAudit audit) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await audit.KeysAsync(cancellationToken);
        }
        catch (SecretException exception)
        {
            throw new StartupException(
                $"The key of the audit log does not open ({exception.Message}); restore the state database or its root key from a backup",
                exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
