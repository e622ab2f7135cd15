using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>
/// The text of smartctl(8), version 5.38 to 7.5, of any option: -a, -x, -A, -H, -i, -d test, and reports of several disks after another.
/// Every line stands for itself, so a part of an output gives a part of the record.
/// </summary>
internal static partial class SmartText
{
    private const int PatternMilliseconds = 1000;
    private const int LongestLine = 2000;
    private const int MostMessages = 20;
    private const int MostDisks = 256;

    /// <summary>One report; of several disks, the first.</summary>
    public static Reading<SmartReport> Parse(string text)
    {
        var drafts = Drafts(text, out var hasSection);
        if (drafts.Count > 0 && (drafts[0].HasFacts || drafts[0].Messages.Count > 0 || hasSection))
            return Reading.Of(SmartConclusion.Of(drafts[0]));
        return Reading.Absent<SmartReport>("no output of smartctl");
    }

    /// <summary>All reports of a text in which several disks follow each other.</summary>
    public static IReadOnlyList<SmartReport> ParseAll(string text)
        => [.. Drafts(text, out _).Where(draft => draft.HasFacts).Select(SmartConclusion.Of)];

    private static List<SmartDraft> Drafts(string text, out bool hasSection)
    {
        List<SmartDraft> drafts = [new()];
        hasSection = false;
        var state = new TextState();
        var lines = new Lines(text);
        while (lines.Next(out var raw))
        {
            var line = raw.TrimEnd();
            if (line.Length is 0 or > LongestLine) continue;
            hasSection |= line.StartsWith("=== START OF");
            var draft = drafts[^1];
            if (DiskHeader().Match(line.ToString()) is { Success: true } header)
            {
                if (draft.HasFacts && drafts.Count < MostDisks) drafts.Add(draft = new());
                draft.Device ??= header.Groups["device"].Value;
            }
            else if (Banner().Match(line.ToString()) is { Success: true } banner)
            {
                if (draft.HasFacts && draft.Tool is not null && drafts.Count < MostDisks) drafts.Add(draft = new());
                draft.Tool ??= banner.Groups["version"].Value;
                state = new TextState();
            }
            else
            {
                Take(draft, line, ref state, lines.IsCut);
            }
        }

        return drafts;
    }

    private static void Take(SmartDraft draft, ReadOnlySpan<char> line, ref TextState state, bool isCut)
    {
        state.Look(draft, line);
        if (TryType(draft, line) || SmartRows.TryTake(draft, line, state.IsNvmeTests, isCut)) return;

        // What ends with a digit may have lost the next one.
        if (isCut && char.IsAsciiDigit(line[^1])) return;
        var colon = line.IndexOf(':');
        var equals = line.IndexOf(" = ");
        if (colon < 0 || (equals > 0 && equals < colon)) colon = equals < 0 ? -1 : equals + 1;
        if (colon > 0)
        {
            Span<char> key = stackalloc char[80];
            var length = Single(line[..colon], key);
            var value = line[(colon + 1)..].Trim();
            if (length > 0 && SmartKeys.TryTake(draft, key[..length], value)) return;
            if (length > 0 && state.TryPolling(draft, key[..length], value)) return;
        }

        TakeSentence(draft, line.Trim());
    }

    /// <summary>What is said in a sentence and not by a key.</summary>
    private static void TakeSentence(SmartDraft draft, ReadOnlySpan<char> line)
    {
        if (line.StartsWith("Device does not support SMART")) draft.IsSmartAvailable ??= false;
        else if (line.StartsWith("Device supports SMART"))
        {
            draft.IsSmartAvailable ??= true;
            draft.IsSmartEnabled ??= line.Contains("is Enabled", StringComparison.Ordinal);
        }
        else if (IsComplaint(line) && draft.Messages.Count < MostMessages && SmartFigures.Words(line) is { } words)
        {
            draft.Messages.Add(words);
        }
    }

    private static bool IsComplaint(ReadOnlySpan<char> line)
        => line.StartsWith("Warning") || line.StartsWith("SMART Disabled") || line.StartsWith("SMART Status not supported")
            || line.StartsWith("SMART disabled") || line.StartsWith("Device is in ") || line.StartsWith("CHECK POWER")
            || line.Contains(": Unable to detect", StringComparison.Ordinal)
                || line.Contains("Unknown USB bridge", StringComparison.Ordinal)
            || line.StartsWith("Smartctl open device") || line.StartsWith("Please specify device type")
            || (line.Contains(" failed", StringComparison.Ordinal) && char.IsAsciiLetterUpper(line[0]) && !line.StartsWith("Drive failure")
                && !line.Contains("due to", StringComparison.Ordinal) && !line.StartsWith("Completed") && !line.StartsWith("Command")
                && !line.StartsWith("See vendor"));

