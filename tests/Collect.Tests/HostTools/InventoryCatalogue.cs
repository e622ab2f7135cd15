using static Proxima.Collect.KindsOf.InventoryJson;

namespace Proxima.Collect.Tests.HostTools;

/// <summary>What <c>proxima parse</c> recognises of inventories, each with a good sample.</summary>
internal static class InventoryCatalogue
{
    public const string Dmi = """
        # dmidecode 3.4
        Getting SMBIOS data from sysfs.
        SMBIOS 3.3.0 present.

        Handle 0x0001, DMI type 1, 27 bytes
        System Information
        	Manufacturer: Supermicro
        	Product Name: X11
        	Serial Number: Default string
        	UUID: 03000200-0400-0500-0006-000700080009

        Handle 0x0004, DMI type 4, 48 bytes
        Processor Information
        	Socket Designation: CPU1
        	Version: Intel(R) Xeon(R)
        	Status: Populated, Enabled
        	Core Count: 8
        	Thread Count: 16
        	Max Speed: 4000 MHz

        Handle 0x003C, DMI type 17, 34 bytes
        Memory Device
        	Size: 16 GB
        	Locator: DIMM A1
        	Type: DDR4
        	Speed: 2666 MT/s
        	Manufacturer: Samsung
        	Part Number: M393

        Handle 0x003D, DMI type 17, 34 bytes
        Memory Device
        	Size: No Module Installed
        	Locator: DIMM A2
        """;

    public const string Lspci = """
        00:1f.2 SATA controller [0106]: Intel Corporation 82801IR [8086:2922] (rev 02)
        	Subsystem: Red Hat, Inc. QEMU Virtual Machine [1af4:1100]
        	Kernel driver in use: ahci
        	Kernel modules: ahci, libata
        """;

    public static IEnumerable<KnownFile> All { get; } =
    [
        new("dmidecode", "`dmidecode`, any `-t`", "`Handle 0x…` and keys", Default.DmiReport, Dmi)
            { Also = ["smbiosVersion", "system.manufacturer", "system.uuid", "processors.cores", "memory.slot"] },
        new("lspci", "`lspci`, `-nn`, `-k`, `-vv`, `-m`, `-vm`, `-vmm`, `-t`, and JSON of text converters", "`00:1f.2 class: name`, `00:1f.2 \"class\" \"vendor\" …`, `Slot:`", Default.PciDeviceList, Lspci)
            { Also = ["devices.class", "devices.name", "devices.driver"] },
    ];
}
