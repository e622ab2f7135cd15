using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Database;

/// <summary>When SQLite waits for the disk, as in its <c>PRAGMA synchronous</c>.</summary>
public enum SqliteSynchronous
{
    /// <summary>The write-ahead log is flushed at checkpoints: a power cut may take the last commits, never the order.</summary>
    Normal = 1,

    /// <summary>Every commit is on the disk before it is acknowledged.</summary>
    Full = 2,
}

/// <summary>Settings <c>Database:*</c>.</summary>
public sealed class DatabaseOptions
{
    [Range(1, 32)]
    [Description("SQLite connections that read side by side, per database file.")]
    public int ReaderConnections { get; set; } = 4;

    [Range(1, 200)]
    [Description("Most connections to PostgreSQL.")]
    public int PostgresConnections { get; set; } = 20;

    [Range(1, 600)]
    [Description("Seconds a read or write waits for its turn before it fails.")]
    public int WaitSeconds { get; set; } = 30;

    [Description("When a commit to the state file counts as done.")]
    public SqliteSynchronous StateSynchronous { get; set; } = SqliteSynchronous.Full;
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
