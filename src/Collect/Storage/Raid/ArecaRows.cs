using System.Text.RegularExpressions;
using Proxima.Collect.Storage.Smart;

namespace Proxima.Collect.Storage.Raid;

/// <summary>
/// Areca's <c>cli64</c>: <c>disk info</c> ("9  02  SLOT 01 ST31500341AS  1500.3GB  Raid Set # 000", without enclosures "1  1  model …"),
/// <c>rsf info</c> (raid sets) and <c>vsf info</c> (volumes), each a row a thing. Sizes are powers of ten.
/// </summary>
internal static partial class ArecaRows
{
    public static bool TryTake(RaidDraft draft, string line)
    {
        if (line.StartsWith("GuiErrMsg<", StringComparison.Ordinal))
        {
            draft.IsKnown = true;
            return true;
        }

        if (Disk().Match(line) is { Success: true } disk)
        {
            draft.IsKnown = true;
            if (disk.Groups["model"].Value.Trim() is "N.A." or "") return true;
            draft.Drive(disk.Groups["id"].Value, same => same with
            {
                Model = SmartFigures.Words(disk.Groups["model"].Value),
                State = SmartFigures.Words(disk.Groups["state"].Value),
                SizeBytes = RaidFigures.DecimalSize(disk.Groups["size"].Value.Replace("GB", " GB", StringComparison.Ordinal)),
            });
            return true;
        }

        if (Set().Match(line) is not { Success: true } set) return false;
        draft.Volume(set.Groups["id"].Value, same => same with
        {
            Name = SmartFigures.Words(set.Groups["name"].Value),
            Level = set.Groups["level"].Success ? set.Groups["level"].Value : null,
            State = SmartFigures.Words(set.Groups["state"].Value),
            SizeBytes = RaidFigures.DecimalSize(set.Groups["size"].Value.Replace("GB", " GB", StringComparison.Ordinal)),
        });
        return true;
    }

    [GeneratedRegex(
        @"\A(?<id>\d+)\s+(?:\d\d\s+\S+?(?:#| )\s?\d+\s+|\d+\s+)(?<model>\S.*?)\s+(?<size>\d+\.\dGB)\s{2,}(?<state>\S.*)\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Disk();

    [GeneratedRegex(
        @"\A(?<id>\d+)\s+(?<name>\S.*?)\s+(?:\d+\s+(?<size>\d+\.\dGB)\s+\d+\.\dGB\s+\S+"
            + @"|(?<set>\S.*?)\s+(?<level>(?:Raid|JBOD|Single)\S*)\s+(?<size>\d+\.\dGB)\s+\S+)\s+(?<state>[A-Z][\w().% -]*)\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Set();
}
