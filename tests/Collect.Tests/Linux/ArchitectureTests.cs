using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Linux.Memory;

namespace Proxima.Collect.Tests.Linux;

/// <summary>Other architectures, and kernels from 2.4 to 6.</summary>
public sealed class ArchitectureTests
{
    private const string ArmV6 = "Processor\t: ARMv6-compatible processor rev 7 (v6l)\nBogoMIPS\t: 697.95\n"
        + "CPU implementer\t: 0x41\nCPU part\t: 0xb76\n\nHardware\t: BCM2708\n";
    private const string ArmV7 = "processor\t: 0\nmodel name\t: ARMv7 Processor rev 4 (v7l)\nCPU implementer\t: 0x41\n"
        + "CPU part\t: 0xd03\n\nprocessor\t: 1\nmodel name\t: ARMv7 Processor rev 4 (v7l)\nCPU implementer\t: 0x41\nCPU part\t: 0xd03\n";
    private const string ArmV8 = "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n"
        + "CPU architecture: 8\nCPU part\t: 0xd0c\n";
    private const string ArmNamed = "processor\t: 0\nmodel name\t: Feroceon 88FR131 rev 1 (v5l)\nCPU implementer\t: 0x56\n"
        + "CPU part\t: 0x131\n";
    private const string ArmUnknown = "processor\t: 0\nCPU implementer\t: 0x61\nCPU part\t: 0x022\n";
    private const string Power = "processor\t: 0\ncpu\t\t: POWER9, altivec supported\nclock\t\t: 2300.000000MHz\n"
        + "revision\t: 2.2 (pvr 004e 1202)\n\nprocessor\t: 1\ncpu\t\t: POWER9, altivec supported\nclock\t\t: 2300.000000MHz\n\n"
        + "timebase\t: 512000000\n";
    private const string PowerPc = "cpu\t\t: 604r\nclock\t\t: unknown\nrevision\t: 49.2 (pvr 0009 3102)\nbogomips\t: 299.00\n"
        + "machine\t\t: PReP Utah (Powerstack II Pro4000)\n";
    private const string Mips = "system type\t\t: SGI Indy\nprocessor\t\t: 0\ncpu model\t\t: R4400SC V5.0  FPU V0.0\n";
    private const string Sparc = "cpu\t\t: TI UltraSparc IIIi (Jalapeno)\nfpu\t\t: UltraSparc IIIi integrated FPU\n"
        + "ncpus probed\t: 2\nncpus active\t: 2\n";
    private const string S390 = "vendor_id       : IBM/S390\n# processors    : 4\nbogomips per cpu: 21881.00\n"
        + "processor 0: version = FF,  identification = 0E1234,  machine = 8561\n"
        + "processor 1: version = FF,  identification = 0E1234,  machine = 8561\n";
    private const string RiscV = "processor\t: 0\nhart\t\t: 2\nisa\t\t: rv64imafdc\nmmu\t\t: sv39\nuarch\t\t: sifive,u74-mc\n";
    private const string LoongArch = "system type\t\t: generic-loongson-machine\n\nprocessor\t\t: 0\npackage\t\t\t: 0\n"
        + "Model Name\t\t: Loongson-3A5000\n";
    private const string Alpha = "cpu\t\t\t: Alpha\ncpu model\t\t: EV67\nsystem type\t\t: Tsunami\ncpus detected\t\t: 1\n";
    private const string Itanium = "processor  : 0\nvendor     : GenuineIntel\narch       : IA-64\nfamily     : Itanium 2\n\n"
        + "processor  : 1\nvendor     : GenuineIntel\nfamily     : Itanium 2\n";

    [Theory]
    [InlineData(ArmV6, "ARM1176", 1)]
    [InlineData(ArmV7, "ARM Cortex-A53", 2)]
    [InlineData(ArmV8, "ARM Neoverse-N1", 1)]
    [InlineData(ArmNamed, "Feroceon 88FR131 rev 1 (v5l)", 1)]
    [InlineData(ArmUnknown, "implementer 0x61, part 0x022", 1)]
    [InlineData(Power, "POWER9, altivec supported", 2)]
    [InlineData(PowerPc, "604r", 1)]
    [InlineData(Mips, "R4400SC V5.0  FPU V0.0", 1)]
    [InlineData(Sparc, "TI UltraSparc IIIi (Jalapeno)", 2)]
    [InlineData(S390, "IBM/S390", 4)]
    [InlineData(RiscV, "sifive,u74-mc", 1)]
    [InlineData(LoongArch, "Loongson-3A5000", 1)]
    [InlineData(Alpha, "EV67", 1)]
    [InlineData(Itanium, "GenuineIntel Itanium 2", 2)]
    public void A_processor_has_a_name_and_its_threads_on_every_architecture(string text, string model, int threads)
    {
        var cpu = CpuInfoText.Parse(text).Value.ShouldNotBeNull();

        cpu.Model.ShouldBe(model);
        cpu.Threads.ShouldBe(threads);
        Kinds.Parse("proc", text, null).Json.ShouldNotBeNull("the shape is known");
    }

