namespace Proxima.Pve.Rights;

/// <summary>What one thing that a monitor does needs.</summary>
/// <param name="Feature">For people: <c>guests and their figures</c>.</param>
/// <param name="Path">Where.</param>
/// <param name="AnyOf">Any one of these is enough.</param>
/// <param name="IsChange">The privilege allows changes as well; only whoever wants the feature should give it.</param>
public sealed record PveNeed(string Feature, string Path, IReadOnlyList<string> AnyOf, bool IsChange = false)
{
    /// <summary>Rights of a Backup Server are given by another command.</summary>
    public bool IsBackupServer { get; init; }
}

/// <summary>One need that is not met, and the line that meets it.</summary>
/// <param name="Need">What.</param>
/// <param name="Fix">To be run as root on a node.</param>
public sealed record PveLack(PveNeed Need, string Fix);

/// <summary>A privilege that allows changes, and where it holds.</summary>
public sealed record PvePower(string Path, IReadOnlyList<string> Privileges);

/// <summary>Compares what somebody may do with what is needed. It reads lists alone and never tries a write.</summary>
public static class PveNeeds
{
    // Privileges by which nothing on a host or guest can be changed. What is not here counts as a change.
    private static readonly HashSet<string> Reading = new(StringComparer.Ordinal) { "Sys.Syslog", "VM.GuestAgent.Audit",
        "VM.GuestAgent.FileRead" };

    /// <summary>What Proxima asks a Proxmox VE of the given major version.</summary>
    public static IReadOnlyList<PveNeed> Of(int major) =>
    [
        new("nodes and their figures, disks, tasks, updates waiting", "/nodes", ["Sys.Audit"]),
        new("cluster, backup jobs, replication, HA", "/", ["Sys.Audit"]),
        new("guests and their figures, configuration, snapshots", "/vms", ["VM.Audit"]),
        new("storages and what lies on them", "/storage", ["Datastore.Audit"]),
        new("pools", "/pool", ["Pool.Audit"]),
        new("software-defined networks", "/sdn", ["SDN.Audit"]),
        new("the journal of nodes", "/nodes", ["Sys.Syslog"]),
        major >= 9
            ? new("addresses and file systems of guests, from the guest agent", "/vms",
                ["VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted"])
            : new("addresses and file systems of guests, from the guest agent", "/vms", ["VM.Monitor"], IsChange: true),
    ];

    /// <summary>What Proxima asks a Proxmox Backup Server.</summary>
    public static IReadOnlyList<PveNeed> OfBackupServer { get; } =
    [
        new("the server, its tasks and disks", "/system", ["Sys.Audit"]) { IsBackupServer = true },
        new("datastores and what lies in them", "/datastore", ["Datastore.Audit"]) { IsBackupServer = true },
        new("remotes and sync jobs", "/remote", ["Remote.Audit"]) { IsBackupServer = true },
    ];

    public static IReadOnlyList<PveLack> Missing(PveRights rights, IEnumerable<PveNeed> needs, string who)
        => [.. needs.Where(need => !need.AnyOf.Any(privilege => rights.Has(need.Path, privilege)))
            .Select(need => new PveLack(need, Fix(need, who)))];

    /// <summary>
    /// Every privilege that allows changes; empty proves that whoever it is can only read. A path that may the same as one above it is
    /// not told again.
    /// </summary>
    public static IReadOnlyList<PvePower> Powers(PveRights rights)
    {
        var told = new List<PvePower>();
        foreach (var (path, privileges) in rights.All)
        {
            var power = new PvePower(path, [.. privileges.Where(IsChange).Order(StringComparer.Ordinal)]);
            var isTold = told.Exists(above => IsBelow(path, above.Path)
                && above.Privileges.SequenceEqual(power.Privileges, StringComparer.Ordinal));
            if (power.Privileges.Count > 0 && !isTold)
            {
                told.Add(power);
            }
        }

        return told;
    }

    /// <summary>Whether a privilege allows changes; of an unknown one it is assumed.</summary>
    public static bool IsChange(string privilege)
        => !privilege.EndsWith(".Audit", StringComparison.Ordinal) && !Reading.Contains(privilege);

    private static bool IsBelow(string path, string above)
        => above == "/" || path.StartsWith(above + "/", StringComparison.Ordinal);

    // The role PVEAuditor has every .Audit privilege; what else is needed gets a role of its own.
    private static string Fix(PveNeed need, string who)
    {
        if (need.IsBackupServer)
        {
            return $"proxmox-backup-manager acl update {need.Path} Audit --auth-id '{who}'";
        }

        var option = who.Contains('!', StringComparison.Ordinal) ? "--tokens" : "--users";
        var privilege = need.AnyOf[0];
        if (privilege.EndsWith(".Audit", StringComparison.Ordinal) && privilege.Count(letter => letter == '.') == 1)
        {
            return $"pveum acl modify {need.Path} {option} '{who}' --roles PVEAuditor";
        }

        var role = "Proxima" + privilege.Replace(".", string.Empty, StringComparison.Ordinal);
        return $"pveum role add {role} --privs {privilege}; pveum acl modify {need.Path} {option} '{who}' --roles {role}";
    }
}
