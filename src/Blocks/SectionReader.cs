using System.Runtime.InteropServices;
using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>One subject's section: which columns it has and where they lie.</summary>
internal sealed class SectionReader
{
    // The last part of the greatest series.
    private const long MostColumn = (SummaryWriter.Parts * (long)int.MaxValue) + SummaryWriter.Parts - 1;
    private readonly PackReader _pack;
    private readonly int _time;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly long[] _columns;
    private readonly int[] _ends;
    private long[] _reference = [];
    private int _referenceIndex = -1;
    private int _referenceLength;

    public SectionReader(PackReader pack, long subject, int time, ReadOnlyMemory<byte> content)
    {
        _pack = pack;
        _time = time;
        Subject = subject;
        var reader = new ByteReader(content.Span);
        var count = reader.Count(Math.Min(Block.MostColumns, content.Length / 2), "columns");
        _columns = new long[count];
        _ends = new int[count];
        long column = -1;
        long end = 0;
        for (var i = 0; i < count; i++)
        {
            column += reader.Number(MostColumn, "is the step to a column") + 1;
            end += reader.Count(content.Length, "bytes of a column");
            _columns[i] = column;
            if (end > content.Length)
                throw BlockException.CutShort();
            _ends[i] = (int)end;
        }

        if (end != reader.Left)
            throw BlockException.Nonsense($"the columns of subject {subject} have {end} bytes and {reader.Left} are there");
        _content = content[^reader.Left..];
    }

    public long Subject { get; }

    public int Count => _pack.Count(_time);

    public (long First, long Last) Range => _pack.Range(_time);

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<long> Columns => _columns;

    public ReadOnlySpan<long> Times() => _pack.Times(_time);

    /// <summary>Decodes as many of the first values of a column as there is room for; false when there is no such column.</summary>
    public bool Read(long number, Span<double> values)
    {
        var index = Array.BinarySearch(_columns, number);
        if (index < 0)
            return false;
        if (values.Length > Count)
            throw new ArgumentException($"room for {values.Length} values of {Count}", nameof(values));
        var column = Decoder(index);
        var numbers = MemoryMarshal.Cast<double, long>(values)[..column.PresentOf(values.Length)];
        if (!numbers.IsEmpty)
            ReadNumbers(column, index, numbers);
        column.Restore(values);
        return true;
    }

    private void ReadNumbers(in ColumnDecoder column, int index, Span<long> numbers)
    {
        column.ReadNumbers(numbers);
        if (column.Distance == 0)
            return;
        var at = index - column.Distance;
        if (at < 0)
            throw BlockException.Nonsense("a column refers to one before the first");
        var reference = Decoder(at);
        if (reference.Distance != 0 || reference.Form == ValueForm.Nothing)
            throw BlockException.Nonsense("a column refers to one that refers or has nothing");
        // Columns that refer to the same one are mostly read one after the other.
        if (_referenceIndex != at || _referenceLength < numbers.Length)
        {
            if (_reference.Length < numbers.Length)
                _reference = new long[numbers.Length];
            _referenceIndex = -1;
            reference.ReadNumbers(_reference.AsSpan(0, numbers.Length));
            (_referenceIndex, _referenceLength) = (at, numbers.Length);
        }

        column.AddReference(reference, _reference, numbers);
    }

    private ColumnDecoder Decoder(int index)
        => new(_content.Span[(index == 0 ? 0 : _ends[index - 1]).._ends[index]], Count);
}
