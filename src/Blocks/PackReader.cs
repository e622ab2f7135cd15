using Proxima.Blocks.Coding;

namespace Proxima.Blocks;

/// <summary>The checked directory of a block; finds sections and vouches for them when they are first used.</summary>
internal sealed class PackReader
{
    private readonly ReadOnlyMemory<byte> _block;
    private readonly TimeEntry[] _times;
    private readonly SubjectEntry[] _subjects;
    private readonly long[] _numbers;

    public PackReader(ReadOnlyMemory<byte> block, PackKind kind)
    {
        _block = block;
        var directory = new ByteReader(PackLayout.ReadHead(block.Span, kind));
        var at = PackLayout.HeadLength + directory.Left;
        // An entry takes at least four bytes (timestamps) or three (subjects) of the directory.
        _times = new TimeEntry[directory.Count(directory.Left / 4, "columns of timestamps")];
        ReadTimes(ref directory, ref at);
        _subjects = new SubjectEntry[directory.Count(Math.Min(Block.MostSubjects, directory.Left / 3), "subjects")];
        ReadSubjects(ref directory, ref at);
        if (directory.Left != 0)
            throw BlockException.Nonsense("its directory goes on after the last subject");
        if (at != block.Length)
            throw new BlockException(BlockFault.WrongLength, $"it has {block.Length} bytes and its directory names {at}");
        _numbers = Array.ConvertAll(_subjects, entry => entry.Subject);
    }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<long> Subjects => _numbers;

    public long First => _times.Min(entry => entry.First);

    public long Last => _times.Max(entry => entry.First + entry.Span);

    public int Find(long subject) => Array.BinarySearch(_numbers, subject);

    public SectionReader Section(int index)
    {
        var entry = _subjects[index];
        var content = _block.Slice(entry.At, entry.Length);
        PackLayout.Open(content.Span, $"subject {entry.Subject}");
        return new SectionReader(this, entry.Subject, entry.Time, content[..^Checksum.Bytes]);
    }

    public int Count(int time) => _times[time].Count;

    public (long First, long Last) Range(int time) => (_times[time].First, _times[time].First + _times[time].Span);

    /// <summary>Timestamps, decoded once for all subjects that share them.</summary>
    public long[] Times(int time)
    {
        ref var entry = ref _times[time];
        if (entry.Decoded is { } decoded)
            return decoded;
        var content = PackLayout.Open(_block.Span.Slice(entry.At, entry.Length), "timestamps");
        return entry.Decoded = TimeColumn.Read(content, entry.Count, entry.First, entry.First + entry.Span);
    }

    private void ReadTimes(ref ByteReader directory, ref int at)
    {
        long first = 0;
        for (var i = 0; i < _times.Length; i++)
        {
            var count = directory.Count(Block.MostSamples, "timestamps");
            first = unchecked(first + directory.Signed());
            var span = directory.Varint();
            // Strictly ascending milliseconds: a span below the count is as impossible as one that leaves 64 bits.
            if (count == 0 || span < (ulong)(count - 1) || (Int128)first + span > long.MaxValue)
                throw BlockException.Nonsense($"{count} timestamps within {span} ms from {first}");
            _times[i] = new TimeEntry { Count = count, First = first, Span = (long)span, At = at };
            _times[i].Length = SectionLength(ref directory, ref at);
        }
    }

    private void ReadSubjects(ref ByteReader directory, ref int at)
    {
        if (_subjects.Length == 0 || _times.Length == 0)
            throw BlockException.Nonsense("it has no subject or no timestamps");
        long subject = 0;
        for (var i = 0; i < _subjects.Length; i++)
        {
            var next = unchecked(subject + directory.Signed());
            if (i > 0 && next <= subject)
                throw BlockException.Nonsense($"subject {next} after {subject}");
            subject = next;
            var time = directory.Count(_times.Length - 1, "is the timestamps of a subject");
            _subjects[i] = new SubjectEntry(subject, time, at, SectionLength(ref directory, ref at));
        }
    }

    private int SectionLength(ref ByteReader directory, ref int at)
    {
        var length = directory.Count(_block.Length, "bytes of a section");
        if (length < Checksum.Bytes || length > _block.Length - at)
            throw new BlockException(BlockFault.WrongLength, $"a section of {length} bytes begins at {at} of {_block.Length}");
        at += length;
        return length;
    }

    private struct TimeEntry
    {
        public int Count;
        public long First;
        public long Span;
        public int At;
        public int Length;
        public long[]? Decoded;
    }

    private readonly record struct SubjectEntry(long Subject, int Time, int At, int Length);
}
