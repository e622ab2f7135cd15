namespace Proxima.Server.Platform.Database;

/// <summary>Before any other part starts: the data folder is ours, the databases are open and have the newest tables.</summary>
internal sealed class DatabaseStart(DataFolder folder, ManagedDatabases databases) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        folder.Take();
        return databases.OpenAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
