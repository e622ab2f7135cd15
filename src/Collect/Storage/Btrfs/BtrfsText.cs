using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Btrfs;

/// <summary><c>btrfs filesystem show</c> and <c>device stats</c>, text and JSON (btrfs-progs 4 to 6).</summary>
internal static partial class BtrfsText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly (string Text, string Reason)[] Absences =
    [
        ("not a btrfs filesystem", "no btrfs at this place"),
        ("not a valid btrfs filesystem", "no btrfs at this place"),
        ("not a mounted btrfs", "no btrfs at this place"),
        ("No such file or directory", "no such device"),
        ("command not found", "btrfs-progs is not installed"),
    ];

    public static string? Absence(string text)
    {
        if (text.Length > 1024) return null;
        foreach (var (words, reason) in Absences)
        {
            if (text.Contains(words, StringComparison.Ordinal)) return reason;
        }

        return null;
    }

    public static bool IsShow(string text) => text.Contains("uuid: ", StringComparison.Ordinal)
        && text.Contains("Total devices ", StringComparison.Ordinal);

    public static Reading<BtrfsList> Show(string text)
    {
        List<BtrfsFilesystem> found = [];
        foreach (var line in text.Split('\n'))
        {
            if (Head().Match(line) is { Success: true } head)
            {
                var label = head.Groups["label"].Value;
                found.Add(new BtrfsFilesystem { Uuid = head.Groups["uuid"].Value, Label = label is "none" or "" ? null
                    : label.Trim('\'') });
                continue;
            }

            if (found.Count == 0) continue;
            if (Total().Match(line) is { Success: true } total)
            {
                found[^1] = found[^1] with
                {
                    WantedDevices = Int(total.Groups["n"].ValueSpan), UsedBytes = ByteSize.OrNull(total.Groups["used"].ValueSpan),
                };
            }
            else if (line.TrimStart().StartsWith("devid ", StringComparison.Ordinal))
            {
                if (Device().Match(line) is not { Success: true } device)
                    return Reading.Failed<BtrfsList>($"btrfs: line {Quote.Of(line.AsSpan().Trim())} does not parse");
                var path = device.Groups["path"].Value;
                found[^1] = found[^1] with
                {
                    Devices = [.. found[^1].Devices, new BtrfsDevice
                    {
                        Id = Int(device.Groups["id"].ValueSpan) ?? 0,
                        Path = path is "" or "<missing" ? null : path,
                        IsMissing = line.Contains("MISSING", StringComparison.Ordinal)
                            || line.Contains("<missing", StringComparison.Ordinal),
                        SizeBytes = ByteSize.OrNull(device.Groups["size"].ValueSpan),
                        AllocatedBytes = ByteSize.OrNull(device.Groups["used"].ValueSpan),
                    }],
                };
            }
        }

        return found.Count == 0 ? Reading.Absent<BtrfsList>("no btrfs") : Reading.Of(new BtrfsList(found));
    }

    public static bool IsStats(string text) => text.Contains("].write_io_errs", StringComparison.Ordinal);

    /// <summary><c>[/dev/sda].write_io_errs    0</c>; the text does not name the file system.</summary>
    public static Reading<BtrfsList> Stats(string text)
    {
        Dictionary<string, BtrfsDevice> devices = new(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Stat().Match(line) is not { Success: true } stat
                || !long.TryParse(stat.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return Reading.Failed<BtrfsList>($"btrfs: line {Quote.Of(line)} does not parse");
            var path = stat.Groups["path"].Value;
            var device = devices.GetValueOrDefault(path) ?? new BtrfsDevice { Id = devices.Count + 1, Path = path };
            devices[path] = With(device, stat.Groups["name"].Value, count);
        }

        return Reading.Of(new BtrfsList([new BtrfsFilesystem { Uuid = string.Empty, Devices = [.. devices.Values] }]));
    }

    public static BtrfsDevice With(BtrfsDevice device, string name, long count) => name switch
    {
        "write_io_errs" or "write_errs" => device with { WriteErrors = count },
        "read_io_errs" or "read_errs" => device with { ReadErrors = count },
        "flush_io_errs" or "flush_errs" => device with { FlushErrors = count },
        "corruption_errs" => device with { CorruptionErrors = count },
        "generation_errs" => device with { GenerationErrors = count },
        _ => device,
    };

    public static BtrfsList? StatsJson(JsonElement root)
    {
        var list = Member(root, "device-stats");
        if (list.ValueKind != JsonValueKind.Array) return null;
        List<BtrfsDevice> devices = [];
        foreach (var item in List(list))
        {
            var device = new BtrfsDevice { Id = (int)Math.Clamp(Number(item, "devid") ?? 0, 0, int.MaxValue),
                Path = Words(item, "device") };
            foreach (var member in Members(item))
            {
                if (Number(item, member.Name) is { } count) device = With(device, member.Name, count);
            }

            devices.Add(device);
        }

        return new BtrfsList([new BtrfsFilesystem { Uuid = string.Empty, Devices = devices }]);
    }

    private static int? Int(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^Label: (?<label>'.*'|none) +uuid: (?<uuid>[0-9a-f-]{36})", Options)]
    private static partial Regex Head();

    [GeneratedRegex(@"Total devices (?<n>\d+) FS bytes used (?<used>\S+)", Options)]
    private static partial Regex Total();

    [GeneratedRegex(@"devid +(?<id>\d+) size (?<size>\S+) used (?<used>\S+) path *(?<path>\S*)", Options)]
    private static partial Regex Device();

    [GeneratedRegex(@"^\[(?<path>[^\]]*)\]\.(?<name>[a-z_]+) +(?<n>\d+) *$", Options)]
    private static partial Regex Stat();
}
