using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Sources;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests.Linux;

public sealed class FactsTests
{
    [Fact]
    public void Quotes_and_escapes_of_os_release_are_taken_off()
    {
        var values = OsText.Parse("NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID='12'\n# note\nODD=\"a \\\"b\\\" \\$c\"\n\nbroken\n");

        values["NAME"].ShouldBe("Debian GNU/Linux");
        values["ID"].ShouldBe("debian");
        values["VERSION_ID"].ShouldBe("12");
        values["ODD"].ShouldBe("a \"b\" $c");
        values.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=x\n", "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("NAME=Alpine\nVERSION=3\n", "Alpine 3")]
    [InlineData("", null)]
    public void The_name_for_people_comes_first(string text, string? expected) => OsText.NameOf(OsText.Parse(text)).ShouldBe(expected);

    [Fact]
    public void Sockets_cores_and_threads_are_counted()
        => CpuInfoText.Parse(Samples.CpuInfo).Value.ShouldBe(new CpuFacts("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", 2, 2, 4, null));

    [Theory]
    [InlineData("processor : 0\nBogoMIPS : 108.00\nCPU implementer : 0x41\nCPU part : 0xd08\n\nprocessor : 1\nCPU part : 0xd08\n", "ARM Cortex-A72", 2)]
    [InlineData("processor : 0\nCPU implementer : 0x61\nCPU part : 0x022\n", "implementer 0x61, part 0x022", 1)]
    [InlineData("Processor : XScale-80219 rev 0 (v5l)\nHardware : Thecus N2100\n", "XScale-80219 rev 0 (v5l)", 1)]
    [InlineData("processor : 0\ncpu : PPC970FX, altivec supported\nclock : 2700.000000MHz\n", "PPC970FX, altivec supported", 1)]
    [InlineData("system type : SGI Indigo2\nprocessor : 0\ncpu model : R4400SC V5.0  FPU V0.0\n", "R4400SC V5.0  FPU V0.0", 1)]
    [InlineData("cpu : TI UltraSparc IIIi (Jalapeno)\nncpus probed : 2\nncpus active : 2\n", "TI UltraSparc IIIi (Jalapeno)", 2)]
    [InlineData("processor : 0\nvendor : GenuineIntel\nfamily : Itanium 2\n", "GenuineIntel Itanium 2", 1)]
    [InlineData("vendor_id : IBM/S390\n# processors : 3\nprocessor 0: version = FF\nprocessor 1: version = FF\n", "IBM/S390", 3)]
    public void Every_architecture_has_its_own_words(string text, string model, int threads)
    {
        var cpu = CpuInfoText.Parse(text).Value.ShouldNotBeNull();

        cpu.Model.ShouldBe(model);
        cpu.Threads.ShouldBe(threads);
        cpu.Sockets.ShouldBeNull();
    }

    [Fact]
    public void The_clock_of_power_is_its_maximum()
        => CpuInfoText.Parse("cpu : PPC970FX\nclock : 2700.5MHz\n").Value.ShouldNotBeNull().MaximumMegahertz.ShouldBe(2700.5);

