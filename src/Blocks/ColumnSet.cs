using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>The columns of one subject on their way into a block.</summary>
internal sealed class ColumnSet(NumberCoding coding)
{
    private readonly ColumnWriter _writer = new(coding);
    private readonly List<(long Column, double[] Values)> _columns = [];
    private readonly ByteWriter _content = new();

    public int Count => _columns.Count;

    public void Add(long column, ReadOnlySpan<double> values) => _columns.Add((column, values.ToArray()));

    /// <summary>Writes the section of the subject and is empty again.</summary>
    public void Write(ByteWriter section)
    {
        _content.Clear();
        section.Varint((ulong)_columns.Count);
        long last = -1;
        foreach (var (column, values) in _columns)
        {
            var start = _content.Length;
            _writer.Write(_content, values);
            section.Varint((ulong)(column - last - 1));
            section.Varint((ulong)(_content.Length - start));
            last = column;
        }

        section.Bytes(_content.Written);
        _columns.Clear();
    }
}