    /// <summary><c>-d test</c>: "/dev/sg2 [SAT]: Device of type 'sat' [ATA] opened", "… changed type from 'scsi' to 'sat'".</summary>
    private static bool TryType(SmartDraft draft, ReadOnlySpan<char> line)
    {
        if (line.IndexOf(": Device ") < 0) return false;
        var match = TypeLine().Match(line.ToString());
        if (!match.Success) return false;
        draft.Device ??= match.Groups["device"].Value;
        draft.DeviceType = match.Groups["type"].Value;
        draft.Protocol = match.Groups["protocol"].Value.ToUpperInvariant() switch
        {
            "ATA" => DiskProtocol.Ata,
            "NVME" => DiskProtocol.Nvme,
            "SCSI" => DiskProtocol.Scsi,
            _ => draft.Protocol,
        };
        return true;
    }

    /// <summary>The key with single blanks: tools that show outputs squeeze them. 0 when it is longer than any key.</summary>
    private static int Single(ReadOnlySpan<char> text, Span<char> key)
    {
        var length = 0;
        foreach (var c in text.Trim())
        {
            var isBlank = c is ' ' or '\t';
            if (isBlank && length > 0 && key[length - 1] == ' ') continue;
            if (length == key.Length) return 0;
            key[length++] = isBlank ? ' ' : c;
        }

        return length;
    }

    [GeneratedRegex(@"\A(?:.*\$ )?smartctl (?:version )?(?<version>(?:pre-)?\d+\.\d+)\b", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Banner();

    [GeneratedRegex(@"\A=== (?<device>/dev/\S+) ===\z", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex DiskHeader();

    [GeneratedRegex(
        @"\A(?<device>\S+?)(?: \[[^\]]*\])?: Device (?:of type '(?<type>[^']+)' \[(?<protocol>\w+)\] (?:detected|opened)"
            + @"|open changed type from '[^']+' to '(?<type>[^']+)')",
        RegexOptions.None, PatternMilliseconds)]
    private static partial Regex TypeLine();
}

/// <summary>What earlier lines said of the lines to come.</summary>
internal ref struct TextState
{
    private bool _isShort;
    private bool _isExtended;
    private bool _isAtaErrors;

    /// <summary>Between the heading of the NVMe self-test log and the next.</summary>
    public bool IsNvmeTests { get; private set; }

    public void Look(SmartDraft draft, ReadOnlySpan<char> line)
    {
        if (line.StartsWith("Short self-test routine")) (_isShort, _isExtended) = (true, false);
        else if (line.StartsWith("Extended self-test routine")) (_isShort, _isExtended) = (false, true);
        else if (line.StartsWith("Conveyance self-test routine")) (_isShort, _isExtended) = (false, false);
        else if (line.StartsWith("SMART Error Log Version") || line.StartsWith("SMART Extended Comprehensive Error Log"))
            (_isAtaErrors, IsNvmeTests) = (true, false);
        else if (line.StartsWith("No Errors Logged") && _isAtaErrors) draft.ErrorLogEntries ??= 0;
        else if (line.StartsWith("SMART Self-test log structure") || line.StartsWith("SMART Extended Self-test Log Version"))
            (draft.HasSelfTestLog, _isAtaErrors, IsNvmeTests) = (true, false, false);
        else if (line.StartsWith("Self-test Log (NVMe")) (draft.HasSelfTestLog, IsNvmeTests) = (true, true);
        else if (line.StartsWith("Error Information (NVMe") || line.StartsWith("===")) (_isAtaErrors, IsNvmeTests) = (false, false);
    }

    /// <summary>"recommended polling time: (   2) minutes." below the kind of test.</summary>
    public readonly bool TryPolling(SmartDraft draft, ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        if (!key.EndsWith("recommended polling time") || !value.StartsWith("(")) return false;
        var minutes = SmartFigures.Small(value[1..], 100_000);
        if (_isShort) draft.ShortMinutes ??= minutes;
        else if (_isExtended) draft.ExtendedMinutes ??= minutes;
        return true;
    }
}
