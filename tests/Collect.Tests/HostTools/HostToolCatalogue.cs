using static Proxima.Collect.KindsOf.HostToolJson;

namespace Proxima.Collect.Tests.HostTools;

/// <summary>What <c>proxima parse</c> recognises of devices, software and Proxmox, each with a good sample.</summary>
internal static class HostToolCatalogue
{
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["UpsStatus"] = "`status` has NUT's words; those of apcupsd are translated. `values` has all that was told. Absent: `Unknown UPS`.",
        ["SensorReport"] = "A value that cannot be read is null. A machine without sensors that says `{}` has no chips. Absent: `No sensors found`.",
        ["UpgradablePackageList"] = "Nothing to upgrade is a value with an empty list.",
        ["BackupLog"] = "`isSuccess` is null where the log does not reach the end of the job.",
        ["ClusterQuorum"] = "Links are told by `corosync-cfgtool -s` alone.",
        ["JournalList"] = "The last thousand entries; `count` counts all.",
    };

    public static IEnumerable<KnownFile> All { get; } =
    [
        new("upsc", "`upsc NAME`, `apcaccess`", "`ups.status: …`, `STATUS   : …`", Default.UpsStatus, HostToolSamples.Upsc)
            { Also = ["manufacturer", "model", "isOnBattery", "chargePercent", "runtimeSeconds", "loadPercent", "batteryVolts"] },
        new("upsc", "`upsc -l`", "a name a line", Default.UpsNameList, "ups\nrack-2\n"),
        new("sensors-json", "`sensors -j`", "JSON of chips", Default.SensorReport, HostToolSamples.SensorsJson) { Also = ["chips.sensors.value", "chips.sensors.unit"] },
        new("sensors-psutil-json", "psutil's temperatures, fans and battery", "JSON of lists by chip; `percent` and `power_plugged`", Default.SensorReport,
            """{"nvme":[{"label":"Composite","current":46.85,"high":83.0,"critical":null}],"dell":[{"label":"CPU Fan","current":3257}]}""")
            { Also = ["chips.sensors.value", "chips.sensors.unit"] },
        new("sensors-text", "`sensors`, `sensors -u`", "a chip, `Adapter:`, values", Default.SensorReport, HostToolSamples.SensorsText) { Also = ["chips.adapter", "chips.sensors.value"] },
        new("apt-upgradable", "`apt list --upgradable`, `apt-get -s dist-upgrade`, /nodes/{node}/apt/update", "`name/archive version arch`, `Inst name [old] (new …)`",
            Default.UpgradablePackageList, HostToolSamples.Apt) { Also = ["packages.version", "packages.installedVersion", "packages.architecture"] },
        new("apt-upgradable", "sources.list, deb822 sources, `apt-cache policy`, `apt-cache show` and its JSON, `apt-config dump`", "`deb …`, keys and values", Default.AptParagraphList,
            "deb http://deb.example/debian bookworm main\n"),
        new("fail2ban", "`fail2ban-client status [JAIL]`, `banned`, `ping`, `version`", "`Status`, `[{'sshd': …`", Default.Fail2BanStatus, HostToolSamples.Fail2Ban)
            { Also = ["jails.currentlyBanned", "jails.totalBanned", "jails.currentlyFailed"] },
        new("journal-json", "`journalctl -o json`, `json-pretty`, `json-sse`, `json-seq`", "objects with `MESSAGE` or fields that begin with `_`", Default.JournalList,
            "{\"MESSAGE\":\"started\",\"PRIORITY\":\"6\",\"__REALTIME_TIMESTAMP\":\"1659011388341815\",\"SYSLOG_IDENTIFIER\":\"systemd\",\"_PID\":\"1\"}\n")
            { Also = ["entries.at", "entries.source", "entries.priority"] },
        new("pveversion", "`pveversion`, `pveversion -v`; /version, /nodes/{node}/apt/versions", "`pve-manager/…`, `package: version`", Default.PveVersionList,
            "proxmox-ve: 9.1.0 (running kernel: 6.17.2-1-pve)\npve-manager: 9.1.1 (running version: 9.1.1/42db4a6cf33dac83)\n") { Also = ["version", "runningKernel"] },
        new("vzdump-log", "task log, guest's log, journal of vzdump", "`INFO: …`", Default.BackupLog, HostToolSamples.Vzdump)
            { Also = ["isSuccess", "guests.kind", "guests.name"] },
        new("task-json", "/cluster/tasks, /nodes/{node}/tasks, the answer of a call that began one", "JSON with `upid`, or `UPID:…`", Default.PveTaskList,
            """{"data":[{"upid":"UPID:pve:1:2:3:vzdump:100:root@pam:","type":"vzdump","node":"pve","user":"root@pam","status":"OK","starttime":1700000000,"endtime":1700000100}]}""")
            { Also = ["tasks.type", "tasks.node", "tasks.status", "tasks.startedAt"] },
        new("cluster-status", "`pvecm status`, `corosync-quorumtool`, `corosync-cfgtool -s`, /cluster/status", "`Quorum information`, `Membership information`, "
            + "`Printing link status`", Default.ClusterQuorum, HostToolSamples.Quorum) { Also = ["name", "isQuorate", "expectedVotes", "totalVotes", "quorum", "members.votes"] },
        new("cluster-status", "corosync.conf, `corosync-cmapctl`, and others", "`section {`, `key (u32) = value`", Default.ClusterFacts,
            "totem {\n  version: 2\n}\n") { Also = ["values"] },
        new("pve-ha", "manager_status, lrm_status, service_config, hardware_status, resources.cfg, groups.cfg, rules.cfg, log; `ha-manager status`, /cluster/ha/status/current", "JSON of nodes or services; `info 20 …`; `vm: 100` and keys; `lrm pve1 (…)`", Default.HaStatus,
            """{"master_node":"node2","node_status":{"node1":"fence"},"service_status":{"vm:101":{"node":"node1","state":"fence"}}}""")
            { Also = ["master", "nodes", "services.node", "services.state"] },
    ];
}
