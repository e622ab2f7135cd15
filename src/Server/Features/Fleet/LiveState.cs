using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Proxima.Model;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// The live state: one immutable value at a time. Readers wait for the next one and skip what they were too slow for,
/// so nothing piles up however slow they are.
/// </summary>
internal sealed class LiveState(TimeProvider clock)
{
    /// <summary>Removals remembered for readers that resume; an older resume gets a snapshot.</summary>
    public const int MostGone = 256;

    private readonly Lock _lock = new();
    private Head _head = new(First(clock.GetUtcNow()));

    public FleetState Current => Volatile.Read(ref _head).State;

    /// <summary>
    /// Adds or changes one node; null from <paramref name="change"/> leaves everything as it is. Runs under a lock: keep it
    /// short.
    /// </summary>
    public void Put(NodeId id, Func<NodeState?, NodeState?> change)
    {
        var key = id.ToString();
        Step((state, version) => change(state.Nodes.GetValueOrDefault(key)) is { } next
            ? state with { Nodes = state.Nodes.SetItem(key, next with { Version = version }) }
            : null);
    }

    /// <summary>Adds many nodes in one step.</summary>
    public void PutAll(IEnumerable<NodeState> nodes)
        => Step((state, version) =>
        {
            var all = state.Nodes.ToBuilder();
            foreach (var node in nodes)
            {
                all[node.Id.ToString()] = node with { Version = version };
            }

            return state with { Nodes = all.ToImmutable() };
        });

    public void Remove(NodeId id)
    {
        var key = id.ToString();
        Step((state, version) =>
        {
            if (!state.Nodes.ContainsKey(key))
            {
                return null;
            }

            var gone = state.Gone.Add((key, version));
            var from = state.ResumableFrom;
            while (gone.Count > MostGone)
            {
                from = gone[0].Version;
                gone = gone.RemoveAt(0);
            }

            return state with { Nodes = state.Nodes.Remove(key), Gone = gone, ResumableFrom = from };
        });
    }

    /// <inheritdoc cref="IFleet.ChangesAsync"/>
    public async IAsyncEnumerable<FleetState> ChangesAsync(long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = afterVersion;
        while (true)
        {
            var head = Volatile.Read(ref _head);
            if (head.State.Version > last)
            {
                last = head.State.Version;
                yield return head.State;
            }
            else
            {
                await head.Next.Task.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>
    /// Versions are the time of the change where the clock allows, not a count: who sees a few nodes must not learn from their versions
    /// how much goes on elsewhere.
    /// </summary>
    private void Step(Func<FleetState, long, FleetState?> change)
    {
        Head replaced;
        lock (_lock)
        {
            replaced = _head;
            var now = clock.GetUtcNow();
            var version = Math.Max(replaced.State.Version + 1, now.ToUnixTimeMilliseconds());
            if (change(replaced.State, version) is not { } next)
            {
                return;
            }

            Volatile.Write(ref _head, new Head(next with { Version = version, At = now }));
        }

        replaced.Next.SetResult();
    }

    private static FleetState First(DateTimeOffset now)
    {
        var start = now.ToUnixTimeMilliseconds();
        var none = ImmutableSortedDictionary.Create<string, NodeState>(StringComparer.Ordinal);
        return new FleetState(start, now, none) { ResumableFrom = start };
    }

    private sealed record Head(FleetState State)
    {
        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
