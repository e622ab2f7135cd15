using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>The columns of one subject on their way into a block. Columns are kept and used again for the next subject.</summary>
internal sealed class ColumnSet(NumberCoding coding)
{
    private readonly ColumnWriter _writer = new(coding);
    private readonly List<PreparedColumn> _columns = [];
    private readonly ByteWriter _content = new();

    public int Count { get; private set; }

    public void Add(long column, ReadOnlySpan<double> values)
    {
        if (Count == _columns.Count)
            _columns.Add(new PreparedColumn());
        _columns[Count++].Prepare(column, values, coding);
    }

    /// <summary>Writes the section of the subject and is empty again.</summary>
    public void Write(ByteWriter section)
    {
        _content.Clear();
        section.Varint((ulong)Count);
        long last = -1;
        for (var i = 0; i < Count; i++)
        {
            var start = _content.Length;
            _writer.Write(_content, _columns, i);
            section.Varint((ulong)(_columns[i].Column - last - 1));
            section.Varint((ulong)(_content.Length - start));
            last = _columns[i].Column;
        }

        section.Bytes(_content.Written);
        Count = 0;
    }
}
