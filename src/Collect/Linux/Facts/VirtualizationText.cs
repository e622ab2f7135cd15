namespace Proxima.Collect.Linux.Facts;

/// <summary>What files tell of a container around us; null where a file is missing or may not be read.</summary>
internal sealed record ContainerEvidence
{
    /// <summary>/run/systemd/container: systemd's own finding, container_interface.</summary>
    public string? SystemdContainer { get; init; }

    /// <summary>/proc/1/environ, for root.</summary>
    public string? InitEnvironment { get; init; }
    public bool HasDockerFile { get; init; }
    public bool HasPodmanFile { get; init; }
    public string? InitCgroup { get; init; }

    /// <summary>/proc/sys/kernel/osrelease.</summary>
    public string? Kernel { get; init; }
}

/// <summary>What files tell of a hypervisor below us.</summary>
internal sealed record HypervisorEvidence
{
    public string? SystemVendor { get; init; }
    public string? Product { get; init; }
    public string? BiosVendor { get; init; }

    /// <summary>/sys/hypervisor/type.</summary>
    public string? HypervisorType { get; init; }

    /// <summary>available_clocksource.</summary>
    public string? ClockSources { get; init; }
    public string? CpuInfo { get; init; }

    /// <summary>/proc/device-tree/hypervisor/compatible.</summary>
    public string? DeviceTree { get; init; }
}

/// <summary>Containers and hypervisors in the words of systemd-detect-virt(1).</summary>
internal static class VirtualizationText
{
    /// <summary>DMI texts and what they mean; the order matters where one product runs on another's firmware.</summary>
    private static readonly (string Text, string Name)[] Vendors =
    [
        ("KVM", "kvm"), ("OpenStack", "kvm"), ("KubeVirt", "kvm"), ("Amazon EC2", "amazon"), ("QEMU", "qemu"), ("VMware", "vmware"),
        ("VMW", "vmware"), ("innotek GmbH", "oracle"), ("VirtualBox", "oracle"), ("Xen", "xen"),
        ("Bochs", "bochs"), ("Parallels", "parallels"),
        ("BHYVE", "bhyve"), ("Apple Virtualization", "apple"), ("Google Compute Engine", "google"), ("Hyper-V", "microsoft"),
    ];

    public static string? Container(ContainerEvidence evidence)
    {
        if (evidence.SystemdContainer?.Trim() is { Length: > 0 } systemd) return systemd;
        if (FromEnvironment(evidence.InitEnvironment) is { } named) return named;
        if (evidence.HasPodmanFile) return "podman";
        if (evidence.HasDockerFile) return "docker";
        if (evidence.Kernel?.Contains("WSL", StringComparison.OrdinalIgnoreCase) == true) return "wsl";
        var cgroup = evidence.InitCgroup ?? string.Empty;
        return cgroup.Contains("/docker", StringComparison.Ordinal) ? "docker"
            : cgroup.Contains("/kubepods", StringComparison.Ordinal) ? "kubernetes"
            : cgroup.Contains("/lxc", StringComparison.Ordinal) ? "lxc" : null;
    }

    public static string? Hypervisor(HypervisorEvidence evidence)
    {
        var type = evidence.HypervisorType?.Trim();
        if (!string.IsNullOrEmpty(type)) return type;
        if (FromDmi(evidence) is { } named) return named == "qemu" && HasKvmClock(evidence) ? "kvm" : named;
        if (evidence.DeviceTree?.Contains("kvm", StringComparison.Ordinal) == true || HasKvmClock(evidence)) return "kvm";
        return evidence.ClockSources?.Contains("hyperv", StringComparison.Ordinal) == true ? "microsoft"
            : HasHypervisorFlag(evidence.CpuInfo) ? "unknown" : null;
    }

    private static bool HasKvmClock(HypervisorEvidence evidence)
        => evidence.ClockSources?.Contains("kvm-clock", StringComparison.Ordinal) == true;

    private static string? FromDmi(HypervisorEvidence evidence)
    {
        if (Is(evidence.SystemVendor, "Microsoft Corporation") && Is(evidence.Product, "Virtual Machine")) return "microsoft";
        foreach (var (text, name) in Vendors)
        {
            if (Is(evidence.Product, text) || Is(evidence.SystemVendor, text) || Is(evidence.BiosVendor, text)) return name;
        }

        return null;
    }

    private static bool Is(string? value, string text) => value?.Trim().StartsWith(text, StringComparison.Ordinal) == true;

    /// <summary><c>container=lxc</c> among NUL-ended entries.</summary>
    private static string? FromEnvironment(string? environment)
        => environment?.Split('\0')
            .FirstOrDefault(entry => entry.StartsWith("container=", StringComparison.Ordinal))?[10..] is { Length: > 0 } name
            ? name
            : null;

    /// <summary>The flag <c>hypervisor</c> of x86: there is one, and it does not say which.</summary>
    private static bool HasHypervisorFlag(string? cpuInfo)
    {
        var lines = new Lines(cpuInfo);
        while (lines.Next(out var line))
        {
            if (line.StartsWith("flags")) return line.EndsWith(" hypervisor") || line.Contains(" hypervisor ", StringComparison.Ordinal);
        }

        return false;
    }
}
