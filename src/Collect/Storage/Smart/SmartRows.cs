using System.Buffers;
using System.Text.RegularExpressions;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Rows of the tables in the text of smartctl: attributes, self-tests, SCSI error counters, device statistics.</summary>
internal static partial class SmartRows
{
    private const int PatternMilliseconds = 1000;
    private const int MostAttributes = 256;
    private const int MostTests = 64;
    private const int LongestRow = 400;
    private static readonly SearchValues<char> Flags = SearchValues.Create("POSRCK-+");

    /// <summary>True when the line was a row of one of the tables.</summary>
    public static bool TryTake(SmartDraft draft, ReadOnlySpan<char> line, bool isNvmeTests, bool isCut)
    {
        if (line.Length > LongestRow || line.IsEmpty) return false;
        return TryWrapped(draft, line) || TryAttribute(draft, line, isCut) || TryErrorCounter(draft, line) || TryStatistic(draft, line)
            || TryTest(draft, line.ToString(), isNvmeTests);
    }

    /// <summary>
    /// "  5 Reallocated_Sector_Ct PO--CK 100 100 010 - 0", or with FLAG 0x0033 and TYPE, UPDATED, WHEN_FAILED before the raw value.
    /// Of a row that was cut off the raw value may be short, so it is dropped.
    /// </summary>
    private static bool TryAttribute(SmartDraft draft, ReadOnlySpan<char> line, bool isCut)
    {
        var fields = new Linux.Fields(line);
        if (!fields.Next(out var id) || SmartFigures.Number(id) is not ({ } number and > 0 and < 256) || !IsId(id)) return false;
        if (!fields.Next(out var name) || name.Length < 3 || !fields.Next(out var flags)) return false;
        var isLong = flags.StartsWith("0x");
        if (!isLong && (flags.Length < 6 || flags.ContainsAnyExcept(Flags))) return false;
        if (!fields.Next(out var value) || !fields.Next(out var worst) || !fields.Next(out var threshold)) return false;
        if (!IsNormal(value) || !IsNormal(worst) || !IsNormal(threshold)) return false;
        var isPrefail = !isLong && flags[0] == 'P';
        if (isLong)
        {
            if (!fields.Next(out var type) || !fields.Next(out _)) return false;
            isPrefail = type.StartsWith("Pre");
        }

        if (!fields.Next(out var failed) && !isLong) return false;
        var raw = fields.Rest.Trim();
        if (draft.Attributes.Count >= MostAttributes || draft.Attributes.Exists(known => known.Id == number)) return true;
        draft.Attributes.Add(new SmartAttribute
        {
            Id = (int)number,
            Name = name.ToString(),
            Value = SmartFigures.Small(value, 255),
            Worst = SmartFigures.Small(worst, 255),
            Threshold = SmartFigures.Small(threshold, 255),
            IsPrefail = isPrefail,
            Failed = Failure(failed),
            Raw = isCut ? string.Empty : raw.ToString(),
        });
        draft.IsRowOpen = isLong && failed.IsEmpty;
        return true;
    }

    /// <summary>Tools that show outputs in 80 columns put WHEN_FAILED and RAW_VALUE on a line of their own.</summary>
    private static bool TryWrapped(SmartDraft draft, ReadOnlySpan<char> line)
    {
        if (!draft.IsRowOpen) return false;
        draft.IsRowOpen = false;
        var fields = new Linux.Fields(line);
        if (!fields.Next(out var failed) || failed is not ("-" or "FAILING_NOW" or "In_the_past")) return false;
        draft.Attributes[^1] = draft.Attributes[^1] with { Failed = Failure(failed), Raw = fields.Rest.Trim().ToString() };
        return true;
    }

    /// <summary>"FAILING_NOW", "In_the_past", and "NOW", "Past" in the short table.</summary>
    private static AttributeFailure Failure(ReadOnlySpan<char> word)
        => word.EndsWith("NOW", StringComparison.OrdinalIgnoreCase) ? AttributeFailure.Now
            : word.EndsWith("past", StringComparison.OrdinalIgnoreCase) ? AttributeFailure.Past
            : AttributeFailure.Never;

    private static bool IsId(ReadOnlySpan<char> text)
        => text.StartsWith("0x") || !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsNormal(ReadOnlySpan<char> text)
        => text.Length is > 0 and <= 4 && (text.StartsWith("---") || text.StartsWith("0x") || !text.ContainsAnyExceptInRange('0', '9'));

