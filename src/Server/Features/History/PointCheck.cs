using System.Text;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Tail;

namespace Proxima.Server.Features.History;

/// <summary>What may be written: known names of reasonable length, finite numbers, times between 1970 and 2248.</summary>
internal static class PointCheck
{
    public const int MostSeries = 20_000;

    /// <summary>A mount point has at most 4096 bytes (PATH_MAX); the name comes on top.</summary>
    public const int LongestName = 4200;

    /// <summary>
    /// Throws <see cref="ArgumentException"/> naming what is wrong; nothing of a refused point is written. Names that have a number
    /// were checked when they got it.
    /// </summary>
    public static void Check(HistoryPoint point, SubjectEntry? known)
    {
        if (point.At.ToUnixTimeMilliseconds() is < 0 or >= Resolution.EndOfTime)
            throw Refused(point, $"the time {point.At:O} is not between 1970 and 2248");
        if (point.Values.Count > MostSeries)
            throw Refused(point, $"{point.Values.Count} series at once; at most {MostSeries} are taken");

        var isNumbered = known?.LayoutOf(point.Values) is not null;
        for (var i = 0; i < point.Values.Count; i++)
        {
            var (series, value) = point.Values[i];
            if (!isNumbered && ProblemOf(series) is { } problem)
                throw Refused(point, problem);
            if (!double.IsFinite(value))
                throw Refused(point, $"the value of {series} is not a finite number; leave out what is unknown");
        }
    }

    /// <summary>The point in numbers; null when a name has none yet.</summary>
    public static NumberedPoint? Numbered(HistoryPoint point, SubjectEntry? entry)
    {
        if (entry?.LayoutOf(point.Values) is not { } layout)
            return null;
        var values = new double[layout.Places.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = point.Values[layout.Places[i]].Value;
        return new NumberedPoint(entry.Number, point.At.ToUnixTimeMilliseconds(), layout.Numbers, values);
    }

    /// <summary>Why this cannot name a series; null when it can.</summary>
    public static string? ProblemOf(string series)
    {
        if (series.Length > LongestName)
            return $"a series name has {series.Length} characters; at most {LongestName} are taken";
        if (!IsStorable(series))
            return "a series name holds a NUL or half a surrogate pair";
        return Series.All.ContainsKey(Series.Split(series).Name) ? null : $"there is no series '{Shown(series)}'";
    }

    /// <summary>A name from outside in a message: short, and without control characters.</summary>
    public static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(80))
            shown.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        return shown.ToString();
    }

    /// <summary>Both engines store it and give the same text back.</summary>
    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
                return false;
            if (!char.IsHighSurrogate(text[i]))
                continue;
            i++;
            if (i == text.Length || !char.IsLowSurrogate(text[i]))
                return false;
        }

        return true;
    }

    private static ArgumentException Refused(HistoryPoint point, string why)
        => new($"history refuses a point of {Shown(point.Subject.ToString())}: {why}", nameof(point));
}
