using System.Text.RegularExpressions;
using Proxima.Collect.KindsOf.Net;
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

/// <summary>
/// Files of /proc, told apart by what stands in them. What matches no shape is of no kind we read, unless the file's name says that it
/// should have: then it is broken.
/// </summary>
internal static partial class ProcKind
{
    private const int PatternMilliseconds = 1000;

    /// <summary>In the order asked: the shapes that could be taken for another come last.</summary>
    private static readonly (Func<string, bool> Matches, Func<string, KindResult> Parse)[] Files =
    [
        (static text => Stat().IsMatch(text), static text => KindResult.Of(CpuText.Parse(text), KindJson.Default.CpuCounters)),
        (static text => MemInfo().IsMatch(text), static text => KindResult.Of(MemoryText.Parse(text), KindJson.Default.MemoryGauges)),
        (static text => VmStat().IsMatch(text), static text => KindResult.Of(VmStatText.Parse(text), KindJson.Default.VmStat)),
        (static text => Pressure().IsMatch(text),
            static text => KindResult.Of(PressureText.Parse(text, "/proc/pressure"), KindJson.Default.PressureFile)),
        (static text => NetDev().IsMatch(text), static text => KindResult.Of(NetDevText.Parse(text), KindJson.Default.NetDevTable)),
        (static text => InetSix().IsMatch(text), static text => KindResult.Of(AddressText.Parse(text), KindJson.Default.AddressTable)),
        (static text => Vlans().IsMatch(text), static text => KindResult.Of(VlanText.Parse(text), KindJson.Default.VlanTable)),
        (static text => Bonds().IsMatch(text), static text => KindResult.Of(BondText.Parse(text), KindJson.Default.Bond)),
        (static text => Swaps().IsMatch(text), static text => KindResult.Of(SwapsText.Parse(text), KindJson.Default.SwapDeviceList)),
        (static text => ArcStats().IsMatch(text), static text => KindResult.Of(ArcText.Parse(text), KindJson.Default.ArcGauges)),
        (static text => PidStatus().IsMatch(text), static text => KindResult.Of(PidStatusText.Parse(text), KindJson.Default.PidStatus)),
        (static text => PidIo().IsMatch(text), static text => KindResult.Of(PidIoText.Parse(text), KindJson.Default.PidIo)),
        (static text => PidStat().IsMatch(text), static text => KindResult.Of(PidStatText.Parse(text), KindJson.Default.PidStat)),
        (static text => Routes().IsMatch(text), static text => KindResult.Of(KernelRouteText.Parse(text), KindJson.Default.RouteTable)),
        (KernelRouteV6Text.Matches, static text => KindResult.Of(KernelRouteV6Text.Parse(text), KindJson.Default.RouteTable)),
        (static text => MountInfo().IsMatch(text), static text => KindResult.Of(MountText.Parse(text), KindJson.Default.MountTable)),
        (static text => Mounts().IsMatch(text), static text => KindResult.Of(MountLineText.Parse(text), KindJson.Default.MountLineTable)),
        (static text => Version().IsMatch(text),
            static text => KindResult.Of(KernelVersionText.Parse(text), KindJson.Default.KernelVersion)),
        (static text => DiskStats().IsMatch(text), static text => KindResult.Of(DisksText.Parse(text, []), KindJson.Default.DiskList)),
        (static text => CpuInfo().IsMatch(text), static text => KindResult.Of(CpuInfoText.Parse(text), KindJson.Default.CpuFacts)),
        (static text => LoadAverage().IsMatch(text), static text => KindResult.Of(LoadText.Parse(text), KindJson.Default.LoadAverage)),
        (static text => Uptime().IsMatch(text), static text => KindResult.Of(UptimeText.Parse(text), KindJson.Default.UptimeGauges)),
    ];

    /// <summary>Files whose name alone says what they are. Text of another shape in them is reported as broken by their parser.</summary>
    private static readonly Dictionary<string, Func<string, KindResult>> Named = new(StringComparer.Ordinal)
    {
        ["meminfo"] = static text => KindResult.Of(MemoryText.Parse(text), KindJson.Default.MemoryGauges),
        ["vmstat"] = static text => KindResult.Of(VmStatText.Parse(text), KindJson.Default.VmStat),
        ["loadavg"] = static text => KindResult.Of(LoadText.Parse(text), KindJson.Default.LoadAverage),
        ["uptime"] = static text => KindResult.Of(UptimeText.Parse(text), KindJson.Default.UptimeGauges),
        ["diskstats"] = static text => KindResult.Of(DisksText.Parse(text, []), KindJson.Default.DiskList),
        ["swaps"] = static text => KindResult.Of(SwapsText.Parse(text), KindJson.Default.SwapDeviceList),
        ["mountinfo"] = static text => KindResult.Of(MountText.Parse(text), KindJson.Default.MountTable),
        ["cpuinfo"] = static text => KindResult.Of(CpuInfoText.Parse(text), KindJson.Default.CpuFacts),
        ["if_inet6"] = static text => KindResult.Of(AddressText.Parse(text), KindJson.Default.AddressTable),
        ["net_if_inet6"] = static text => KindResult.Of(AddressText.Parse(text), KindJson.Default.AddressTable),
        ["net_dev"] = static text => KindResult.Of(NetDevText.Parse(text), KindJson.Default.NetDevTable),
        ["arcstats"] = static text => KindResult.Of(ArcText.Parse(text), KindJson.Default.ArcGauges),
    };

    public static KindResult Parse(string text, string? attribute)
    {
        if (attribute == "cmdline")
            return KindResult.Of(Reading.Of(new ShownCommandLine(CommandLine.Shown(text))), KindJson.Default.ShownCommandLine);
        foreach (var (matches, parse) in Files)
        {
            if (matches(text)) return parse(text);
        }

        if (attribute is not null && Named.TryGetValue(attribute, out var named)) return named(text);
        return KindResult.Nothing(text[0] is '{' or '[' ? "JSON, no file of the kernel" : "no file of /proc that is read");
    }

    [GeneratedRegex(@"\Acpu\d*[ \t]+[^\s:]", RegexOptions.None, PatternMilliseconds)]
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

    [GeneratedRegex(@"\AIface\s+Destination\s+Gateway", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Routes();

    [GeneratedRegex(@"\A\S+ /\S* \S+ (?:rw|ro)[^ \n]* \d+ \d+$", RegexOptions.Multiline, PatternMilliseconds)]
    private static partial Regex Mounts();

    [GeneratedRegex(@"\ALinux version \S", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Version();

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
        @"\A\s*(?:[Pp]rocessor(?: \d+)?|cpu(?: model| family|s)?|CPU(?:-Family| count)?|vendor(?:_id)?|model name|system type"
            + @"|machine|family|Hardware)[ \t]*:",
        RegexOptions.None, PatternMilliseconds)]
    private static partial Regex CpuInfo();

    [GeneratedRegex(@"\A\d+\.\d+ \d+\.\d+ \d+\.\d+ \d+/\d+ \d+\s*\z", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex LoadAverage();

    /// <summary>Without its line end it could as well be the beginning of loadavg.</summary>
    [GeneratedRegex(@"\A\d+\.\d+ \d+\.\d+\n\s*\z", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Uptime();
}
