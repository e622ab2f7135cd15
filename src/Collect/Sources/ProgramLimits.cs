namespace Proxima.Collect.Sources;

/// <summary>Bounds of everything that is started on this host.</summary>
public sealed record ProgramLimits
{
    /// <summary>Programs that run at the same time; others wait their turn.</summary>
    public int AtOnce { get; init; } = 2;

    /// <summary>
    /// How long a killed program may take to die before its caller is told so. A disk that hangs keeps its reader for minutes.
    /// </summary>
    public TimeSpan DyingPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Killed programs that do not die; beyond that nothing is started any more.</summary>
    public int MostStuck { get; init; } = 8;

    /// <summary>Where programs are looked for, in this order. Nothing of the environment's PATH.</summary>
    public IReadOnlyList<string> Folders { get; init; } =
    [
        "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin",
        "/opt/MegaRAID/storcli", "/opt/MegaRAID/perccli", "/opt/MegaRAID/MegaCli",
    ];
}
