using System.Collections.Immutable;
using Proxima.Model;
using Proxima.Model.Health;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

public sealed class LiveStateTests
{
    private readonly LiveState _live = new(new ManualClock());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_reader_skips_states_and_misses_no_change()
    {
        var nodes = Enumerable.Range(0, 5).Select(_ => NodeId.New()).ToList();
        var start = _live.Current.Version;
        await using var changes = _live.ChangesAsync(start, Stop).GetAsyncEnumerator(Stop);
        for (var round = 0; round < 100; round++)
        {
            foreach (var node in nodes)
            {
                _live.Put(node, _ => Node(node, $"round {round}"));
            }
        }

        (await changes.MoveNextAsync()).ShouldBeTrue();

        changes.Current.Version.ShouldBe(start + 500);
        changes.Current.Nodes.Values.ShouldAllBe(node => node.Name == "round 99");
        _live.Put(nodes[0], _ => Node(nodes[0], "later"));
        (await changes.MoveNextAsync()).ShouldBeTrue();
        changes.Current.Version.ShouldBe(start + 501, "there was nothing in between");
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_change()
    {
        var start = _live.Current.Version;
        await using var changes = _live.ChangesAsync(start, Stop).GetAsyncEnumerator(Stop);
        var next = changes.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();
        var id = NodeId.New();

        _live.Put(id, _ => Node(id, "pve1"));

        (await next).ShouldBeTrue();
        changes.Current.Nodes.Values.ShouldHaveSingleItem().Version.ShouldBe(start + 1);
    }

    [Fact]
    public async Task Many_writers_and_readers_agree_on_the_last_state()
    {
        var ids = Enumerable.Range(0, 8).Select(_ => NodeId.New()).ToList();
        var start = _live.Current.Version;
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(ReadToEndAsync, Stop)).ToList();

        await Task.WhenAll(ids.Select(id => Task.Run(
            () =>
            {
                for (var i = 0; i < 250; i++)
                {
                    _live.Put(id, _ => Node(id, "pve"));
                }
            },
            Stop)));

        (await Task.WhenAll(readers)).ShouldAllBe(last => last == start + 2000);

        async Task<long> ReadToEndAsync()
        {
            long last = 0;
            await foreach (var state in _live.ChangesAsync(0, Stop))
            {
                state.Version.ShouldBeGreaterThan(last);
                last = state.Version;
                if (last == start + 2000)
                {
                    break;
                }
            }

            return last;
        }
    }

    [Fact]
    public async Task A_reader_ends_with_its_token()
    {
        using var ends = new CancellationTokenSource();
        await using var changes = _live.ChangesAsync(_live.Current.Version, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = changes.MoveNextAsync().AsTask();

        await ends.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    [Fact]
    public void No_change_is_no_version()
    {
        var start = _live.Current.Version;
        _live.Put(NodeId.New(), _ => null);
        _live.Remove(NodeId.New());

        _live.Current.Version.ShouldBe(start);
    }

    [Fact]
    public void Versions_tell_when_and_not_how_often()
    {
        var clock = new ManualClock();
        var live = new LiveState(clock);
        var id = NodeId.New();
        foreach (var other in Enumerable.Range(0, 3))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            live.Put(NodeId.New(), _ => Node(NodeId.New(), $"other {other}"));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        live.Put(id, _ => Node(id, "mine"));
        live.Current.Version.ShouldBe(clock.GetUtcNow().ToUnixTimeMilliseconds());
        clock.SetWallClock(clock.GetUtcNow() - TimeSpan.FromDays(1));
        var before = live.Current.Version;
        live.Put(id, _ => Node(id, "renamed"));
        live.Current.Version.ShouldBe(before + 1, "a clock that is set back must not turn versions back");
    }

    [Fact]
    public void Removals_are_remembered_for_a_while_and_older_readers_must_start_anew()
    {
        var start = _live.Current.Version;
        for (var i = 0; i < LiveState.MostGone + 10; i++)
        {
            var id = NodeId.New();
            _live.Put(id, _ => Node(id, "pve"));
            _live.Remove(id);
        }

        var state = _live.Current;
        state.Gone.Count.ShouldBe(LiveState.MostGone);
        state.ResumableFrom.ShouldBe(start + 20);
        state.Gone[0].Version.ShouldBeGreaterThan(state.ResumableFrom);
    }

    internal static NodeState Node(NodeId id, string name, Severity severity = Severity.Ok) => new()
    {
        Id = id,
        Name = name,
        Version = 0,
        Facts = null,
        Figures = null,
        Origins = ImmutableSortedDictionary<Origin, DateTimeOffset>.Empty,
        Severity = severity,
    };
}
