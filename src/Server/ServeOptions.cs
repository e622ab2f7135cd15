namespace Proxima.Server;

/// <summary>What <c>proxima serve</c> was asked to do, after the command line, the settings file and the environment were read.</summary>
public sealed record ServeOptions
{
    public const string DefaultListen = "http://127.0.0.1:8008";

    /// <summary>Addresses to listen on. Plain http on anything but loopback is refused unless <see cref="BehindProxy"/> is set.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [DefaultListen];

    /// <summary>Folder for database, keys, socket and logs of this instance. Made 0700 when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Settings file (JSON with comments); null for <c>proxima.json</c> in the data folder, if there is one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary><c>postgres://user:password@host/database</c>; null for SQLite in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>Networks (CIDR) whose forwarded headers are believed.</summary>
    public IReadOnlyList<string> BehindProxy { get; init; } = [];
}
