using System.Text.Json.Nodes;
using Proxima.PveFake.Http;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>What is in the machine and what its QEMU can pretend.</summary>
internal static class HardwareAnswers
{
    private static readonly (string Slot, string Class, string Vendor, string Device, string VendorName, string DeviceName)[] Devices =
    [
        ("0000:00:02.0", "0x030000", "0x8086", "0x4680", "Intel Corporation", "AlderLake-S GT1"),
        ("0000:00:14.0", "0x0c0330", "0x8086", "0x7ae0", "Intel Corporation", "Alder Lake-S PCH USB 3.2 Gen 2x2 XHCI Controller"),
        ("0000:01:00.0", "0x010802", "0x144d", "0xa80a", "Samsung Electronics Co Ltd", "NVMe SSD Controller PM9A1/PM9A3/980PRO"),
        ("0000:02:00.0", "0x020000", "0x8086", "0x15f3", "Intel Corporation", "Ethernet Controller I225-V"),
    ];

    // Machine types of QEMU 10.0 as Proxmox builds it; what each +pve version changed.
    private static readonly string[] Versions =
    [
        "10.0+pve1", "10.0", "9.2+pve1", "9.2", "9.1", "9.0", "8.2", "8.1", "8.0", "7.2", "7.1", "7.0", "6.2", "6.1", "6.0", "5.2",
            "5.1", "5.0", "4.2", "4.1+pve2", "4.1+pve1",
        "4.1", "4.0.1", "4.0", "3.1", "3.0", "2.12", "2.11", "2.10", "2.9", "2.8", "2.7", "2.6", "2.5", "2.4",
    ];

    private static readonly Dictionary<string, string> Changes = new(StringComparer.Ordinal)
    {
        ["10.0+pve1"] = "Set host_mtu vNIC option even with default value for migration compat.",
        ["9.2+pve1"] = "Disables S3/S4 power states by default.",
        ["4.1+pve2"] = "Increases the number of SCSI drives supported.",
        ["4.1+pve1"] = "Introduction of pveX versioning, no changes.",
    };

    private static readonly (string Type, string Name)[] Boards = [("i440fx", "pc-i440fx"), ("q35", "pc-q35")];

    private static readonly string[] Models = ["host", "max", "kvm64", "qemu64", "x86-64-v2", "x86-64-v2-AES", "x86-64-v3", "x86-64-v4",
        "EPYC", "Skylake-Server"];

    public static JsonArray Pci(ApiCall call) => new([.. Devices.Select((device, i) => (JsonNode)new JsonObject
    {
        ["id"] = device.Slot,
        ["class"] = device.Class,
        ["vendor"] = device.Vendor,
        ["device"] = device.Device,
        ["vendor_name"] = device.VendorName,
        ["device_name"] = device.DeviceName,
        ["subsystem_vendor"] = device.Vendor,
        ["subsystem_vendor_name"] = device.VendorName,
        ["subsystem_device"] = device.Device,
        ["iommugroup"] = call.Node.HasIommu ? i + 1 : -1,
    })]);

    public static JsonArray Machines(ApiCall call)
    {
        var rows = new JsonArray();
        foreach (var version in Versions.Where(version => version != "10.0+pve1" || call.World.Version.IsNine))
        {
            foreach (var (type, name) in Boards.Where(board => version != "4.0.1" || board.Type == "q35"))
            {
                var row = new JsonObject { ["id"] = $"{name}-{version}", ["type"] = type, ["version"] = version };
                if (Changes.TryGetValue(version, out var changes))
                {
                    row["changes"] = changes;
                }

                rows.Add((JsonNode)row);
            }
        }

        return rows;
    }

    public static JsonArray CpuModels(ApiCall call) => new([.. Models
        .Select(name => (JsonNode)new JsonObject { ["name"] = name, ["custom"] = 0, ["vendor"] = name == "EPYC" ? "AuthenticAMD"
            : name.StartsWith("Sky", StringComparison.Ordinal) ? "GenuineIntel" : "default" })]);
}
