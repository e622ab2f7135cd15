using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Software;

/// <summary><c>journalctl -o json</c> (an object a line), <c>json-pretty</c>, <c>json-sse</c>, or an array. Text that is no UTF-8 comes
/// as a list of bytes.</summary>
internal static class JournalJson
{
    private const int MostEntries = 1000;

    public static Reading<JournalList> Parse(string text)
    {
        Queue<JournalEntry> entries = [];
        var count = 0;
        if (text.TrimStart().StartsWith('['))
        {
            var all = Read<string>(text, "journal", root => Take(List(root), entries, ref count));
            return all.Failed is { } broken ? Reading.Failed<JournalList>(broken) : Of(count, entries);
        }

        foreach (var item in Objects(text))
        {
            var one = Read<string>(item, "journal", root => Take([root], entries, ref count));
            if (one.Failed is { } broken) return Reading.Failed<JournalList>($"{broken} of entry {count + 1}");
        }

        return Of(count, entries);
    }

    private static Reading<JournalList> Of(int count, Queue<JournalEntry> entries)
        => count == 0 ? Reading.Absent<JournalList>("no entries") : Reading.Of(new JournalList(count, [.. entries]));

    /// <summary>Objects one a line, or over several lines that begin and end at the margin.</summary>
    private static IEnumerable<string> Objects(string text)
    {
        var open = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var plain = (line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : line).TrimStart('\u001e');
            if (plain.Length == 0 || plain[0] == '-') continue;
            open.Append(plain).Append('\n');
            if (plain[^1] != '}' && !plain.EndsWith("}\r", StringComparison.Ordinal)) continue;
            yield return open.ToString();
            open.Clear();
        }

        if (open.Length > 0) yield return open.ToString();
    }

    private static Reading<string> Take(IEnumerable<JsonElement> items, Queue<JournalEntry> entries, ref int count)
    {
        foreach (var item in items)
        {
            if (Member(item, "MESSAGE").ValueKind == JsonValueKind.Undefined
                && !Members(item).Any(member => member.Name.StartsWith('_') || member.Name is "PRIORITY" or "SYSLOG_IDENTIFIER"))
                return Reading.Failed<string>("journal: no entry");
            count++;
            if (entries.Count == MostEntries) entries.Dequeue();
            entries.Enqueue(Entry(item));
        }

        return Reading.Of(string.Empty);
    }

    private static JournalEntry Entry(JsonElement item)
    {
        var microseconds = Number(item, "__REALTIME_TIMESTAMP") ?? Number(item, "_SOURCE_REALTIME_TIMESTAMP");
        return new JournalEntry
        {
            At = microseconds is > 0 and < 100_000_000_000_000_000 ? DateTime.UnixEpoch.AddTicks(microseconds.Value * 10) : null,
            Source = Words(One(item, "SYSLOG_IDENTIFIER")) ?? Words(One(item, "_COMM")),
            Unit = Words(One(item, "_SYSTEMD_UNIT")) ?? Words(One(item, "UNIT")),
            Priority = Small(One(item, "PRIORITY")),
            Pid = Small(One(item, "_PID")) ?? Small(One(item, "SYSLOG_PID")),
            Message = Message(Member(item, "MESSAGE")),
        };
    }

    private static string Message(JsonElement message)
    {
        if (AsText(message) is { } text) return text;

        // A field that was written several times is a list, of words or of lists of bytes.
        if (List(message).Any(item => item.ValueKind is not JsonValueKind.Number))
            return string.Join('\n', List(message).Take(100).Select(item => AsText(item) ?? Bytes(item)));
        return Bytes(message);
    }

    private static JsonElement One(JsonElement item, string name)
        => Member(item, name) is { ValueKind: JsonValueKind.Array } list ? List(list).FirstOrDefault() : Member(item, name);

    private static string? Words(JsonElement item) => AsText(item)?.Trim() is { Length: > 0 } text ? text : null;

    private static int? Small(JsonElement item)
        => int.TryParse(AsText(item), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Bytes(JsonElement message)
    {
        var bytes = List(message).Select(item => item.ValueKind == JsonValueKind.Number
            && item.TryGetByte(out var value) ? value : (byte)'?').ToArray();
        return Encoding.UTF8.GetString(bytes);
    }
}
