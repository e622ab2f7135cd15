using Proxima.Pve.Schema;
using Proxima.Pve.Schema.Checks;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.Schema;

/// <summary>Makes parameters that the schema accepts and the lab can do something with: only those that must be given.</summary>
internal sealed class ValidParameters(PveWorld world)
{
    private static readonly string[] Candidates =
    [
        "x", "a1", "1", "abc", "pve1", "local", "100", "vmbr0", "10.0.0.1", "10.0.0.0/24", "BC:24:11:00:00:01", "root@pam", "8G",
            "192.0.2.0/24", "mon..fri 22:00",
        "*/15", "02:00", "type=ip", "zone1", "vnet1", "http://192.0.2.1/", "https://192.0.2.1/x", "/dev/sdb", "aa@bb.cc",
            "node=pve1,path=0000:01:00.0,id=8086:1234", "0000:00:02.0",
        "0123456789abcdef0123456789abcdef01234567", "ssh-ed25519 AAAA", "ACCEPT", "eno1", "10.0.0.0-24", "00:00:00:00:00:00:00:00",
            "UTC", "vm:100", "2001:db8::1", "fd00::/64", "0x1af4", "65000", "+1G",
        "nfs", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89",
        "apitoken=PVEAPIToken=a@pam!b=c,host=192.0.2.9", "bridge=vmbr0", "*", "library/debian:latest", "docker.io/library/debian",
            "100-0", "latest", "node=pve1,path=/srv", "node=pve1,id=1234:5678", "pve2c-0123456789",
    ];

    /// <summary>The guest a path's kind is about.</summary>
    public Guest GuestFor(PveOperation operation)
    {
        var kind = operation.Path.Contains("/lxc", StringComparison.Ordinal) ? GuestKind.Lxc : GuestKind.Qemu;
        var mustRest = operation.Path.EndsWith("/template", StringComparison.Ordinal)
            || (operation.Method == "DELETE" && operation.Path.EndsWith("{vmid}", StringComparison.Ordinal));
        return world.Guests.Values.Last(guest => guest.Kind == kind && !guest.IsTemplate && guest.IsRunning != mustRest
            && (!mustRest || guest.Snapshots.Count == 0));
    }

