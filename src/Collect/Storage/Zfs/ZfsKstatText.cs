using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// One file of /proc/spl/kstat/zfs: names and numbers, or a table, as the kernel's kstat writes them. A number of 64 bits may be larger
/// than a signed one, so they are kept as decimals.
/// </summary>
/// <param name="Name">File: arcstats, io, objset-0x36, state.</param>
/// <param name="Dataset">Dataset of an objset file.</param>
/// <param name="State">The one word of a state file.</param>
/// <param name="Values">Names and numbers; null where the file is a table.</param>
/// <param name="Texts">Names and words, where there are such besides.</param>
/// <param name="Rows">Rows of a table, newest last; no more than the last thousand.</param>
internal sealed record ZfsKstat(
    string? Name, string? Dataset, string? State, IReadOnlyDictionary<string, decimal>? Values,
    IReadOnlyDictionary<string, string>? Texts, IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows);

/// <summary>
/// The shapes of kstat (module/os/linux/spl/spl-kstat.c): a line of seven numbers, a line of headings and then <c>name type data</c>
/// or columns; files without the two lines; and single words.
/// </summary>
internal static class ZfsKstatText
{
    private const int MostRows = 1000;
    private const int MostNames = 100_000;
    private const string TypeOfText = "7";

    public static Reading<ZfsKstat> Parse(string text, string? name)
    {
        var lines = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (lines.Count == 0) return Reading.Failed<ZfsKstat>("kstat: no lines");
        var isHeaded = IsHeader(lines[0]);
        if (isHeaded) lines.RemoveAt(0);
        if (lines.Count == 0) return Reading.Failed<ZfsKstat>("kstat: nothing behind the first line");
        var isCut = !text.EndsWith('\n');
        var words = lines[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["name", "type", "data"]) return Named(lines, name, isCut);
        if (!isHeaded && lines.Count == 1 && words.Length == 1) return One(words[0], name);
        if (!isHeaded && words.Length == 2
            && decimal.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return Pairs(lines, name);
        return words.Length > 1 && (isHeaded || words.All(word => word.Any(char.IsAsciiLetter))) ? Table(lines, words, name)
            : Reading.Failed<ZfsKstat>($"kstat: line {Quote.Of(lines[0])} is no heading");
    }

    private static bool IsHeader(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 7 && fields[2].StartsWith("0x", StringComparison.Ordinal) && fields[0].All(char.IsAsciiDigit);
    }

    private static Reading<ZfsKstat> Named(List<string> lines, string? name, bool isCut)
    {
        Dictionary<string, decimal> values = new(StringComparer.Ordinal);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        for (var i = 1; i < lines.Count && i < MostNames; i++)
        {
            // A name may hold blanks ("1024 ns"); type and data are the last two words, and data is one word unless it is text.
            var line = lines[i].AsSpan().TrimEnd();
            var data = line.LastIndexOfAny(" \t");
            var type = data < 0 ? -1 : line[..data].TrimEnd().LastIndexOfAny(" \t");
            if (type < 0) return Broken(lines[i]);
            var number = line[(data + 1)..];
            var key = line[..type].TrimEnd().ToString();
            if (line[(type + 1)..data].Trim() is TypeOfText or "0") texts[key] = number.ToString();
            else if (decimal.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && number.Length <= 21) values[key] = value;
            else return Broken(lines[i]);
        }

        if (values.Count == 0 && texts.Count == 0) return Reading.Failed<ZfsKstat>("kstat: no names behind the heading");
        if (isCut && name is "arcstats" && !values.ContainsKey("size")) return Reading.Failed<ZfsKstat>("kstat: cut off");
        return Reading.Of(new ZfsKstat(name, texts.GetValueOrDefault("dataset_name"), null, values, texts.Count > 0 ? texts : null, null));
    }

    private static Reading<ZfsKstat> One(string word, string? name)
    {
        if (decimal.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && word.Length <= 20)
            return Reading.Of(new ZfsKstat(name, null, null, new Dictionary<string, decimal> { [name ?? "value"] = number }, null, null));
        return word.All(char.IsAsciiLetterUpper)
            ? Reading.Of(new ZfsKstat(name, null, word, null, null, null))
            : Reading.Failed<ZfsKstat>($"kstat: {Quote.Of(word)} is neither a number nor a state");
    }

    private static Reading<ZfsKstat> Pairs(List<string> lines, string? name)
    {
        Dictionary<string, decimal> values = new(StringComparer.Ordinal);
        foreach (var line in lines.Take(MostNames))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2
                || !decimal.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                return Broken(line);
            values[words[0]] = value;
        }

        return Reading.Of(new ZfsKstat(name, null, null, values, null, null));
    }

    private static Reading<ZfsKstat> Table(List<string> lines, string[] headings, string? name)
    {
        List<IReadOnlyDictionary<string, string>> rows = [];
        foreach (var line in lines.Skip(Math.Max(1, lines.Count - MostRows)))
        {
            var cells = line.Split([' ', '\t'], headings.Length, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length != headings.Length) return Broken(line);
            Dictionary<string, string> row = new(StringComparer.Ordinal);
            for (var i = 0; i < cells.Length; i++) row[headings[i]] = cells[i].Trim();
            rows.Add(row);
        }

        if (rows.Count != 1 || rows[0].Values.Any(value
            => !decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            return Reading.Of(new ZfsKstat(name, null, null, null, null, rows));
        var values = rows[0].ToDictionary(pair => pair.Key, pair
            => decimal.Parse(pair.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return Reading.Of(new ZfsKstat(name, null, null, values, null, null));
    }

    private static Reading<ZfsKstat> Broken(string line) => Reading.Failed<ZfsKstat>($"kstat: line {Quote.Of(line)} does not parse");
}
