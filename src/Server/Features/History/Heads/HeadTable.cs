using System.Collections.Concurrent;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Tail;

namespace Proxima.Server.Features.History.Heads;

/// <summary>
/// The heads of all subjects, by number. A reader that takes a head and a database snapshot at one moment goes through
/// <see cref="MomentAsync"/>, and so does the commit that moves samples from heads to blocks: nobody sees them twice or not at all.
/// </summary>
internal sealed class HeadTable : IDisposable
{
    private readonly ConcurrentDictionary<long, SubjectHead> _heads = new();
    private readonly SemaphoreSlim _moment = new(1, 1);

    public long Bytes => _heads.Values.Sum(static head => head.Bytes);

    /// <summary>Held only as long as it takes to begin a snapshot or to commit.</summary>
    public async Task<IDisposable> MomentAsync(CancellationToken cancellationToken)
    {
        await _moment.WaitAsync(cancellationToken);
        return new Held(_moment);
    }

    public void Put(in NumberedPoint point)
        => _heads.GetOrAdd(point.Subject, static _ => new SubjectHead()).Put(point.At, point.Series, point.Values);

    public PointColumns Copy(long subject, long from, long to, int[]? wanted)
        => _heads.TryGetValue(subject, out var head) ? head.Copy(from, to, wanted) : PointColumns.Empty;

    /// <summary>Whether there is anything outside of a stretch of time.</summary>
    public bool HasOutside(long from, long to) => _heads.Values.Any(head => head.HasOutside(from, to));

    /// <summary>
    /// What is to be closed, by subject: everything outside of the stretch of time that stays. Nobody may append meanwhile.
    /// </summary>
    public SortedDictionary<long, PointColumns> Freeze(long stayFrom, long stayTo)
    {
        var frozen = new SortedDictionary<long, PointColumns>();
        foreach (var (subject, head) in _heads)
        {
            if (head.Freeze(stayFrom, stayTo) is { Rows: > 0 } points)
                frozen[subject] = points;
        }

        return frozen;
    }

    /// <summary>What stayed, to be appended to the tail again before the old one goes. Nobody may append meanwhile.</summary>
    public List<NumberedPoint> Remaining(long stayFrom, long stayTo)
    {
        var all = new List<NumberedPoint>();
        foreach (var (subject, head) in _heads.OrderBy(static pair => pair.Key))
        {
            var points = head.Copy(stayFrom, stayTo, null);
            for (var row = 0; row < points.Rows; row++)
                all.Add(PointOf(subject, points, row));
        }

        return all;
    }

    public void DropClosing(IEnumerable<long> subjects)
    {
        foreach (var subject in subjects)
        {
            if (_heads.TryGetValue(subject, out var head))
                head.DropClosing();
        }
    }

    public void Forget(long subject)
    {
        if (_heads.TryRemove(subject, out var head))
            head.Clear();
    }

    public void Dispose() => _moment.Dispose();

    private static NumberedPoint PointOf(long subject, PointColumns points, int row)
    {
        var columns = Enumerable.Range(0, points.Series.Length).Where(index => !double.IsNaN(points.Values[index][row])).ToArray();
        return new NumberedPoint(
            subject,
            points.Times[row],
            columns.Select(index => points.Series[index]).ToArray(),
            columns.Select(index => points.Values[index][row]).ToArray());
    }

    private sealed class Held(SemaphoreSlim moment) : IDisposable
    {
        private SemaphoreSlim? _moment = moment;

        public void Dispose() => Interlocked.Exchange(ref _moment, null)?.Release();
    }
}
