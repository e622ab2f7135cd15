using Proxima.Blocks;
using Proxima.Server.Features.History.Parts;

namespace Proxima.Server.Features.History.Heads;

/// <summary>
/// The samples of one subject that are in the tail and in no block yet, in columns that grow. Rows are sorted by time; a sample that
/// comes late is put where it belongs, one that comes twice replaces the first.
/// </summary>
internal sealed class SubjectHead
{
    private const int FirstRows = 16;
    private readonly Lock _lock = new();
    private readonly List<int> _series = [];
    private readonly List<double[]> _columns = [];
    private long[] _times = new long[FirstRows];
    private int[] _columnOf = [];
    private int _rows;

    /// <summary>Being written into blocks; still to be shown until that is committed. What came since stands above it.</summary>
    private PointColumns _closing = PointColumns.Empty;

    /// <summary>Bytes held, roughly.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return (_times.Length * 8L * (_columns.Count + 1)) + ((long)_closing.Rows * 8 * (_closing.Series.Length + 1));
        }
    }

    public bool HasOutside(long from, long to)
    {
        lock (_lock)
            return _closing.Rows > 0 || (_rows > 0 && (_times[0] < from || _times[_rows - 1] >= to));
    }

    public void Put(long at, ReadOnlySpan<int> series, ReadOnlySpan<double> values)
    {
        lock (_lock)
        {
            var row = RowOf(at);
            for (var i = 0; i < series.Length; i++)
                _columns[ColumnOf(series[i])][row] = values[i];
        }
    }

    /// <summary>What is there between two moments, of these series or of all.</summary>
    public PointColumns Copy(long from, long to, int[]? wanted)
    {
        lock (_lock)
        {
            var closing = _closing.Slice(from, to);
            if (wanted is not null && closing.Rows > 0)
                closing = Only(closing, wanted);
            return PointColumns.Merge(closing, LiveRows(Find(from), Find(to), wanted));
        }
    }

    /// <summary>
    /// Moves rows outside of the half-open stretch of time that stays into the closing part, and returns all that are there.
    /// </summary>
    public PointColumns Freeze(long stayFrom, long stayTo)
    {
        lock (_lock)
        {
            var (first, last) = (Find(stayFrom), Find(stayTo));
            var before = LiveRows(0, first, null);
            var after = LiveRows(last, _rows, null);
            var rest = LiveRows(first, last, null);
            _closing = PointColumns.Merge(_closing, PointColumns.Merge(before, after)).Trimmed();
            Replace(rest);
            return _closing;
        }
    }

    /// <summary>After the commit: what was frozen is in blocks.</summary>
    public void DropClosing()
    {
        lock (_lock)
            _closing = PointColumns.Empty;
    }

    /// <summary>Everything, as if it had never come.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _closing = PointColumns.Empty;
            Replace(PointColumns.Empty);
        }
    }

    /// <summary>The row of this moment, made if need be.</summary>
    private int RowOf(long at)
    {
        if (_rows > 0 && _times[_rows - 1] >= at)
        {
            var found = Array.BinarySearch(_times, 0, _rows, at);
            if (found >= 0)
                return found;
            MakeRoom();
            var row = ~found;
            Array.Copy(_times, row, _times, row + 1, _rows - row);
            _times[row] = at;
            foreach (var column in _columns)
            {
                Array.Copy(column, row, column, row + 1, _rows - row);
                column[row] = Block.Gap;
            }

            _rows++;
            return row;
        }

        MakeRoom();
        _times[_rows] = at;
        foreach (var column in _columns)
            column[_rows] = Block.Gap;
        return _rows++;
    }

    private void MakeRoom()
    {
        if (_rows < _times.Length)
            return;
        var length = _times.Length + Math.Max(_times.Length / 2, FirstRows);
        Array.Resize(ref _times, length);
        for (var i = 0; i < _columns.Count; i++)
        {
            var column = _columns[i];
            Array.Resize(ref column, length);
            _columns[i] = column;
        }
    }

    private int ColumnOf(int series)
    {
        if (series < _columnOf.Length && _columnOf[series] > 0)
            return _columnOf[series] - 1;
        if (series >= _columnOf.Length)
            Array.Resize(ref _columnOf, series + 8);
        var column = new double[_times.Length];
        Array.Fill(column, Block.Gap, 0, _rows);
        _columns.Add(column);
        _series.Add(series);
        _columnOf[series] = _columns.Count;
        return _columns.Count - 1;
    }

    private int Find(long at)
    {
        var index = Array.BinarySearch(_times, 0, _rows, at);
        return index < 0 ? ~index : index;
    }

    private PointColumns LiveRows(int first, int last, int[]? wanted)
    {
        if (first >= last)
            return PointColumns.Empty;
        var order = Enumerable.Range(0, _series.Count)
            .Where(index => wanted is null || Array.IndexOf(wanted, _series[index]) >= 0)
            .OrderBy(index => _series[index])
            .ToArray();
        return new PointColumns(
            _times[first..last],
            order.Select(index => _series[index]).ToArray(),
            order.Select(index => _columns[index][first..last]).ToArray());
    }

    private void Replace(PointColumns rest)
    {
        _rows = 0;
        _series.Clear();
        _columns.Clear();
        _columnOf = [];
        _times = new long[Math.Max(FirstRows, rest.Rows)];
        rest.Times.CopyTo(_times, 0);
        _rows = rest.Rows;
        for (var i = 0; i < rest.Series.Length; i++)
            rest.Values[i].CopyTo(_columns[ColumnOf(rest.Series[i])], 0);
    }

    private static PointColumns Only(PointColumns points, int[] wanted)
    {
        var kept = Enumerable.Range(0, points.Series.Length).Where(index => Array.IndexOf(wanted, points.Series[index]) >= 0).ToArray();
        return new PointColumns(
            points.Times, kept.Select(index => points.Series[index]).ToArray(), kept.Select(index => points.Values[index]).ToArray());
    }
}
