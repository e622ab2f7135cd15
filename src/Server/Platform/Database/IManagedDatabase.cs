namespace Proxima.Server.Platform.Database;

/// <summary>What the owner of a database does with it, beyond what a store may.</summary>
internal interface IManagedDatabase : IDatabase, IAsyncDisposable
{
    /// <summary>Opens and checks it. Throws <see cref="StartupException"/> when it cannot be used.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Gives free space back to the file system; returns bytes. PostgreSQL does this by itself (autovacuum): 0.</summary>
    Task<long> GiveBackAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a whole, compact copy of one moment to a new file. PostgreSQL has its own tools: <see cref="NotSupportedException"/>.
    /// </summary>
    Task CopyAsync(string file, CancellationToken cancellationToken);
}