    public string? Value(PveOperation operation, string name)
    {
        if (Known(operation, name) is { } known)
        {
            return known;
        }

        var type = operation.Parameter(name) ?? PveType.Anything;
        if (type.Enum.Count > 0)
        {
            return type.Enum[0];
        }

        if (type.Kind is PveKind.Boolean)
        {
            return "1";
        }

        if (type.Kind is PveKind.Integer or PveKind.Number)
        {
            return (type.Minimum is { } low && low > 1 ? low : 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Candidates.FirstOrDefault(candidate => Fits(type, name, candidate));
    }

    private static bool Fits(PveType type, string name, string candidate)
    {
        var errors = new PveErrors();
        PveInput input = type.Kind is PveKind.Array ? new PveInput.List([candidate]) : candidate;
        PveChecks.Value(name, type, input, errors);
        return !errors.Any;
    }

    private string? Known(PveOperation operation, string name)
    {
        var path = operation.Path;
        return (name, path) switch
        {
            ("node", _) when path.Contains("{vmid}", StringComparison.Ordinal) => GuestFor(operation).Node,
            ("node", "/cluster/ha/resources/{sid}/migrate" or "/cluster/ha/resources/{sid}/relocate") => "pve2",
            ("node", "/cluster/config/nodes/{node}") => "pve9",
            ("node" or "target", _) when path.StartsWith("/nodes/{node}", StringComparison.Ordinal) || name == "node" => name == "target"
                ? Other(operation) : "pve1",
            ("target", "/cluster/bulk-action/guest/migrate") => "pve2",
            ("vmid", "/nodes/{node}/qemu" or "/nodes/{node}/lxc") => "900",
            ("vmid", _) when path.Contains("{vmid}", StringComparison.Ordinal)
                => GuestFor(operation).Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ("vmid", _) => "100",
            ("newid", _) => "901",
            ("storage", "/storage") => "new",
            ("storage", _) when path.Contains("move", StringComparison.Ordinal) => "local-zfs",
            ("storage", _) => "local",
            ("type", "/storage") => "dir",
            ("ostemplate", _) => "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
            ("disk", _) when path.Contains("qemu", StringComparison.Ordinal) => "scsi0",
            ("disk", _) when path.Contains("lxc", StringComparison.Ordinal) => "rootfs",
            ("disk", "/nodes/{node}/disks/smart") => "/dev/sda",
            ("volume", _) when path.EndsWith("move_volume", StringComparison.Ordinal) => "rootfs",
            ("volume", "/nodes/{node}/vzdump/extractconfig") => Backup(),
            ("volume", _) => operation.Method == "PUT" ? Backup() : "local:iso/debian-13.1.0-amd64-netinst.iso",
            ("size", _) when path.EndsWith("resize", StringComparison.Ordinal) => "+1G",
            ("size", _) => "1G",
            ("snapname", _) => "snap1",
            ("upid", _) => world.Tasks.NewestFirst.First(task => task.Node == "pve1").Upid,
            ("service", _) when path.Contains("/services/", StringComparison.Ordinal) => "pveproxy",
            ("cputype", _) => "mine",
            ("vnet", _) => "vnet1",
            ("url_seq" or "seq", _) when path.Contains("/prefix-lists", StringComparison.Ordinal) => "1",
            ("zone", _) when path.Contains("/vnets", StringComparison.Ordinal) => "zone1",
            ("subnet", _) => operation.Method == "POST" ? "10.0.0.0/24" : "zone1-10.0.0.0-24",
            ("iface", _) => operation.Method == "POST" ? "vmbr9" : "vmbr0",
            ("roleid", _) => "mine",
            ("realm", "/access/domains/{realm}/sync") => "dir1",
            ("realm", _) => "dir1",
            ("type", "/access/domains") => "ldap",
            ("userid", "/access/users") => "new@pve",
            ("userid", _) => "nobody@pve",
            ("username", _) => PveFakeServer.User,
            ("password", "/access/ticket") => PveFakeServer.Password,
            ("vncticket", _) => world.Access.Tickets.Ticket(PveFakeServer.User, world.Now.ToUnixTimeSeconds(), "PVEVNC"),
            ("type", "/access/tfa/{userid}") => "recovery",
            ("id", "/access/tfa/{userid}/{id}" or "/access/users/{userid}/tfa") => "recovery",
            ("sid", _) => Sid(),
            ("id", _) when path.StartsWith("/cluster/replication", StringComparison.Ordinal)
                || path.StartsWith("/nodes/{node}/replication", StringComparison.Ordinal) => Replication(operation),
            ("id", _) when path.StartsWith("/cluster/backup", StringComparison.Ordinal) => "backup-nightly",
            ("command", "/nodes/{node}/status") => "reboot",
            ("name", "/nodes/{node}/disks/zfs/{name}") when operation.Method == "GET" => "rpool",
            ("ds", _) => "cpu",
            ("filename", _) when path.EndsWith("content", StringComparison.Ordinal) => "vm-900-disk-0.raw",
            ("content", _) => "iso",
            ("poolid", _) => operation.Method == "POST" ? "new" : "empty",
            ("roles", _) => "PVEAuditor",
            ("path", "/access/acl") => "/vms",
            ("tfa-challenge", _) => null,
            ("pos", _) => "0",
            _ => null,
        };
    }

    private string Other(PveOperation operation) => operation.Path.Contains("{vmid}", StringComparison.Ordinal)
        && GuestFor(operation).Node == "pve2" ? "pve3" : "pve2";

    private string Backup() => world.Storages["local"].On("pve1").First(volume => volume.Content == "backup").Id;

    private string Sid() => $"vm:{world.Guests.Values.Last(guest => guest.Kind is GuestKind.Qemu).Id}";

    private string Replication(PveOperation operation)
        => operation.Method == "POST" && operation.Path == "/cluster/replication" ? "120-1"
            : world.Sections.List("/cluster/replication")[0].Id;
}
