using System.Text.RegularExpressions;
using Proxima.Collect.Linux.Cpu;
using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Linux.Facts;
using Proxima.Collect.Linux.Filesystems;
using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Linux.Load;
using Proxima.Collect.Linux.Memory;
using Proxima.Collect.Linux.Pressure;
using Proxima.Collect.Linux.Processes;
using Proxima.Collect.Linux.Swap;
using Proxima.Collect.Linux.Uptime;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Files of /proc, told apart by what stands in them. What matches no shape is of no kind we read.</summary>
internal static partial class ProcKind
{
    private const int PatternMilliseconds = 1000;

    /// <summary>In the order asked: the shapes that could be taken for another come last.</summary>
    private static readonly (Func<Regex> Shape, Func<string, KindResult> Parse)[] Files =
    [
        (Stat, static text => KindResult.Of(CpuText.Parse(text), KindJson.Default.CpuCounters)),
        (MemInfo, static text => KindResult.Of(MemoryText.Parse(text), KindJson.Default.MemoryGauges)),
        (VmStat, static text => KindResult.Of(VmStatText.Parse(text), KindJson.Default.VmStat)),
        (Pressure, static text => KindResult.Of(PressureText.Parse(text, "/proc/pressure"), KindJson.Default.PressureFile)),
        (NetDev, static text => KindResult.Of(NetDevText.Parse(text), KindJson.Default.NetDevTable)),
        (InetSix, static text => KindResult.Of(AddressText.Parse(text), KindJson.Default.AddressTable)),
        (Vlans, static text => KindResult.Of(VlanText.Parse(text), KindJson.Default.VlanTable)),
        (Bonds, static text => KindResult.Of(BondText.Parse(text), KindJson.Default.Bond)),
        (Swaps, static text => KindResult.Of(SwapsText.Parse(text), KindJson.Default.SwapDeviceList)),
        (ArcStats, static text => KindResult.Of(ArcText.Parse(text), KindJson.Default.ArcGauges)),
        (PidStatus, static text => KindResult.Of(PidStatusText.Parse(text), KindJson.Default.PidStatus)),
        (PidIo, static text => KindResult.Of(PidIoText.Parse(text), KindJson.Default.PidIo)),
        (PidStat, static text => KindResult.Of(PidStatText.Parse(text), KindJson.Default.PidStat)),
        (MountInfo, static text => KindResult.Of(MountText.Parse(text), KindJson.Default.MountTable)),
        (DiskStats, static text => KindResult.Of(DisksText.Parse(text, []), KindJson.Default.DiskList)),
        (CpuInfo, static text => KindResult.Of(CpuInfoText.Parse(text), KindJson.Default.CpuFacts)),
        (LoadAverage, static text => KindResult.Of(LoadText.Parse(text), KindJson.Default.LoadAverage)),
        (Uptime, static text => KindResult.Of(UptimeText.Parse(text), KindJson.Default.UptimeGauges)),
    ];

    public static KindResult Parse(string text, string? attribute)
    {
        if (attribute == "cmdline")
            return KindResult.Of(Reading.Of(new ShownCommandLine(CommandLine.Shown(text))), KindJson.Default.ShownCommandLine);
        foreach (var (shape, parse) in Files)
        {
            if (shape().IsMatch(text)) return parse(text);
        }

        return KindResult.Nothing("no file of /proc that is read");
    }

    [GeneratedRegex(@"\Acpu[ \t]+\d", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Stat();

    [GeneratedRegex(@"^MemTotal:", RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex MemInfo();

    [GeneratedRegex(@"^nr_free_pages \d", RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex VmStat();

    [GeneratedRegex(@"\A(?:some|full) avg10=", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Pressure();

    [GeneratedRegex(@"\AInter-\|\s+Receive", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex NetDev();

    [GeneratedRegex(@"\A[0-9a-f]{32} [0-9a-f]{2,8} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} +\S+$", RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex InetSix();

    [GeneratedRegex(@"\AVLAN Dev name", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Vlans();

    [GeneratedRegex(@"\AEthernet Channel Bonding Driver", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Bonds();

    [GeneratedRegex(@"\AFilename\s+Type\s+Size\s+Used", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Swaps();

    [GeneratedRegex(@"^c_min\s+\d+\s+\S", RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex ArcStats();

    [GeneratedRegex(@"\AName:[ \t][^\n]*\n(?:[^\n]*\n){1,8}?Pid:[ \t]", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex PidStatus();

    [GeneratedRegex(@"\Archar: ", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex PidIo();

    [GeneratedRegex(@"\A\d+ \(.*\) [A-Za-z] -?\d+ ", RegexOptions.Singleline, PatternMilliseconds)]
    private static partial Regex PidStat();

    [GeneratedRegex(@"\A\d+ \d+ \d+:\d+ \S+ +/\S* .* - ", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex MountInfo();

    [GeneratedRegex(@"\A *\d+ +\d+ +[A-Za-z][\w!-]*(?: +\d+){4,}", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex DiskStats();

    [GeneratedRegex(
        @"\A\s*(?:[Pp]rocessor(?: \d+)?|cpu|cpu model|vendor_id|model name|system type)[ \t]*:",
        RegexOptions.None, PatternMilliseconds)]
    private static partial Regex CpuInfo();

    [GeneratedRegex(@"\A\d+\.\d+ \d+\.\d+ \d+\.\d+ \d+/\d+ \d+\s*\z", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex LoadAverage();

    [GeneratedRegex(@"\A\d+\.\d+ \d+\.\d+\s*\z", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Uptime();
}
