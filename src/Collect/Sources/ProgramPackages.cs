namespace Proxima.Collect.Sources;

/// <summary>What to install when a program is missing.</summary>
internal static class ProgramPackages
{
    private static readonly Dictionary<string, string> Debian = new(StringComparer.Ordinal)
    {
        ["smartctl"] = "smartmontools",
        ["nvme"] = "nvme-cli",
        ["hdparm"] = "hdparm",
        ["sdparm"] = "sdparm",
        ["zpool"] = "zfsutils-linux",
        ["zfs"] = "zfsutils-linux",
        ["mdadm"] = "mdadm",
        ["lvs"] = "lvm2",
        ["vgs"] = "lvm2",
        ["pvs"] = "lvm2",
        ["btrfs"] = "btrfs-progs",
        ["ceph"] = "ceph-common",
        ["lsblk"] = "util-linux",
        ["findmnt"] = "util-linux",
        ["pvesh"] = "pve-manager",
        ["pvesm"] = "libpve-storage-perl",
        ["proxmox-backup-manager"] = "proxmox-backup-server",
        ["journalctl"] = "systemd",
        ["dmesg"] = "util-linux",
        ["mpt-status"] = "mpt-status",
        ["ipmitool"] = "ipmitool",
        ["upsc"] = "nut-client",
        ["lspci"] = "pciutils",
        ["dmidecode"] = "dmidecode",
        ["lldpctl"] = "lldpd",
    };

    /// <summary>Programs of a controller's vendor, which Debian does not carry.</summary>
    private static readonly Dictionary<string, string> Vendors = new(StringComparer.Ordinal)
    {
        ["storcli64"] = "Broadcom",
        ["storcli"] = "Broadcom",
        ["perccli64"] = "Dell",
        ["perccli"] = "Dell",
        ["megacli"] = "Broadcom",
        ["MegaCli64"] = "Broadcom",
        ["sas2ircu"] = "Broadcom",
        ["sas3ircu"] = "Broadcom",
        ["tw_cli"] = "Broadcom (3ware)",
        ["arcconf"] = "Microchip (Adaptec)",
        ["ssacli"] = "HPE",
        ["hpssacli"] = "HPE",
        ["hpacucli"] = "HPE",
        ["areca-cli"] = "Areca",
        ["cli64"] = "Areca",
    };

    public static string Advice(string program)
        => Debian.TryGetValue(program, out var package) ? $"{program} is not installed (Debian package {package})"
            : Vendors.TryGetValue(program, out var vendor) ? $"{program} is not installed (it comes from {vendor})"
            : $"{program} is not installed";
}