    [Theory]
    [InlineData("")]
    [InlineData("processor : 0\n")]
    [InlineData("nonsense")]
    public void A_cpuinfo_that_names_no_processor_fails(string text) => CpuInfoText.Parse(text).Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("To Be Filled By O.E.M.\n", null)]
    [InlineData("Default string", null)]
    [InlineData("System Product Name", null)]
    [InlineData("OEM", null)]
    [InlineData("OEMaster 3000", "OEMaster 3000")]
    [InlineData("0000000000", null)]
    [InlineData("........", null)]
    [InlineData(" PowerEdge R730 \n", "PowerEdge R730")]
    [InlineData("None", null)]
    [InlineData("Nonesuch", "Nonesuch")]
    [InlineData(null, null)]
    public void Fillers_of_firmware_are_dropped(string? text, string? expected) => FirmwareText.Meaningful(text).ShouldBe(expected);

    [Theory]
    [InlineData("4C4C4544-0043-3010-8052-B4C04F564231\n", "4c4c4544-0043-3010-8052-b4c04f564231")]
    [InlineData("03000200-0400-0500-0006-000700080009\n", null)]
    [InlineData("00000000-0000-0000-0000-000000000000", null)]
    [InlineData("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", null)]
    [InlineData("Not Settable", null)]
    [InlineData(null, null)]
    public void An_id_that_thousands_of_boards_share_is_none(string? text, string? expected) => FirmwareText.Uuid(text).ShouldBe(expected);

    [Theory]
    [InlineData("0123456789abcdef0123456789ABCDEF\n", "0123456789abcdef0123456789abcdef")]
    [InlineData("uninitialized\n", null)]
    [InlineData("00000000000000000000000000000000\n", null)]
    public void A_machine_id_has_32_digits(string? text, string? expected) => FirmwareText.MachineId(text).ShouldBe(expected);

    [Theory]
    [InlineData("Europe/Berlin\n", null, "Europe/Berlin")]
    [InlineData(null, "/usr/share/zoneinfo/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData(null, "../usr/share/zoneinfo/Etc/GMT+1", "Etc/GMT+1")]
    [InlineData("Europe/Berlin\n", "/usr/share/zoneinfo/UTC", "UTC")]
    [InlineData("; rm -rf\n", null, null)]
    [InlineData(null, "/srv/my-own-zone", null)]
    [InlineData(null, null, null)]
    public void The_zone_is_what_the_c_library_follows(string? file, string? link, string? expected) => ZoneText.Parse(file, link).ShouldBe(expected);

    [Fact]
    public void A_container_is_known_by_what_it_leaves_in_files()
    {
        VirtualizationText.Container(new ContainerEvidence()).ShouldBeNull();
        VirtualizationText.Container(new ContainerEvidence { SystemdContainer = "lxc\n" }).ShouldBe("lxc");
        VirtualizationText.Container(new ContainerEvidence { InitEnvironment = "PATH=/\0container=systemd-nspawn\0" }).ShouldBe("systemd-nspawn");
        VirtualizationText.Container(new ContainerEvidence { HasDockerFile = true }).ShouldBe("docker");
        VirtualizationText.Container(new ContainerEvidence { HasPodmanFile = true, HasDockerFile = true }).ShouldBe("podman");
        VirtualizationText.Container(new ContainerEvidence { InitCgroup = "0::/kubepods/pod1\n" }).ShouldBe("kubernetes");
        VirtualizationText.Container(new ContainerEvidence { Kernel = "5.15.0-microsoft-standard-WSL2" }).ShouldBe("wsl");
    }

    [Fact]
    public void A_hypervisor_is_known_by_firmware_clock_or_flag()
    {
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "Dell Inc.", Product = "PowerEdge" }).ShouldBeNull();
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "QEMU", ClockSources = "kvm-clock tsc" }).ShouldBe("kvm");
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "QEMU", ClockSources = "tsc" }).ShouldBe("qemu");
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "VMware, Inc." }).ShouldBe("vmware");
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "Microsoft Corporation", Product = "Virtual Machine" }).ShouldBe("microsoft");
        VirtualizationText.Hypervisor(new HypervisorEvidence { SystemVendor = "Microsoft Corporation", Product = "Surface" }).ShouldBeNull();
        VirtualizationText.Hypervisor(new HypervisorEvidence { HypervisorType = "xen\n" }).ShouldBe("xen");
        VirtualizationText.Hypervisor(new HypervisorEvidence { CpuInfo = "flags : fpu hypervisor lahf_lm\n" }).ShouldBe("unknown");
    }

    [Fact]
    public void The_collector_joins_what_the_files_say()
    {
        var facts = Collect(new Dictionary<string, string>
        {
            ["/proc/sys/kernel/hostname"] = "pve1\n",
            ["/proc/sys/kernel/osrelease"] = "6.8.12-4-pve\n",
            ["/etc/os-release"] = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n",
            ["/proc/cpuinfo"] = Samples.CpuInfo,
            ["/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"] = "3300000\n",
            ["/sys/class/dmi/id/sys_vendor"] = "Supermicro\n",
            ["/sys/class/dmi/id/product_name"] = "To be filled by O.E.M.\n",
            ["/etc/machine-id"] = "0123456789abcdef0123456789abcdef\n",
        });

        facts.HostName.ShouldBe("pve1");
        facts.Os.Value.ShouldBe(new OsFacts("Debian GNU/Linux 12 (bookworm)", "debian", "12", "6.8.12-4-pve", "riscv64"));
        facts.Cpu.Value.ShouldNotBeNull().MaximumMegahertz.ShouldBe(3300);
        facts.Board.Value.ShouldBe(new BoardFacts("Supermicro", null, null, null, null, null, null));
        facts.Identity.Value.ShouldBe(new IdentityFacts("0123456789abcdef0123456789abcdef", null));
        facts.TimeZone.ShouldBeNull();
        facts.Container.ShouldBeNull();
    }

    [Fact]
    public void A_host_that_says_nothing_has_unknown_facts_and_no_invented_ones()
    {
        var facts = Collect([]);

        facts.HostName.ShouldBe("unknown");
        facts.Os.Failed.ShouldNotBeNull();
        facts.Cpu.Failed.ShouldNotBeNull();
        facts.Board.Absent.ShouldNotBeNull();
        facts.Identity.Absent.ShouldNotBeNull();
    }

    [Fact]
    public void A_board_without_dmi_is_named_by_its_device_tree()
        => Collect(new Dictionary<string, string> { ["/proc/device-tree/model"] = "Raspberry Pi 4 Model B Rev 1.4\0" }).Board.Value.ShouldNotBeNull()
            .Product.ShouldBe("Raspberry Pi 4 Model B Rev 1.4");

    private static HostFacts Collect(Dictionary<string, string> files)
    {
        using var kernel = new FakeKernel();
        return new FactsCollector(kernel).Collect(new RecordedHost(files)).Value.ShouldNotBeNull();
    }
}
