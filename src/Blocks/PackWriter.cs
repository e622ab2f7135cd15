using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>Lays out a block: head, directory, then the sections it names, timestamps first, then subjects, each with a checksum.</summary>
internal sealed class PackWriter
{
    private readonly PackKind _kind;
    private readonly List<TimeEntry> _times = [];
    private readonly List<SubjectEntry> _subjects = [];
    private readonly ByteWriter _timeSections = new();
    private readonly ByteWriter _subjectSections = new();
    private readonly ByteWriter _head = new();
    private readonly ColumnSet _columns;
    private readonly TimeColumn _timeColumn;
    private long _subject;
    private int _time = -1;
    private long _lastColumn;

    public PackWriter(PackKind kind)
    {
        var coding = new NumberCoding();
        _kind = kind;
        _columns = new ColumnSet(coding);
        _timeColumn = new TimeColumn(coding);
    }

    public void StartSubject(long subject, ReadOnlySpan<long> times)
    {
        CloseSubject();
        if (_subjects.Count > 0 && subject <= _subjects[^1].Subject)
            throw new ArgumentException($"subject {subject} after {_subjects[^1].Subject}: subjects ascend", nameof(subject));
        if (_subjects.Count == Block.MostSubjects)
            throw new ArgumentException($"a block holds {Block.MostSubjects} subjects, no more", nameof(subject));
        if (times.Length is 0 or > Block.MostSamples)
            throw new ArgumentException($"{times.Length} timestamps; 1 to {Block.MostSamples} are possible", nameof(times));
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] <= times[i - 1])
                throw new ArgumentException($"timestamp {times[i]} after {times[i - 1]}: they ascend strictly", nameof(times));
        }

        if ((Int128)times[^1] - times[0] > long.MaxValue)
            throw new ArgumentException("timestamps span more than 63 bits", nameof(times));
        _time = TimesOf(times);
        _subject = subject;
        _lastColumn = -1;
    }

    public void AddColumn(long column, ReadOnlySpan<double> values)
    {
        if (_time < 0)
            throw new InvalidOperationException("a column belongs to a subject: start one");
        if (values.Length != _times[_time].Times.Length)
            throw new ArgumentException($"{values.Length} values for {_times[_time].Times.Length} timestamps", nameof(values));
        if (column <= _lastColumn)
            throw new ArgumentException($"series {column} after {_lastColumn}: series ascend", nameof(column));
        if (_columns.Count == Block.MostColumns)
            throw new ArgumentException($"a subject has {Block.MostColumns} columns, no more", nameof(column));
        _columns.Add(column, values);
        _lastColumn = column;
    }

    public byte[] Finish()
    {
        CloseSubject();
        if (_subjects.Count == 0)
            throw new InvalidOperationException("a block without a subject is none");
        WriteDirectory();
        var directory = _head.Written;
        var block = new byte[PackLayout.HeadLength + directory.Length + _timeSections.Length + _subjectSections.Length];
        PackLayout.WriteHead(block, _kind, directory);
        directory.CopyTo(block.AsSpan(PackLayout.HeadLength));
        _timeSections.Written.CopyTo(block.AsSpan(PackLayout.HeadLength + directory.Length));
        _subjectSections.Written.CopyTo(block.AsSpan(PackLayout.HeadLength + directory.Length + _timeSections.Length));
        _times.Clear();
        _subjects.Clear();
        _timeSections.Clear();
        _subjectSections.Clear();
        return block;
    }

    private int TimesOf(ReadOnlySpan<long> times)
    {
        // Subjects of one source follow each other; looking further back would cost more than it finds.
        for (var i = _times.Count - 1; i >= Math.Max(0, _times.Count - 4); i--)
        {
            if (times.SequenceEqual(_times[i].Times))
                return i;
        }

        var start = _timeSections.Length;
        _timeColumn.Write(_timeSections, times);
        PackLayout.Seal(_timeSections, start);
        _times.Add(new TimeEntry(times.ToArray(), _timeSections.Length - start));
        return _times.Count - 1;
    }

    private void CloseSubject()
    {
        if (_time < 0)
            return;
        var start = _subjectSections.Length;
        _columns.Write(_subjectSections);
        PackLayout.Seal(_subjectSections, start);
        _subjects.Add(new SubjectEntry(_subject, _time, _subjectSections.Length - start));
        _time = -1;
    }

    private void WriteDirectory()
    {
        _head.Clear();
        _head.Varint((ulong)_times.Count);
        long first = 0;
        foreach (var entry in _times)
        {
            _head.Varint((ulong)entry.Times.Length);
            _head.Signed(entry.Times[0] - first);
            _head.Varint((ulong)(entry.Times[^1] - entry.Times[0]));
            _head.Varint((ulong)entry.Length);
            first = entry.Times[0];
        }

        _head.Varint((ulong)_subjects.Count);
        long subject = 0;
        foreach (var entry in _subjects)
        {
            _head.Signed(entry.Subject - subject);
            _head.Varint((ulong)entry.Time);
            _head.Varint((ulong)entry.Length);
            subject = entry.Subject;
        }
    }

    private readonly record struct TimeEntry(long[] Times, int Length);

    private readonly record struct SubjectEntry(long Subject, int Time, int Length);
}
