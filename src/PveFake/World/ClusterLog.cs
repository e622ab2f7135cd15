namespace Proxima.PveFake.World;

/// <summary>One line of the cluster log.</summary>
public sealed record ClusterLogEntry(DateTimeOffset At, string Node, string Tag, string User, int Pid, int Priority, string Text)
{
    public int Number { get; init; }
}

/// <summary>The newest lines of the cluster log.</summary>
internal sealed class ClusterLog
{
    private const int Kept = 5000;

    private readonly Queue<ClusterLogEntry> _lines = new();
    private int _number;

    public IEnumerable<ClusterLogEntry> NewestFirst => _lines.Reverse();

    public void Add(ClusterLogEntry entry)
    {
        _lines.Enqueue(entry with { Number = ++_number });
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }
}