    [Theory]
    [InlineData(Power, 2300.0)]
    [InlineData(PowerPc, null)]
    [InlineData(ArmV7, null)]
    public void Only_a_nominal_clock_is_a_maximum(string text, double? megahertz)
        => CpuInfoText.Parse(text).Value.ShouldNotBeNull().MaximumMegahertz.ShouldBe(megahertz);

    [Theory]
    [InlineData("flags : fpu vme\n")]
    [InlineData("processor : 0\nmodel name : unknown\n")]
    [InlineData("no colon\n")]
    [InlineData("")]
    public void A_processor_without_a_name_fails(string text) => CpuInfoText.Parse(text).Failed.ShouldNotBeNull();

    /// <summary>2.4 has four columns, 2.6.0 seven, 2.6.11 steal, 2.6.24 guest, 2.6.33 guest nice.</summary>
    [Theory]
    [InlineData("cpu  1 2 3 4", 0, 0, 0)]
    [InlineData("cpu  1 2 3 4 5 6 7", 5, 0, 0)]
    [InlineData("cpu  1 2 3 4 5 6 7 8", 5, 8, 0)]
    [InlineData("cpu  1 2 3 4 5 6 7 8 9", 5, 8, 9)]
    [InlineData("cpu  1 2 3 4 5 6 7 8 9 10", 5, 8, 9)]
    [InlineData("cpu  1 2 3 4 5 6 7 8 9 10 11 12", 5, 8, 9)]
    public void Cpu_columns_of_every_kernel(string line, long ioWait, long steal, long guest)
    {
        var total = CpuText.Parse($"{line}\nctxt 5\nprocesses 6\n").Value.ShouldNotBeNull().Total;

        (total.User, total.Idle, total.IoWait, total.Steal, total.Guest).ShouldBe((1, 4, ioWait, steal, guest));
    }

    [Theory]
    [InlineData(" 0 0 0 0 0 0 0 0 0 0 0")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19")]
    public void Disk_columns_of_every_kernel(string counters)
        => DisksText.Parse($"   8 0 sda{counters}\n", []).Value.ShouldNotBeNull().Disks.Count.ShouldBe(1);

    [Theory]
    [InlineData(" 1 2 3 4")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12 13 14")]
    [InlineData(" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    public void Disk_columns_of_no_kernel_fail(string counters) => DisksText.Parse($"   8 0 sda{counters}\n", []).Failed.ShouldNotBeNull();

    [Fact]
    public void Short_lines_of_partitions_before_2_6_25_are_no_fault()
        => DisksText.Parse("   3    0 hda 446216 784926 9550688 4382310 424847 312726 5922052 19310380 0 3376340 23705160\n"
            + "   3    1 hda1 35486 38030 38030 38030\n", [])
            .Value.ShouldNotBeNull().Disks.Select(disk => disk.Name).ShouldBe(["hda"]);

    [Fact]
    public void Memory_of_kernel_2_4_and_of_a_container()
    {
        const string old = "        total:    used:    free:\nMem:  1 2 3\nMemTotal:      1000 kB\nMemFree:        100 kB\n"
            + "MemShared:        0 kB\nBuffers:         50 kB\nCached:         300 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n";
        const string container = "MemTotal:        2097152 kB\nMemFree:           10976 kB\nMemAvailable:     818588 kB\n"
            + "Buffers:               0 kB\nCached:           807612 kB\nShmem:               216 kB\n";

        MemoryText.Parse(old).Value.ShouldNotBeNull().AvailableBytes.ShouldBe(450 * 1024);
        MemoryText.Parse(container).Value.ShouldNotBeNull().AvailableBytes.ShouldBe(818588 * 1024);
    }

    [Fact]
    public void Memory_whose_available_part_cannot_even_be_estimated_fails()
        => MemoryText.Parse("MemTotal: 1000 kB\nMemFree: 100 kB\n").Failed.ShouldNotBeNull().ShouldContain("MemAvailable");

    [Fact]
    public void A_version_is_a_release_and_the_whole_line()
        => KernelVersionText.Parse("Linux version 6.8.12-4-pve (build@proxmox) (gcc) #1 SMP\n").Value
            .ShouldBe(new KernelVersion("6.8.12-4-pve", "Linux version 6.8.12-4-pve (build@proxmox) (gcc) #1 SMP"));

    [Theory]
    [InlineData("")]
    [InlineData("Linux version \n")]
    [InlineData("Darwin Kernel Version 20\n")]
    public void A_version_that_is_none_fails(string text) => KernelVersionText.Parse(text).Failed.ShouldNotBeNull();
}
