using System.Globalization;

namespace Proxima.PveFake.World;

/// <summary>
/// All tasks of the cluster. They make progress by the clock: whoever looks first after the end of one finds its work done.
/// </summary>
internal sealed class TaskTable(PveWorld world)
{
    private const int Kept = 20_000;

    private readonly Dictionary<string, PveTask> _byUpid = new(StringComparer.Ordinal);
    private readonly LinkedList<PveTask> _newestFirst = new();
    private readonly PriorityQueue<PveTask, (DateTimeOffset Ends, int Order)> _running = new();
    private int _order;

    /// <summary>How fast time passes for work: 0 ends every task at once, 1 is about what real hardware takes.</summary>
    public double Pace { get; set; } = 1;

    public IEnumerable<PveTask> NewestFirst => _newestFirst;

    public PveTask? Find(string node, string upid) => _byUpid.TryGetValue(upid, out var task) && task.Node == node ? task : null;

    public PveTask Start(string node, string type, string id, TaskPlan plan)
    {
        var now = world.Now;
        var at = world.Node(node) ?? throw new InvalidOperationException($"there is no node {node}");
        var pid = at.LastPid += 3;
        var processStart = (long)(now - at.BootedAt).TotalSeconds * 100 % uint.MaxValue;
        var owner = plan.Owner;
        var duration = TimeSpan.FromSeconds((plan.Seconds * Pace) + plan.Patience);
        var task = new PveTask
        {
            Upid = world.IsBackupServer ? ServerUpid(node, pid, processStart, now, type, id, owner)
                : Upid(node, pid, processStart, now, type, id, owner),
            Node = node,
            Pid = pid,
            ProcessStart = processStart,
            StartedAt = now,
            Type = type,
            Id = id,
            User = owner.Split('!')[0],
            TokenId = owner.Contains('!', StringComparison.Ordinal) ? owner.Split('!')[1] : null,
            EndsAt = now + duration,
            Work = plan.Work,
            Undo = plan.Undo,
        };
        for (var i = 0; i < plan.Lines.Count; i++)
        {
            task.Plan(now + (duration * ((i + 1) / (double)(plan.Lines.Count + 1))), plan.Lines[i]);
        }

        Keep(task);
        _running.Enqueue(task, (task.EndsAt, _order++));
        world.Log.Add(new ClusterLogEntry(now, node, "pvedaemon", owner, pid, 6, $"starting task {task.Upid}"));
        if (duration <= TimeSpan.Zero)
        {
            Settle();
        }

        return task;
    }

    /// <summary>A task of the past, for a world that was there before we came.</summary>
    public void Remember(PveTask task, string exit)
    {
        task.Finish(task.EndsAt, exit);
        Keep(task);
    }

    /// <summary>Does the work of every task whose time has come, in order.</summary>
    public void Settle()
    {
        var now = world.Now;
        while (_running.TryPeek(out var task, out var due) && due.Ends <= now)
        {
            _running.Dequeue();
            if (!task.IsStopped)
            {
                Finish(task, due.Ends, task.Work?.Invoke(task) ?? "OK");
            }
        }
    }

    public void Stop(PveTask task)
    {
        if (!task.IsStopped)
        {
            task.Undo?.Invoke();
            Finish(task, world.Now, "received interrupt");
        }
    }

    internal static string Upid(string node, int pid, long processStart, DateTimeOffset start, string type, string id, string owner)
        => string.Create(CultureInfo.InvariantCulture,
            $"UPID:{node}:{pid:X8}:{processStart:X8}:{start.ToUnixTimeSeconds():X8}:{type}:{id}:{owner}:");

    // A backup server counts its tasks as well.
    private string ServerUpid(string node, int pid, long processStart, DateTimeOffset start, string type, string id, string owner)
        => string.Create(CultureInfo.InvariantCulture,
            $"UPID:{node}:{pid:X8}:{processStart:X8}:{_order:X8}:{start.ToUnixTimeSeconds():X8}:{type}:{id}:{owner}:");

    private void Finish(PveTask task, DateTimeOffset at, string exit)
    {
        task.Finish(at, exit);
        foreach (var guest in world.Guests.Values.Where(guest => guest.HeldBy == task))
        {
            guest.HeldBy = null;
        }

        world.Log.Add(new ClusterLogEntry(at, task.Node, "pvedaemon", task.UserAndToken, task.Pid, exit == "OK" ? 6 : 3,
            $"end task {task.Upid} {exit}"));
    }

    private void Keep(PveTask task)
    {
        _byUpid[task.Upid] = task;
        _newestFirst.AddFirst(task);
        if (_newestFirst.Count > Kept && _newestFirst.Last is { } oldest && oldest.Value.IsStopped)
        {
            _byUpid.Remove(oldest.Value.Upid);
            _newestFirst.RemoveLast();
        }
    }
}

/// <summary>What a task will do: how long, what it says on the way, and the work itself, which answers with an error or nothing.</summary>
internal sealed record TaskPlan(string Owner, double Seconds)
{
    public IReadOnlyList<string> Lines { get; init; } = [];

    public Func<PveTask, string?>? Work { get; init; }

    public Action? Undo { get; init; }

    /// <summary>Seconds that pass at any pace: a time limit somebody set runs out when it runs out.</summary>
    public double Patience { get; init; }
}
