using System.Buffers;
using Proxima.Blocks;

namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// What a query wants of one part, decoded at once into rented memory: nothing of a part counts unless all of it can be read.
/// What cannot be read is an <see cref="InvalidDataException"/> with a reason for people.
/// </summary>
internal sealed class DecodedPart : IDisposable
{
    private const int PointSlots = 1;
    private const int NoSlot = -1;
    private readonly long[] _times;
    private readonly int _rows;
    private readonly int _slots;
    private readonly int[] _slotOf;
    private double[] _values;

    private DecodedPart(long[] times, int rows, int[] series, int[] slotOf)
    {
        (_times, _rows, Series, _slotOf) = (times, rows, series, slotOf);
        _slots = slotOf.Length == 0 ? PointSlots : slotOf.Max() + 1;
        _values = ArrayPool<double>.Shared.Rent(series.Length * _slots * rows);
    }

    /// <summary>Rising.</summary>
    public int[] Series { get; }

    /// <summary>Unix milliseconds, rising: of samples, or starts of spans.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, _rows);

    /// <summary>The samples of one subject before a moment.</summary>
    public static DecodedPart Points(ReadOnlyMemory<byte> block, long subject, int[] wanted, long before)
    {
        try
        {
            var reader = BlockReader.Open(block).Subject(subject) ?? throw NotThere(subject);
            var times = reader.Times().ToArray();
            var part = new DecodedPart(times, RowOf(times, before), Both(reader.Series, wanted), []);
            for (var i = 0; i < part.Series.Length; i++)
                reader.Read(part.Series[i], part.Room(i, 0));
            return part;
        }
        catch (BlockException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>The roll-ups of one subject before a moment; least and greatest, and the latest, only where they are asked for.</summary>
    public static DecodedPart Sums(ReadOnlyMemory<byte> block, long subject, int[] wanted, long before, bool withBand, bool withLast)
    {
        try
        {
            var reader = SummaryReader.Open(block).Subject(subject) ?? throw NotThere(subject);
            var starts = reader.Starts().ToArray();
            var part = new DecodedPart(starts, RowOf(starts, before), Both(reader.Series, wanted), SlotsOf(withBand, withLast));
            for (var i = 0; i < part.Series.Length; i++)
            {
                for (var one = SummaryPart.Count; one <= SummaryPart.Last; one++)
                {
                    if (part._slotOf[(int)one] is >= 0 and var slot)
                        reader.Read(part.Series[i], one, part.Room(i, slot));
                }

                CheckCounts(part.Column(i, SummaryPart.Count));
            }

            return part;
        }
        catch (BlockException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>The first row that is not before a moment.</summary>
    public int RowOf(long at) => RowOf(Times, at);

    /// <summary>Samples of the n-th series; NaN where it has none.</summary>
    public ReadOnlySpan<double> Column(int index) => Room(index, 0);

    /// <summary>
    /// One part of the summaries of the n-th series; empty when it was not asked for. The count is NaN where there is none.
    /// </summary>
    public ReadOnlySpan<double> Column(int index, SummaryPart part)
        => _slotOf[(int)part] is >= 0 and var slot ? Room(index, slot) : [];

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        _values = [];
    }

    private static int[] SlotsOf(bool withBand, bool withLast)
    {
        var slots = new int[5];
        var next = 0;
        for (var part = SummaryPart.Count; part <= SummaryPart.Last; part++)
        {
            var isWanted = part switch
            {
                SummaryPart.Minimum or SummaryPart.Maximum => withBand,
                SummaryPart.Last => withLast,
                _ => true,
            };
            slots[(int)part] = isWanted ? next++ : NoSlot;
        }

        return slots;
    }

    private static void CheckCounts(ReadOnlySpan<double> counts)
    {
        foreach (var count in counts)
        {
            if (!double.IsNaN(count) && count is not (> 0 and <= int.MaxValue))
                throw new InvalidDataException($"history block: a bucket of {count} values");
        }
    }

    private static int RowOf(ReadOnlySpan<long> times, long at)
    {
        var index = times.BinarySearch(at);
        return index < 0 ? ~index : index;
    }

    /// <summary>What is in both; both rise.</summary>
    private static int[] Both(IReadOnlyList<int> there, int[] wanted)
    {
        var both = new List<int>(Math.Min(there.Count, wanted.Length));
        for (int i = 0, j = 0; i < there.Count && j < wanted.Length;)
        {
            if (there[i] == wanted[j])
                both.Add(wanted[j]);
            if (there[i] <= wanted[j])
                i++;
            else
                j++;
        }

        return [.. both];
    }

    private Span<double> Room(int index, int slot) => _values.AsSpan(((index * _slots) + slot) * _rows, _rows);

    private static InvalidDataException NotThere(long subject) => new($"history block: it holds nothing of subject {subject}");
}
