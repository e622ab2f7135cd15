using Proxima.Collect.KindsOf;

namespace Proxima.Collect.Tests;

/// <summary>The part of <see cref="KindCatalogue"/> that speaks of disks.</summary>
internal static class DiskKinds
{
    private static readonly string[] Identity = ["tool", "protocol", "model", "serial", "firmware", "wwn", "capacityBytes", "logicalBlockBytes", "rotationRpm"];

    private static readonly string[] Health =
        ["isSmartAvailable", "isSmartEnabled", "isPassed", "temperatureCelsius", "powerOnHours", "uncorrectableErrors", "selfTests.entries"];

    private static readonly string[] Ata =
        [.. Identity, .. Health, "family", "powerCycles", "reallocatedSectors", "pendingSectors", "interfaceErrors", "attributes.value", "attributes.worst",
            "attributes.threshold", "errorLogEntries", "selfTests.shortMinutes", "selfTests.extendedMinutes"];

    private static readonly string[] Nvme =
        [.. Identity, .. Health, "powerCycles", "lifeLeftPercent", "readBytes", "writtenBytes", "nvme.criticalWarning", "nvme.availableSparePercent",
            "nvme.spareThresholdPercent", "nvme.percentUsed", "nvme.mediaErrors", "nvme.unsafeShutdowns", "errorLogEntries"];

    private static readonly string[] Scsi =
        [.. Identity, .. Health, "vendor", "tripTemperatureCelsius", "reallocatedSectors", "readBytes", "writtenBytes", "scsiErrors.grownDefects",
            "scsiErrors.read", "scsiErrors.write"];

