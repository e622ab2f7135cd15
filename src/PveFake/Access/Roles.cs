using System.Collections.Frozen;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Access;

/// <summary>The built-in roles and every privilege there is, by release (as <c>GET /access/roles</c> of 8.4 and 9.2 lists them).</summary>
internal static class Roles
{
    private static readonly string[] Always =
    [
        "Datastore.Allocate", "Datastore.AllocateSpace", "Datastore.AllocateTemplate", "Datastore.Audit", "Group.Allocate",
            "Mapping.Audit", "Mapping.Modify",
        "Mapping.Use", "Permissions.Modify", "Pool.Allocate", "Pool.Audit", "Realm.Allocate", "Realm.AllocateUser", "SDN.Allocate",
            "SDN.Audit", "SDN.Use",
        "Sys.AccessNetwork", "Sys.Audit", "Sys.Console", "Sys.Incoming", "Sys.Modify", "Sys.PowerMgmt", "Sys.Syslog", "User.Modify",
            "VM.Allocate", "VM.Audit",
        "VM.Backup", "VM.Clone", "VM.Config.CDROM", "VM.Config.CPU", "VM.Config.Cloudinit", "VM.Config.Disk", "VM.Config.HWType",
            "VM.Config.Memory",
        "VM.Config.Network", "VM.Config.Options", "VM.Console", "VM.Migrate", "VM.PowerMgmt", "VM.Snapshot", "VM.Snapshot.Rollback",
    ];

    private static readonly string[] OnlyNine =
    [
        "VM.GuestAgent.Audit", "VM.GuestAgent.FileRead", "VM.GuestAgent.FileSystemMgmt", "VM.GuestAgent.FileWrite",
            "VM.GuestAgent.Unrestricted", "VM.Replicate",
    ];

    private static readonly Dictionary<bool, FrozenSet<string>> AllByNine = new()
    {
        [true] = Always.Concat(OnlyNine).ToFrozenSet(StringComparer.Ordinal),
        [false] = Always.Append("VM.Monitor").ToFrozenSet(StringComparer.Ordinal),
    };

    private static readonly Dictionary<bool, FrozenDictionary<string,
        FrozenSet<string>>> BuiltInByNine = new() { [true] = Make(true), [false] = Make(false) };

    private static readonly FrozenSet<string> OfServer = new[]
    {
        "Sys.Audit", "Sys.Modify", "Sys.PowerManagement", "Sys.Console", "Datastore.Audit", "Datastore.Allocate", "Datastore.Modify",
            "Datastore.Read", "Datastore.Verify",
        "Datastore.Backup", "Datastore.Prune", "Permissions.Modify", "Remote.Audit", "Remote.Modify", "Remote.Read", "Tape.Audit",
            "Tape.Modify", "Tape.Read", "Tape.Write",
        "Realm.Allocate",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The roles of a backup server.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> OfBackupServer { get; } = new Dictionary<string,
        FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["Admin"] = OfServer,
        ["Audit"] = OfServer.Where(name => name.EndsWith(".Audit", StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal),
        ["DatastoreAdmin"] = OfServer.Where(name => name.StartsWith("Datastore.", StringComparison.Ordinal))
            .ToFrozenSet(StringComparer.Ordinal),
        ["DatastoreAudit"] = FrozenSet.Create(StringComparer.Ordinal, "Datastore.Audit"),
        ["DatastoreBackup"] = FrozenSet.Create(StringComparer.Ordinal, "Datastore.Backup"),
        ["DatastoreReader"] = FrozenSet.Create(StringComparer.Ordinal, "Datastore.Audit", "Datastore.Read"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlySet<string> AllPrivileges(PveVersion version) => AllByNine[version.IsNine];

    /// <summary>Everything there is to be allowed in a world.</summary>
    public static IReadOnlySet<string> AllPrivileges(PveWorld world) => world.IsBackupServer ? OfServer : AllByNine[world.Version.IsNine];

    public static FrozenDictionary<string, FrozenSet<string>> BuiltIn(PveVersion version) => BuiltInByNine[version.IsNine];

    private static FrozenDictionary<string, FrozenSet<string>> Make(bool isNine)
    {
        var all = AllByNine[isNine];
        var admin = all.Except(["Permissions.Modify", "Realm.Allocate", "Sys.Incoming", "Sys.Modify", "Sys.PowerMgmt",
            "Sys.AccessNetwork"], StringComparer.Ordinal);
        string[] user =
        [
            "VM.Audit", "VM.Backup", "VM.Config.CDROM", "VM.Config.Cloudinit", "VM.Console", "VM.PowerMgmt",
            .. isNine ? new[] { "VM.GuestAgent.Audit" } : [],
        ];
        return new Dictionary<string, IEnumerable<string>>(StringComparer.Ordinal)
        {
            ["Administrator"] = all,
            ["NoAccess"] = [],
            ["PVEAdmin"] = admin,
            ["PVEAuditor"] = all.Where(name => name.EndsWith(".Audit", StringComparison.Ordinal)),
            ["PVEDatastoreAdmin"] = all.Where(name => name.StartsWith("Datastore.", StringComparison.Ordinal)),
            ["PVEDatastoreUser"] = ["Datastore.AllocateSpace", "Datastore.Audit"],
            ["PVEMappingAdmin"] = all.Where(name => name.StartsWith("Mapping.", StringComparison.Ordinal)),
            ["PVEMappingAudit"] = ["Mapping.Audit"],
            ["PVEMappingUser"] = ["Mapping.Audit", "Mapping.Use"],
            ["PVEPoolAdmin"] = ["Pool.Allocate", "Pool.Audit"],
            ["PVEPoolUser"] = ["Pool.Audit"],
            ["PVESDNAdmin"] = ["SDN.Allocate", "SDN.Audit", "SDN.Use"],
            ["PVESDNUser"] = ["SDN.Audit", "SDN.Use"],
            ["PVESysAdmin"] = ["Sys.Audit", "Sys.Console", "Sys.Syslog"],
            ["PVETemplateUser"] = ["VM.Audit", "VM.Clone"],
            ["PVEUserAdmin"] = ["Group.Allocate", "Realm.AllocateUser", "User.Modify"],
            ["PVEVMAdmin"] = all.Where(name => name.StartsWith("VM.", StringComparison.Ordinal)),
            ["PVEVMUser"] = user,
        }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
