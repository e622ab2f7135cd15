using System.Text.Json.Serialization.Metadata;
using Proxima.Collect.KindsOf;
using Proxima.Collect.Tests.HostTools;
using Proxima.Collect.Tests.Storage;

namespace Proxima.Collect.Tests;

/// <summary>
/// One file or output that <c>proxima parse</c> recognises, with a good sample of it. docs/reference/kinds.md is written from these.
/// </summary>
internal sealed record KnownFile(string Kind, string File, string Shape, JsonTypeInfo Record, string Sample)
{
    /// <summary>Its name, where the shape alone does not tell.</summary>
    public string? Name { get; init; }

    /// <summary>Fields that may be null in general and must not be in a good sample of this file.</summary>
    public string[] Also { get; init; } = [];
}

internal static class KindCatalogue
{
    /// <summary>What the names of fields do not say; units are in the names otherwise.</summary>
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["CpuCounters"] = "Times are clock ticks since boot, 100 a second; counters since boot.",
        ["PressureFile"] = "Averages are percent over 10, 60 and 300 s. One of `some` and `full` is there (cpu has no `full` before kernel 5.13, irq no `some`).",
        ["CpuFacts"] = "Cores are physical, threads logical.",
        ["LoadAverage"] = "Averages of runnable and waiting tasks.",
        ["PidStat"] = "Ticks are clock ticks, 100 a second; startTicks since boot.",
        ["VmStat"] = "Pages and events since boot.",
        ["NetDevTable"] = "Counters since the interface was made.",
        ["DiskList"] = "Counters since boot; partitions, loop, memory and removable devices are left out.",
        ["HwmonAttribute"] = "`unit` is celsius, rpm, volt, watt, ampere, joule, percent, hertz or of255 (pwm); a flag has none.",
        ["CgroupCpuLimit"] = "`limitCores` is null where there is no limit; then `isUnlimited` is true.",
        ["CgroupKeys"] = "Numbers in the unit of their key, as the kernel prints them (`_usec` microseconds, memory.stat bytes, cpuacct.stat ticks).",
        ["CgroupValue"] = "`value` in the unit of the file (bytes, microseconds, nanoseconds for cpuacct.usage); one of `value` and a true `isUnlimited` is there.",
        ["InterfaceTable"] = "`mtu` in bytes. What the program does not print is null.",
        ["SmartReport"] = "`lifeLeftPercent` is 100 for a new disk and 0 for a used up one. `wwn` is hexadecimal, lower case. `exitStatus` is null in texts.",
        ["RaidReport"] = "States and levels in the words of the vendor. Sizes as rounded as the program prints them.",
        ["NvmeList"] = "Sizes in bytes; a table rounds them.",
        ["SysfsAttribute"] = "One of `number`, `text`, `values` (uevent) and `lines` is there.",
    };

    public static IReadOnlyList<KnownFile> All { get; } =
        [.. Proc(), .. Net(), .. Hwmon(), .. Cgroup(), .. Sysfs(), .. DiskKinds.All, .. StorageCatalogue.All, .. HostToolCatalogue.All,
            .. InventoryCatalogue.All];

    private static IEnumerable<KnownFile> Proc() =>
    [
        new("proc", "/proc/stat", "begins with `cpu`", KindJson.Default.CpuCounters, Samples.Stat),
        new("proc", "/proc/meminfo", "a line `MemTotal:`", KindJson.Default.MemoryGauges,
            Samples.MemInfo) { Also = ["buffersBytes", "cachedBytes", "slabBytes"] },
        new("proc", "/proc/vmstat", "a line `nr_free_pages`", KindJson.Default.VmStat, Samples.VmStat) { Also = ["faults", "majorFaults"] },
        new("proc", "/proc/pressure/*", "begins with `some avg10=` or `full avg10=`", KindJson.Default.PressureFile, Samples.Pressure),
        new("proc", "/proc/loadavg", "three fractions, `n/m`, a number", KindJson.Default.LoadAverage, "0.02 0.04 0.05 1/497 11947\n"),
        new("proc", "/proc/uptime", "two fractions", KindJson.Default.UptimeGauges, "350735.47 234388.90\n"),
        new("proc", "/proc/diskstats", "two numbers, a name, at least four numbers", KindJson.Default.DiskList, Samples.DiskStats),
        new("proc", "/proc/swaps", "the heading `Filename Type Size Used`", KindJson.Default.SwapDeviceList, Samples.Swaps),
        new("proc", "/proc/cpuinfo", "begins with a key such as `processor`, `cpu` or `vendor_id` and a colon",
            KindJson.Default.CpuFacts, Samples.CpuInfo),
        new("proc", "/proc/version", "begins with `Linux version`", KindJson.Default.KernelVersion,
            "Linux version 6.8.12-4-pve (build@proxmox) (gcc (Debian 12.2.0) 12.2.0) #1 SMP PREEMPT_DYNAMIC\n"),
        new("proc", "/proc/PID/mountinfo", "`36 35 98:0 / /mnt … - type source options`", KindJson.Default.MountTable, Samples.MountInfo),
        new("proc", "/proc/mounts", "`source /mountpoint type options 0 0`", KindJson.Default.MountLineTable,
            "/dev/sda1 / ext4 rw,relatime 0 0\n"),
        new("proc", "/proc/PID/stat", "`pid (name) state parent`", KindJson.Default.PidStat, Samples.PidStat),
        new("proc", "/proc/PID/status", "begins with `Name:`, with `Pid:` below", KindJson.Default.PidStatus, Samples.PidStatus),
        new("proc", "/proc/PID/io", "begins with `rchar:`", KindJson.Default.PidIo, "rchar: 1\nread_bytes: 2\nwrite_bytes: 3\n"),
        new("proc", "/proc/PID/cmdline", "the name `cmdline`", KindJson.Default.ShownCommandLine, "vim\0notes\0") { Name = "cmdline" },
        new("proc", "/proc/spl/kstat/zfs/arcstats", "a line `c_min`", KindJson.Default.ArcGauges, Samples.ArcStats),
        new("proc", "/proc/net/dev", "the heading `Inter-| Receive`", KindJson.Default.NetDevTable, Samples.NetDev),
        new("proc", "/proc/net/if_inet6", "32 hexadecimal digits and five fields", KindJson.Default.AddressTable, Samples.InetSix),
        new("proc", "/proc/net/vlan/config", "the heading `VLAN Dev name`", KindJson.Default.VlanTable, Samples.Vlans),
        new("proc", "/proc/net/bonding/*", "begins with `Ethernet Channel Bonding Driver`", KindJson.Default.Bond,
            Samples.Bond) { Also = ["miiStatus"] },
        new("proc", "/proc/net/route", "the heading `Iface Destination Gateway`", KindJson.Default.RouteTable,
            NetSamples.KernelRoute) { Also = ["routes.interface", "routes.metric"] },
        new("proc", "/proc/net/ipv6_route", "ten hexadecimal fields", KindJson.Default.RouteTable,
            NetSamples.KernelRouteV6) { Also = ["routes.interface", "routes.metric"] },
    ];

    private static IEnumerable<KnownFile> Net() =>
    [
        new("net", "/proc/net/dev, and the other files of /proc/net of kind proc with their records", "as kind proc",
            KindJson.Default.NetDevTable, Samples.NetDev),
        new("net", "`ip address`, `ip link`", "`1: lo: <FLAGS> …`, `1: lo inet …`", KindJson.Default.InterfaceTable,
            NetSamples.IpAddress) { Also = ["interfaces.index"] },
        new("net", "`ip -brief`", "`name STATE addresses`", KindJson.Default.InterfaceTable,
            NetSamples.IpBrief) { Also = ["interfaces.state"] },
        new("net", "`ip -json`", "JSON with `ifname`", KindJson.Default.InterfaceTable,
            NetSamples.IpJson) { Also = ["interfaces.index", "interfaces.mtu"] },
        new("net", "`ifconfig`", "`eth0: flags=…` or `eth0 Link encap:`", KindJson.Default.InterfaceTable,
            NetSamples.Ifconfig) { Also = ["interfaces.isUp", "interfaces.mtu"] },
        new("net", "`ip route`", "`default via …`, `address dev …`", KindJson.Default.RouteTable, NetSamples.IpRoute),
        new("net", "`ip -json route`", "JSON with `dst`", KindJson.Default.RouteTable, NetSamples.IpRouteJson),
        new("net", "`route`, `netstat -r`", "begins with `Kernel IP`", KindJson.Default.RouteTable,
            NetSamples.Route) { Also = ["routes.interface"] },
    ];

    private static IEnumerable<KnownFile> Hwmon() =>
    [
        new("hwmon-sysfs", "tempN_*, fanN_*, inN_*, powerN_*, currN_*, energyN_*, humidityN_*, freqN_*, pwmN", "the name",
            KindJson.Default.HwmonAttribute, "33250\n") { Name = "hwmon0__temp1_input", Also = ["attribute", "kind", "value"] },
        new("hwmon-sysfs", "name, *_label", "the name", KindJson.Default.HwmonAttribute, "k10temp\n") { Name = "name",
            Also = ["attribute", "text"] },
        new("hwmon-sysfs", "w1_slave", "nine bytes, `crc=`, `YES` or `NO`", KindJson.Default.HwmonAttribute,
            KindsTests.OneWire) { Also = ["attribute", "kind", "value", "unit"] },
    ];

    private static IEnumerable<KnownFile> Cgroup() =>
    [
        new("cgroup", "files of one number or `max`", "the shape", KindJson.Default.CgroupValue,
            "5242880\n") { Name = "memory.current", Also = ["attribute"] },
        new("cgroup", "cpu.max", "the name, or `max` or a number and a period", KindJson.Default.CgroupCpuLimit,
            "400000 100000\n") { Name = "cpu.max" },
        new("cgroup", "memory.stat, cpu.stat, *.events and others of names and numbers", "the shape",
            KindJson.Default.CgroupKeys, "usage_usec 5\nuser_usec 3\n"),
        new("cgroup", "*.pressure", "`some avg10=` or the name", KindJson.Default.PressureFile, Samples.Pressure),
        new("cgroup", "io.stat, blkio.*, memory.numa_stat", "the shape", KindJson.Default.CgroupGroups, "259:8 rbytes=1 wbytes=2\n"),
        new("cgroup", "cpuacct.usage_percpu, cpuacct.usage_all", "the name or the heading `cpu user system`",
            KindJson.Default.CgroupCores, "cpu user system\n0 5 6\n"),
    ];

    private static IEnumerable<KnownFile> Sysfs() =>
    [
        new("sysfs", "any attribute", "one printable line; several with the file's name", KindJson.Default.SysfsAttribute,
            "1000\n") { Name = "eth0__speed", Also = ["attribute"] },
        new("sysfs", "uevent", "`KEY=value` on every line", KindJson.Default.SysfsAttribute,
            "DEVTYPE=bridge\nINTERFACE=vmbr0\n") { Name = "uevent", Also = ["attribute", "values"] },
    ];
}
