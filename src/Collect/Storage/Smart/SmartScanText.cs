using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary><c>smartctl --scan</c> and <c>--scan-open</c>: "/dev/sda -d sat # /dev/sda [SAT], ATA device".</summary>
internal static partial class SmartScanText
{
    private const int MostDevices = 1024;

    /// <summary>Null when the text is no scan: every line must be one.</summary>
    public static SmartScan? Parse(string text)
    {
        List<SmartScanDevice> devices = [];
        List<string> messages = [];
        var lines = new Lines(text);
        while (lines.Next(out var raw))
        {
            var line = raw.Trim();
            if (line.IsEmpty) continue;
            if (line.Length > 1000 || devices.Count >= MostDevices) return null;
            var match = Device().Match(line.ToString());
            if (match.Success)
            {
                var words = match.Groups["words"].Value;
                devices.Add(new(match.Groups["device"].Value, match.Groups["type"].Value, Protocol(words), Problem(words)));
            }
            else if (line.StartsWith("# scan_smart_devices:") && messages.Count < 20)
            {
                messages.Add(line[2..].ToString());
            }
            else
            {
                return null;
            }
        }

        return devices.Count + messages.Count == 0 ? null : new SmartScan(devices, messages);
    }

    private static DiskProtocol? Protocol(string words)
        => words.Contains("NVMe device", StringComparison.Ordinal) ? DiskProtocol.Nvme
            : words.Contains("ATA device", StringComparison.Ordinal) ? DiskProtocol.Ata
            : words.Contains("SCSI device", StringComparison.Ordinal) ? DiskProtocol.Scsi
            : null;

    private static string? Problem(string words)
        => words.IndexOf(" open failed: ", StringComparison.Ordinal) is > 0 and var at ? words[(at + 1)..] : null;

    [GeneratedRegex(@"\A(?:# )?(?<device>\S+) -d (?<type>\S+) # (?<words>.+)\z", RegexOptions.None, 1000)]
    private static partial Regex Device();
}
