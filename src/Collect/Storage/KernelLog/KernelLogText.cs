using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.KernelLog;

/// <summary>
/// Kernel log as dmesg, journalctl or a file of syslog gives it, also as JSON (<c>journalctl -o json</c>, <c>dmesg -J</c>, converters).
/// Lines of programs other than the kernel are read and not judged.
/// </summary>
internal static class KernelLogText
{
    private const int MostEvents = 1000;
    private const int MostCounts = 10_000;
    private static readonly SearchValues<string> Any = SearchValues.Create([.. KernelRules.All.Select(rule => rule.Words)],
        StringComparison.Ordinal);

    public static Reading<KernelLogReport> Parse(string text)
    {
        if (PlainText.IsBinary(text)) return Reading.Failed<KernelLogReport>("kernel log: not a text");
        var events = new Events();
        if (JsonText.Matches(text) && text.TrimStart()[0] is '[' or '{')
        {
            if (Json(text, events) is { } broken) return Reading.Failed<KernelLogReport>(broken);
            return events.ToReading();
        }

        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            events.Line++;
            if (line.IsEmpty || !line.ContainsAny(Any)) continue;
            var parsed = LogLineText.Parse(line.ToString());
            if (parsed.IsKernel) events.Judge(parsed);
        }

        return events.ToReading();
    }

    /// <summary>One array, an object with an array in it (<c>dmesg -J</c>), or an object a line.</summary>
    private static string? Json(string text, Events events)
    {
        if (text.TrimStart()[0] == '[') return Read<string>(text, "kernel log", root => All(List(root), events)).Failed;
        var first = Read<string>(text, "kernel log", root => List(Member(root, "dmesg", "entries", "logs")).Any()
            ? All(List(Member(root, "dmesg", "entries", "logs")), events)
            : Reading.Absent<string>("one a line"));
        if (first.Absent is null) return first.Failed;
        foreach (var line in text.Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Read<string>(line, "kernel log", root => All([root], events)).Failed is { } broken)
                return string.Create(CultureInfo.InvariantCulture, $"{broken} of entry {events.Line + 1}");
        }

        return null;
    }

    private static Reading<string> All(IEnumerable<JsonElement> entries, Events events)
    {
        foreach (var entry in entries)
        {
            events.Line++;
            if (Words(entry, "MESSAGE", "message", "msg", "content") is not { } message) continue;
            var source = Words(entry, "_TRANSPORT") is "kernel" ? "kernel" : Words(entry, "SYSLOG_IDENTIFIER", "appname", "tag");
            var at = Number(entry, "__REALTIME_TIMESTAMP") is { } microseconds && microseconds is > 0 and < 100_000_000_000_000_000
                ? DateTime.UnixEpoch.AddTicks(microseconds * 10)
                : ProgramTime.Parse(Words(entry, "timestamp", "date"));
            var parsed = LogLineText.Parse(message);
            if (source?.Split('[', ':')[0] is null or "kernel")
                events.Judge(parsed with { At = at ?? parsed.At, Source = source, UptimeSeconds = parsed.UptimeSeconds
                    ?? Fraction(entry, "time") });
        }

        return Reading.Of(string.Empty);
    }

    private sealed class Events
    {
        private readonly Queue<KernelEvent> _events = [];
        private readonly Dictionary<(string, string?), KernelEventCount> _counts = [];

        public int Line { get; set; }

        public void Judge(LogLine line)
        {
            foreach (var rule in KernelRules.All)
            {
                if (!line.Message.Contains(rule.Words, StringComparison.Ordinal)) continue;
                var device = rule.Device?.Match(line.Message) is { Success: true } match ? match.Groups["d"].Value : null;
                if (rule.IsStrict && device is null) continue;
                if (_events.Count == MostEvents) _events.Dequeue();
                _events.Enqueue(new KernelEvent
                {
                    Line = Line, Family = rule.Family, Severity = rule.Severity, Device = device, At = line.At,
                    UptimeSeconds = line.UptimeSeconds, Source = line.Source, Text = line.Message.Trim(),
                });
                Count(rule, device);
                return;
            }
        }

        private void Count(KernelRule rule, string? device)
        {
            var key = (rule.Family, device);
            if (_counts.TryGetValue(key, out var known))
            {
                var severity = Rank(rule.Severity) > Rank(known.Severity) ? rule.Severity : known.Severity;
                _counts[key] = known with { Count = known.Count + 1, LastLine = Line, Severity = severity };
            }
            else if (_counts.Count < MostCounts)
            {
                _counts[key] = new KernelEventCount(rule.Family, device, 1, Line, Line, rule.Severity);
            }
        }

        private static int Rank(string severity) => severity switch { "critical" => 3, "error" => 2, "warning" => 1, _ => 0 };

        public Reading<KernelLogReport> ToReading() => Line == 0
            ? Reading.Absent<KernelLogReport>("no lines")
            : Reading.Of(new KernelLogReport { Lines = Line, Events = [.. _events], Counts = [.. _counts.Values] });
    }
}
