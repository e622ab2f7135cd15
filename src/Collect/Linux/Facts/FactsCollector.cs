using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Facts;

/// <summary>What a host is. Read on a slow clock.</summary>
internal sealed class FactsCollector(IHostKernel kernel) : ICollector<HostFacts>
{
    private const string Kernel = "/proc/sys/kernel/osrelease";
    private const string CpuInfo = "/proc/cpuinfo";
    private const string Dmi = "/sys/class/dmi/id";
    private const string ClockSources = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
    private const string Frequency = "/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq";

    public string Name => "facts";

    public IReadOnlyList<string> Inputs { get; } =
    [
        Kernel, CpuInfo, Frequency, ClockSources, $"{Dmi}/*", "/proc/sys/kernel/hostname", "/proc/sys/kernel/arch", "/etc/os-release",
        "/usr/lib/os-release", "/etc/machine-id", "/etc/timezone", "/etc/localtime",
        "/run/systemd/container", "/run/.containerenv", "/.dockerenv",
        "/proc/1/environ", "/proc/1/cgroup", "/proc/device-tree/model", "/proc/device-tree/hypervisor/compatible", "/sys/hypervisor/type",
    ];

    public Reading<HostFacts> Collect(IHostSource host)
    {
        var cpuInfo = host.Read(CpuInfo);
        return Reading.Of(new HostFacts
        {
            HostName = Text(host, "/proc/sys/kernel/hostname")?.Trim() is { Length: > 0 } name ? name : "unknown",
            Os = Os(host),
            Cpu = Cpu(host, cpuInfo),
            Board = Board(host),
            Identity = Identity(host),
            TimeZone = ZoneText.Parse(Text(host, "/etc/timezone"), host.Link("/etc/localtime")),
            Container = Container(host),
            Hypervisor = Hypervisor(host, cpuInfo),
        });
    }

    private Reading<OsFacts> Os(IHostSource host)
    {
        var kernelFile = host.Read(Kernel);
        if (kernelFile.State != FileState.Text) return FileReadings.Required<OsFacts>(kernelFile);
        var release = OsText.Parse(Text(host, "/etc/os-release") ?? Text(host, "/usr/lib/os-release"));
        var architecture = Text(host, "/proc/sys/kernel/arch")?.Trim() is { Length: > 0 } arch ? arch : kernel.Architecture;
        return Reading.Of(new OsFacts(
            OsText.NameOf(release) ?? "Linux", release.GetValueOrDefault("ID"), release.GetValueOrDefault("VERSION_ID"),
            kernelFile.Text.Trim(), architecture));
    }

    private static Reading<CpuFacts> Cpu(IHostSource host, in FileText file)
    {
        if (file.State != FileState.Text) return FileReadings.Required<CpuFacts>(file);
        var facts = CpuInfoText.Parse(file.Text);
        return KernelNumber.TryCount(Text(host, Frequency).AsSpan().Trim(), out var kilohertz) && kilohertz > 0
            ? facts.Select(cpu => cpu with { MaximumMegahertz = kilohertz / 1000.0 })
            : facts;
    }

    private static Reading<BoardFacts> Board(IHostSource host)
    {
        var board = new BoardFacts(
            Firmware(host, "sys_vendor"), Firmware(host, "product_name"), Firmware(host, "board_vendor"), Firmware(host, "board_name"),
            Firmware(host, "bios_vendor"), Firmware(host, "bios_version"), Firmware(host, "bios_date"));
        if (board == new BoardFacts(null, null, null, null, null, null, null))
        {
            return FirmwareText.Meaningful(Text(host, "/proc/device-tree/model")) is { } model
                ? Reading.Of(board with { Product = model })
                : Reading.Absent<BoardFacts>("the firmware describes no board");
        }

        return Reading.Of(board);
    }

    private static string? Firmware(IHostSource host, string file) => FirmwareText.Meaningful(Text(host, $"{Dmi}/{file}"));

    private static Reading<IdentityFacts> Identity(IHostSource host)
    {
        var machine = FirmwareText.MachineId(Text(host, "/etc/machine-id"));
        var product = FirmwareText.Uuid(Text(host, $"{Dmi}/product_uuid"));
        return machine is null && product is null
            ? Reading.Absent<IdentityFacts>("neither a machine-id nor a product UUID can be read")
            : Reading.Of(new IdentityFacts(machine, product));
    }

    private static string? Container(IHostSource host) => VirtualizationText.Container(new ContainerEvidence
    {
        SystemdContainer = Text(host, "/run/systemd/container"),
        InitEnvironment = Text(host, "/proc/1/environ"),
        HasDockerFile = host.Read("/.dockerenv").State != FileState.Missing,
        HasPodmanFile = host.Read("/run/.containerenv").State != FileState.Missing,
        InitCgroup = Text(host, "/proc/1/cgroup"),
        Kernel = Text(host, Kernel),
    });

    private static string? Hypervisor(IHostSource host, in FileText cpuInfo) => VirtualizationText.Hypervisor(new HypervisorEvidence
    {
        SystemVendor = Text(host, $"{Dmi}/sys_vendor"),
        Product = Text(host, $"{Dmi}/product_name"),
        BiosVendor = Text(host, $"{Dmi}/bios_vendor"),
        HypervisorType = Text(host, "/sys/hypervisor/type"),
        ClockSources = Text(host, ClockSources),
        CpuInfo = cpuInfo.State == FileState.Text ? cpuInfo.Text : null,
        DeviceTree = Text(host, "/proc/device-tree/hypervisor/compatible"),
    });

    private static string? Text(IHostSource host, string path) => host.Read(path) is { State: FileState.Text } file ? file.Text : null;
}
