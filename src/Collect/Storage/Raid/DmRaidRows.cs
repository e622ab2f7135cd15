using System.Globalization;
using System.Text.RegularExpressions;

namespace Proxima.Collect.Storage.Raid;

/// <summary><c>dmraid -r</c>: <c>/dev/sda: jmicron, "jmicron_JRAID", mirror, ok, 781385728 sectors, data@ 0</c>, and the blocks of
/// <c>dmraid -s</c>.</summary>
internal static partial class DmRaidRows
{
    private const long Sector = 512;

    public static bool TryTake(RaidDraft draft, string line)
    {
        var match = Row().Match(line);
        if (!match.Success) return false;
        var bytes = long.TryParse(match.Groups["sectors"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var sectors)
            && sectors < long.MaxValue / Sector ? sectors * Sector : (long?)null;
        draft.Drive(match.Groups["device"].Value, same => same with { State = match.Groups["state"].Value, SizeBytes = bytes });
        draft.Volume(match.Groups["set"].Value, same => same with { Level = match.Groups["level"].Value,
            State = match.Groups["state"].Value });
        return true;
    }

    [GeneratedRegex(
        @"\A(?<device>/dev/\S+): \S+, ""(?<set>[^""]+)"", (?<level>[\w ]+), (?<state>[\w ]+), (?<sectors>\d+) sectors, data@ \d+\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
