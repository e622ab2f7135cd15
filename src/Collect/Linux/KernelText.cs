using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;

namespace Proxima.Collect.Linux;

/// <summary>Walks text line by line. Only LF ends a line: names in /proc may hold any other character.</summary>
internal ref struct Lines(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>True when the line just given does not end with LF: the kernel ends every line, so its last number may be short.</summary>
    public bool IsCut { get; private set; }

    public bool Next(out ReadOnlySpan<char> line)
    {
        if (_rest.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = _rest.IndexOf('\n');
        IsCut = end < 0;
        line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }
}

/// <summary>Walks the fields of a line; runs of blanks and tabs separate.</summary>
internal ref struct Fields(ReadOnlySpan<char> line)
{
    private const string Blanks = " \t";
    private ReadOnlySpan<char> _rest = line.TrimStart(Blanks);

    /// <summary>What has not been walked yet.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    public bool Next(out ReadOnlySpan<char> field)
    {
        if (_rest.IsEmpty)
        {
            field = default;
            return false;
        }

        var end = _rest.IndexOfAny(Blanks);
        field = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..].TrimStart(Blanks);
        return true;
    }

    /// <summary>Steps over <paramref name="count"/> fields; false when there are fewer.</summary>
    public bool Skip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!Next(out _)) return false;
        }

        return true;
    }

    /// <summary>The next field as a counter (see <see cref="KernelNumber.TryCount"/>).</summary>
    public bool NextCount(out long value)
    {
        value = 0;
        return Next(out var field) && KernelNumber.TryCount(field, out value);
    }

    /// <summary>Fills <paramref name="values"/> with counters; gives how many there were, or -1 when a field is none.</summary>
    public int Counts(scoped Span<long> values)
    {
        var count = 0;
        while (count < values.Length && Next(out var field))
        {
            if (!KernelNumber.TryCount(field, out values[count])) return -1;
            count++;
        }

        return count;
    }
}

/// <summary>Numbers as the kernel prints them. What does not parse is an error of the reading, never a zero.</summary>
internal static class KernelNumber
{
    /// <summary>Unsigned decimal up to 2^63-1.</summary>
    public static bool TryCount(ReadOnlySpan<char> text, out long value)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>Decimal with an optional sign.</summary>
    public static bool TrySigned(ReadOnlySpan<char> text, out long value)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>Decimal fraction with an optional sign; no exponent, no infinity.</summary>
    public static bool TryFraction(ReadOnlySpan<char> text, out double value)
        => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);

    /// <summary>Kibibytes to bytes; false where that overflows.</summary>
    public static bool TryKibibytes(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        if (!TryCount(text, out var kibibytes) || kibibytes > long.MaxValue / 1024) return false;
        bytes = kibibytes * 1024;
        return true;
    }
}

/// <summary>A piece of a file for a message: in quotes and never longer than a person reads.</summary>
internal static class Quote
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<char> text) => text.Length <= Longest ? $"'{text}'" : $"'{text[..Longest]}…'";
}

/// <summary>How a file that could not be read becomes a reading.</summary>
internal static class FileReadings
{
    /// <summary>For files every Linux has: one that is missing is a fault.</summary>
    public static Reading<T> Required<T>(in FileText file)
        where T : class
        => Reading.Failed<T>(file.Error ?? "unreadable");

    /// <summary>For files of features: one that is missing is a fact, with <paramref name="reason"/>.</summary>
    public static Reading<T> Optional<T>(in FileText file, string reason)
        where T : class
        => file.State == FileState.Missing ? Reading.Absent<T>(reason) : Reading.Failed<T>(file.Error ?? "unreadable");
}
