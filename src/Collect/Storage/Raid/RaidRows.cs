using System.Text.RegularExpressions;
using Proxima.Collect.Storage.Smart;

namespace Proxima.Collect.Storage.Raid;

/// <summary>
/// Programs that print a row for each thing: storcli's tables, ssacli's short form, mpt-status, tw_cli, the lists of sas2ircu.
/// </summary>
internal static partial class RaidRows
{
    private const int PatternMilliseconds = 1000;

    public static bool TryTake(RaidDraft draft, string line)
        => TryStorcli(draft, line) || TrySsacli(draft, line) || TryMpt(draft, line) || TryTwCli(draft, line) || ArecaRows.TryTake(draft,
            line)
            || DmRaidRows.TryTake(draft, line) || TrySas(draft, line);

    /// <summary>
    /// "252:0  34 Onln 0 14.551 TB SATA HDD N N 512B ST16000NM001G U -" and "0/0 RAID1 Optl RW Yes RWBD - OFF 931.0 GB name".
    /// </summary>
    private static bool TryStorcli(RaidDraft draft, string line)
    {
        if (StorcliDrive().Match(line) is { Success: true } drive)
        {
            draft.Drive(drive.Groups["id"].Value, same => same with
            {
                State = drive.Groups["state"].Value,
                SizeBytes = RaidFigures.Size(drive.Groups["size"].Value),
                IsSolidState = drive.Groups["medium"].Value == "SSD",
                Model = SmartFigures.Words(drive.Groups["model"].Value),
            });
            return true;
        }

        if (StorcliVolume().Match(line) is not { Success: true } volume) return false;
        draft.Volume(volume.Groups["id"].Value, same => same with
        {
            Level = volume.Groups["level"].Value,
            State = volume.Groups["state"].Value,
            SizeBytes = RaidFigures.Size(volume.Groups["size"].Value),
            Name = SmartFigures.Words(volume.Groups["name"].Value),
        });
        return true;
    }

    /// <summary>"physicaldrive 1I:1:1 (port 1I:box 1:bay 1, SATA SSD, 1.9 TB, OK)", "logicaldrive 1 (5.2 TB, RAID 1+0, OK)".</summary>
    private static bool TrySsacli(RaidDraft draft, string line)
    {
        if (SsacliDrive().Match(line) is { Success: true } drive)
        {
            draft.Drive(drive.Groups["id"].Value, same => same with
            {
                State = drive.Groups["state"].Value,
                SizeBytes = same.SizeBytes ?? RaidFigures.DecimalSize(drive.Groups["size"].Value),
                IsSolidState = drive.Groups["type"].Value.Contains("SSD", StringComparison.Ordinal)
                    || drive.Groups["type"].Value.Contains("Solid", StringComparison.Ordinal),
            });
            return true;
        }

        if (SsacliVolume().Match(line) is not { Success: true } volume) return false;
        draft.Volume(volume.Groups["id"].Value, same => same with
        {
            State = volume.Groups["state"].Value,
            Level = volume.Groups["level"].Value,
            SizeBytes = RaidFigures.DecimalSize(volume.Groups["size"].Value),
        });
        return true;
    }

    /// <summary>"ioc0 vol_id 0 type IM, 2 phy, 73 GB, state OPTIMAL, flags ENABLED", "log_id 0 OPTIMAL".</summary>
    private static bool TryMpt(RaidDraft draft, string line)
    {
        var match = Mpt().Match(line);
        if (!match.Success) return false;
        var id = match.Groups["id"].Value;
        var size = RaidFigures.Size(match.Groups["gb"].Success ? match.Groups["gb"].Value + " GB" : match.Groups["size"].Value);
        var state = match.Groups["state"].Value;
        if (match.Groups["volume"].Success)
        {
            draft.Volume(id, same => same with { State = state, Level = SmartFigures.Words(match.Groups["type"].Value), SizeBytes = size });
        }
        else
        {
            draft.Drive(id, same => same with
            {
                State = state,
                SizeBytes = size,
                Model = SmartFigures.Words(string.Join(' ', match.Groups["model"].Value.Split(' ',
                    StringSplitOptions.RemoveEmptyEntries))) ?? same.Model,
            });
        }

        return true;
    }