    public static IEnumerable<KnownFile> All { get; } =
    [
        new("smartctl-json", "`smartctl -j` of an ATA disk (also behind USB and RAID)", "JSON with members of smartctl", KindJson.Default.SmartReport,
            DiskSamples.AtaJson) { Also = [.. Ata, "device", "deviceType", "exitStatus"] },
        new("smartctl-json", "`smartctl -j` of an NVMe disk", "`nvme_smart_health_information_log`", KindJson.Default.SmartReport,
            DiskSamples.NvmeJson) { Also = [.. Nvme, "device", "deviceType", "exitStatus"] },
        new("smartctl-json", "`smartctl -j` of a SCSI or SAS disk", "`scsi_…`", KindJson.Default.SmartReport,
            DiskSamples.ScsiJson) { Also = [.. Scsi, "device", "deviceType", "exitStatus"] },
        new("smartctl-json", "`smartctl --scan -j`, `--scan-open -j`", "`devices`", KindJson.Default.SmartScan, DiskSamples.ScanJson)
            { Also = ["devices.deviceType", "devices.protocol"] },
        new("smartctl-text", "`smartctl -a`, `-x` of an ATA disk", "lines of smartctl; a part of the output gives a part of the record",
            KindJson.Default.SmartReport, DiskSamples.AtaText) { Also = Ata },
        new("smartctl-text", "`smartctl -a`, `-x` of an NVMe disk", "`SMART/Health Information`", KindJson.Default.SmartReport, DiskSamples.NvmeText) { Also = Nvme },
        new("smartctl-text", "`smartctl -a`, `-x` of a SCSI or SAS disk", "`SMART Health Status`", KindJson.Default.SmartReport, DiskSamples.ScsiText) { Also = Scsi },
        new("smartctl-text", "`smartctl --scan`, `--scan-open`", "`/dev/sda -d sat # …` on every line", KindJson.Default.SmartScan, DiskSamples.ScanText)
            { Also = ["devices.deviceType"] },
        new("smartctl-text", "reports of several disks", "`=== /dev/sda ===` or several headings of smartctl", KindJson.Default.SmartReports, DiskSamples.TwoDisks)
            { Also = ["disks.device", "disks.model", "disks.serial", "disks.isPassed"] },
        new("nvme-cli", "`nvme list -o json`, 1.x to 2.11", "`Devices`", KindJson.Default.NvmeList, DiskSamples.NvmeListJson)
            { Also = ["namespaces.model", "namespaces.serial", "namespaces.firmware", "namespaces.sizeBytes", "namespaces.usedBytes", "namespaces.blockBytes"] },
        new("nvme-cli", "`nvme list`", "rows that begin with `/dev/nvme`", KindJson.Default.NvmeList, DiskSamples.NvmeListTable)
            { Also = ["namespaces.model", "namespaces.serial", "namespaces.firmware", "namespaces.sizeBytes"] },
        new("nvme-cli", "`nvme smart-log -o json`, `nvme id-ctrl -o json`", "`critical_warning`, `sn`", KindJson.Default.SmartReport, DiskSamples.NvmeSmartLog)
            { Also = ["temperatureCelsius", "powerOnHours", "lifeLeftPercent", "nvme.criticalWarning", "nvme.mediaErrors"] },
        new("nvme-cli", "`nvme smart-log`, `nvme id-ctrl`", "`key : value`", KindJson.Default.SmartReport, DiskSamples.NvmeSmartLogText)
            { Also = ["temperatureCelsius", "powerOnHours", "lifeLeftPercent", "nvme.criticalWarning", "nvme.mediaErrors"] },
        new("raid-hw", "MegaCli -PDList", "`Enclosure Device ID:`", KindJson.Default.RaidReport, DiskSamples.MegaCliDrives)
            { Also = ["drives.model", "drives.state", "drives.sizeBytes", "drives.mediaErrors", "drives.predictiveFailures"] },
        new("raid-hw", "MegaCli -LDInfo", "`Virtual Drive:`", KindJson.Default.RaidReport, DiskSamples.MegaCliVolumes)
            { Also = ["volumes.level", "volumes.state", "volumes.sizeBytes"] },
        new("raid-hw", "MegaCli -AdpBbuCmd", "`BBU status for Adapter:`", KindJson.Default.RaidReport, DiskSamples.MegaCliBattery)
            { Also = ["batteries.type", "batteries.chargePercent", "batteries.needsReplacement"] },
        new("raid-hw", "storcli, perccli: JSON", "`Controllers`", KindJson.Default.RaidReport, DiskSamples.Storcli)
            { Also = ["controllers.model", "volumes.state", "drives.state", "drives.serial", "drives.temperatureCelsius"] },
        new("raid-hw", "ssacli, hpssacli, hpacucli", "`Smart Array … in Slot`", KindJson.Default.RaidReport, DiskSamples.Ssacli)
            { Also = ["controllers.model", "controllers.state", "volumes.state", "drives.state", "drives.model", "batteries.state"] },
        new("raid-hw", "arcconf GETCONFIG", "`Device #0`, `Logical device number`", KindJson.Default.RaidReport, DiskSamples.Arcconf)
            { Also = ["drives.model", "drives.serial", "drives.state", "drives.sizeBytes", "drives.isSolidState"] },
        new("raid-hw", "sas2ircu, sas3ircu", "`Device is a Hard disk`, `IR volume`", KindJson.Default.RaidReport, DiskSamples.Ircu)
            { Also = ["controllers.model", "volumes.state", "drives.serial", "drives.state"] },
        new("raid-hw", "mpt-status, `-n`", "`ioc0 vol_id`, `ioc:0 vol_id:0`, `log_id`", KindJson.Default.RaidReport, DiskSamples.Mpt) { Also = ["volumes.state", "drives.state"] },
        new("raid-hw", "tw_cli info, show, drivestatus", "rows `c0`, `u0`, `p8`, `bbu`", KindJson.Default.RaidReport, DiskSamples.TwCli)
            { Also = ["volumes.state", "drives.state", "drives.model", "batteries.state"] },
        new("raid-hw", "Areca cli64: disk info, rsf info, vsf info", "rows `9 02 SLOT 01 model 1500.3GB …`", KindJson.Default.RaidReport,
            "  9  02  SLOT 01 ST31500341AS                     1500.3GB  Raid Set # 000\n") { Also = ["drives.model", "drives.state", "drives.sizeBytes"] },
        new("raid-hw", "dmraid -r", "`/dev/sda: ddf1, \"name\", mirror, ok, …`", KindJson.Default.RaidReport,
            "/dev/sda: jmicron, \"jmicron_JRAID\", mirror, ok, 781385728 sectors, data@ 0\n") { Also = ["drives.state", "volumes.level", "volumes.state"] },
    ];
}