    /// <summary>
    /// "read: 0 8 0 8 60614 16772.475 0": corrected in the fourth column, gigabytes in the sixth, uncorrected in the seventh.
    /// </summary>
    private static bool TryErrorCounter(SmartDraft draft, ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon < 0 || line[..colon] is not ("read" or "write" or "verify")) return false;
        var fields = new Linux.Fields(line[(colon + 1)..]);
        if (!fields.Skip(3) || !fields.Next(out var corrected) || !fields.Skip(1) || !fields.Next(out var gigabytes)
            || !fields.Next(out var uncorrected)) return false;
        draft.ErrorCounters[line[..colon].ToString()] =
            new ScsiErrorCounter(SmartFigures.Number(corrected), SmartFigures.Number(uncorrected), SmartFigures.Fraction(gigabytes));
        return true;
    }

    /// <summary>"0x01  0x018  6  125780144  ---  Logical Sectors Written".</summary>
    private static bool TryStatistic(SmartDraft draft, ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("0x0")) return false;
        var fields = new Linux.Fields(line);
        if (!fields.Next(out var page) || page.Length != 4 || !fields.Next(out var offset) || !offset.StartsWith("0x")
            || !fields.Skip(1) || !fields.Next(out var value)) return false;
        SetStatistic(draft, SmartFigures.Number(page), SmartFigures.Number(offset), value is "-" ? null : SmartFigures.Number(value));
        return true;
    }

    /// <summary>The entries of ACS device statistics that are read.</summary>
    public static void SetStatistic(SmartDraft draft, long? page, long? offset, long? value)
    {
        if (value is null) return;
        switch (page, offset)
        {
            case (1, 0x18):
                draft.StatisticsSectorsWritten ??= value;
                break;
            case (1, 0x28):
                draft.StatisticsSectorsRead ??= value;
                break;
            case (7, 0x08) when value <= 255:
                draft.EnduranceUsedPercent ??= (int)value;
                break;
            default:
                break;
        }
    }

    private static bool TryTest(SmartDraft draft, string line, bool isNvmeTests)
    {
        if (draft.Tests.Count >= MostTests) return false;
        var match = line[0] == '#' ? AtaTest().Match(line) : Match.Empty;
        if (!match.Success && line[0] == '#') match = ScsiTest().Match(line);
        if (!match.Success && isNvmeTests) match = NvmeTest().Match(line);
        if (!match.Success) return false;
        var (type, status) = Split(match.Groups["words"].Value.Trim());
        if (status.Length == 0) return false;
        draft.Tests.Add(Test(
            type, status, match.Groups["remaining"].Success ? SmartFigures.Small(match.Groups["remaining"].ValueSpan, 100) : null,
            SmartFigures.Number(match.Groups["hours"].ValueSpan),
            match.Groups["block"].ValueSpan is "-" ? null : SmartFigures.Number(match.Groups["block"].ValueSpan)));
        return true;
    }

    public static SelfTest Test(string type, string status, int? remaining, long? hours, long? block) => new()
    {
        Type = type,
        Status = status,
        IsPassed = IsPassed(status),
        RemainingPercent = remaining > 0 ? remaining : null,
        PowerOnHours = hours,
        FirstErrorBlock = block,
    };

    /// <summary>The words of ATA, SCSI and NVMe logs. Aborted, interrupted and running tests found nothing either way.</summary>
    private static bool? IsPassed(string status)
        => status is "Completed without error" or "Completed" ? true
            : status.StartsWith("Completed", StringComparison.Ordinal) || status.StartsWith("Failed", StringComparison.Ordinal)
                || status.StartsWith("Fatal", StringComparison.Ordinal) ? false
            : null;

    /// <summary>Type and status stand in columns; where the blanks were lost, the type is known by its words.</summary>
    private static (string Type, string Status) Split(string words)
    {
        var columns = words.IndexOf("  ", StringComparison.Ordinal);
        if (columns > 0) return (words[..columns], words[columns..].Trim());
        var type = TestType().Match(words);
        return type.Success ? (type.Value.TrimEnd(), words[type.Length..].Trim()) : (words, string.Empty);
    }

    [GeneratedRegex(@"\A#\s?\d+\s+(?<words>\S.*?)\s+(?<remaining>\d{1,3})%\s+(?<hours>\d+)\s+(?<block>\S+)\s*\z", RegexOptions.None,
        PatternMilliseconds)]
    private static partial Regex AtaTest();

    [GeneratedRegex(@"\A#\s?\d+\s+(?<words>\S.*?)\s+(?:-|\d+)\s+(?<hours>\d+|NOW)\s+(?<block>\S+)\s+\[", RegexOptions.None,
        PatternMilliseconds)]
    private static partial Regex ScsiTest();

    [GeneratedRegex(@"\A\s*\d{1,2}\s+(?<words>[A-Z]\S*.*?)\s+(?<hours>\d+)\s+(?<block>-|\d+)\s+(?:-|\S+)\s+\S+\s+\S+(?:\s+\S+)?\s*\z",
        RegexOptions.None, PatternMilliseconds)]
    private static partial Regex NvmeTest();

    [GeneratedRegex(
        @"\A(?:(?:Short|Extended|Conveyance|Selective|Offline|Vendor \(0x\w+\)|Reserved \(0x\w+\))(?: offline| captive)?"
            + @"|(?:Back|Fore)ground (?:short|long)|Default|Reserved\(\d\))(?= |\z)",
        RegexOptions.None, PatternMilliseconds)]
    private static partial Regex TestType();
}