    /// <summary>
    /// tw_cli: "u0 RAID-6 OK - - 256K 29802.2 Ri ON", "p8 OK u0 3.63 TB SATA - /c3/e0/slt0 WDC …", "bbu On No WeakBat …".
    /// </summary>
    private static bool TryTwCli(RaidDraft draft, string line)
    {
        var match = TwCli().Match(line);
        if (!match.Success) return false;
        if (match.Groups["unit"].Success)
        {
            draft.Volume(match.Groups["unit"].Value, same => same with
            {
                Level = match.Groups["level"].Value,
                State = match.Groups["state"].Value,
                SizeBytes = RaidFigures.Size(match.Groups["size"].Value + " GB"),
            });
        }
        else if (match.Groups["none"].Success)
        {
            draft.IsKnown = true;
        }
        else if (match.Groups["ctl"].Success)
        {
            draft.Controller(match.Groups["ctl"].Value, same => same with { Model = match.Groups["model"].Value,
                State = match.Groups["bad"].Value == "0" ? "OK" : $"{match.Groups["bad"].Value} units not optimal" });
        }
        else if (match.Groups["port"].Success)
        {
            draft.Drive(match.Groups["port"].Value, same => same with
            {
                State = match.Groups["state"].Value,
                SizeBytes = RaidFigures.Size(match.Groups["size"].Value),
                Model = SmartFigures.Words(match.Groups["model"].Value) ?? same.Model,
                Serial = SmartFigures.Words(match.Groups["serial"].Value) ?? same.Serial,
            });
        }
        else
        {
            draft.Battery("0", same => same with { Type = "bbu", State = match.Groups["state"].Value });
        }

        return true;
    }

    /// <summary>"0  SAS2008  1000h  72h  00h:05h:00h:00h  1028h  1f1eh".</summary>
    private static bool TrySas(RaidDraft draft, string line)
    {
        var match = SasList().Match(line);
        if (!match.Success) return false;
        draft.Controller(match.Groups["id"].Value, same => same with { Model = match.Groups["model"].Value });
        return true;
    }

    [GeneratedRegex(
        @"\A(?<id>\d*:\d+)\s+\d+\s+(?<state>\w+)\s+\S+\s+(?<size>[\d.]+ [KMGTP]B)\s+\w+\s+(?<medium>HDD|SSD)\s+\S+\s+"
            + @"\S+\s+\S+\s+(?<model>.+?)\s+\S(?:\s+\S+)?\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex StorcliDrive();

    [GeneratedRegex(
        @"\A(?<id>(?:\d+|-)/\d+)\s+(?<level>RAID\d+|Cac\d)\s+(?<state>\w+)\s+\S+\s+\S+\s+\S+\s+(?:\S+\s+"
            + @"){1,2}(?<size>[\d.]+ [KMGTP]B)(?:\s+(?<name>.+))?\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex StorcliVolume();

    [GeneratedRegex(@"\Aphysicaldrive (?<id>\S+) \(.*?, (?<type>[^,]+), (?<size>[\d.]+ [KMGTP]B), (?<state>[^,)]+).*\)\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex SsacliDrive();

    [GeneratedRegex(@"\Alogicaldrive (?<id>\d+) \((?<size>[\d.]+ [KMGTP]B), (?<level>[^,]+), (?<state>[^,)]+).*\)\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex SsacliVolume();

    [GeneratedRegex(
        @"\A(?:ioc:\d+ (?<volume>vol_id):(?<id>\d+) type:(?<type>\w+) .*?size\(GB\):(?<gb>\d+) state: (?<state>\w+).*"
            + @"|ioc:\d+ phys_id:(?<id>\d+) .*?product_id:(?<model>\S+) .*?size\(GB\):(?<gb>\d+) state: (?<state>\w+).*"
            + @"|ioc\d+ (?:(?<volume>vol_id) (?<id>\d+) type (?<type>\w+), .*?(?<size>\d+ [KMGTP]B)"
            + @"|phy (?<id>\d+) scsi_id \d+ (?<model>.*?), (?<size>\d+ [KMGTP]B))"
            + @", state (?<state>\w+),.*|(?:(?<volume>log_id)|phys_id):? ?(?<id>\d+) (?<state>[A-Z_]+).*)\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Mpt();

    [GeneratedRegex(
        @"\A(?:(?<unit>u\d+)\s+(?<level>RAID-\d+|SINGLE|JBOD|SPARE)\s+(?<state>[A-Z-]+)\s+\S+\s+\S+\s+\S+\s+(?<size>[\d.]+)\s.*"
            + @"|(?<port>p\d+)\s+(?<state>[A-Z-]+)\s+\S+\s+(?<size>[\d.]+ [GT]B)\s+\S+\s+\S+\s+\S+\s+"
            + @"(?<model>.+)"
            + @"|(?<port>p\d+)\s+(?<state>[A-Z-]+)\s+\S+\s+(?<size>[\d.]+ [GT]B)\s+\d+\s+(?<serial>\S+)\s*"
            + @"|(?<ctl>c\d+)\s+(?<model>\d{4}\S*)\s+\d+\s+\d+\s+\d+\s+(?<bad>\d+)\s+\d+\s+\S+\s+\S+"
            + @"|(?<none>p\d+\s+NOT-PRESENT\s.*|slot\d+\s+[A-Z-]+\s.*|/c\d+/e\d+\s.*)|bbu\s+\w+\s+\w+\s+(?<state>\w+)\s.*)\z",
        RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex TwCli();

    [GeneratedRegex(@"\A(?<id>\d+)\s+(?<model>SAS\S+)\s+\w+h\s+\w+h\s+[\w:]+\s+\w+h\s+"
        + @"\w+h\z", RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex SasList();
}
