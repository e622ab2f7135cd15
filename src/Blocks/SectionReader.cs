using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>One subject's section: which columns it has and where they lie.</summary>
internal sealed class SectionReader
{
    private readonly PackReader _pack;
    private readonly int _time;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly long[] _columns;
    private readonly int[] _ends;

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
            column += reader.Count(int.MaxValue, "is the step to a series") + 1L;
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
    public bool Read(long column, Span<double> values)
    {
        var index = Array.BinarySearch(_columns, column);
        if (index < 0)
            return false;
        if (values.Length > Count)
            throw new ArgumentException($"room for {values.Length} values of {Count}", nameof(values));
        var start = index == 0 ? 0 : _ends[index - 1];
        ColumnDecoder.Read(_content.Span[start.._ends[index]], Count, values);
        return true;
    }
}
