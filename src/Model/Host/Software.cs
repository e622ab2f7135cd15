namespace Proxima.Model.Host;

/// <summary>Jails of fail2ban (<c>fail2ban-client status [JAIL]</c>).</summary>
public sealed record Fail2BanStatus(IReadOnlyList<Fail2BanJail> Jails);

/// <summary>One jail; the list of jails tells their names alone.</summary>
public sealed record Fail2BanJail
{
    public required string Name { get; init; }
    public long? CurrentlyFailed { get; init; }
    public long? TotalFailed { get; init; }
    public long? CurrentlyBanned { get; init; }
    public long? TotalBanned { get; init; }
    public IReadOnlyList<string> BannedAddresses { get; init; } = [];
}

/// <summary>Packages with a newer version (<c>apt list --upgradable</c>, <c>apt-get -s dist-upgrade</c>). None is a list without
/// any.</summary>
public sealed record UpgradablePackageList(IReadOnlyList<UpgradablePackage> Packages);

/// <summary>One package and what would happen to it.</summary>
public sealed record UpgradablePackage
{
    public required string Name { get; init; }

    /// <summary>upgrade, install or remove.</summary>
    public required string Action { get; init; }
    public string? Version { get; init; }
    public string? InstalledVersion { get; init; }
    public string? Architecture { get; init; }

    /// <summary>Archives that have it: stable-security, Debian:12.5/stable.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];
    public bool IsSecurity { get; init; }
}

/// <summary>Paragraphs of keys and values, as apt writes of packages and sources.</summary>
public sealed record AptParagraphList(IReadOnlyList<IReadOnlyDictionary<string, string>> Paragraphs);

/// <summary>Packages of Proxmox with their versions (<c>pveversion -v</c>).</summary>
public sealed record PveVersionList
{
    /// <summary>Version of pve-manager, or of proxmox-backup-server.</summary>
    public string? Version { get; init; }
    public string? RunningKernel { get; init; }
    public required IReadOnlyDictionary<string, string> Packages { get; init; }
}

/// <summary>Lines of a journal (<c>journalctl -o json</c>); the last thousand, and how many there were.</summary>
public sealed record JournalList(int Count, IReadOnlyList<JournalEntry> Entries);

/// <summary>One line of a journal; the time is UTC.</summary>
public sealed record JournalEntry
{
    public DateTime? At { get; init; }

    /// <summary>SYSLOG_IDENTIFIER, or the command.</summary>
    public string? Source { get; init; }
    public string? Unit { get; init; }

    /// <summary>0 emergency to 7 debug.</summary>
    public int? Priority { get; init; }
    public int? Pid { get; init; }
    public required string Message { get; init; }
}
