using System.Collections.Concurrent;
using System.Collections.Immutable;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Fleet;

/// <summary>The nodes that are known: from the database at start, and those that are added while running.</summary>
internal sealed class NodeRegistry(
    NodeStore store, LiveState live, NodeJudge judge, TopologyBoard topology, TimeProvider clock, ILogger<NodeRegistry> logger)
{
    private readonly ConcurrentDictionary<NodeId, NodeTrack> _nodes = new();

    public ICollection<NodeTrack> All => _nodes.Values;

    public NodeTrack? Find(NodeId id) => _nodes.GetValueOrDefault(id);

    /// <summary>Names and facts as they were, figures unknown.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await store.NodesAsync(cancellationToken))
        {
            _nodes[row.Id] = new NodeTrack(row, ReadFacts(row));
        }

        foreach (var mark in await store.MarksAsync(cancellationToken))
        {
            Find(mark.Node)?.Of(mark.Origin).Set(mark.Epoch, mark.Mark);
        }

        topology.Put(_nodes.Values.Select(Place));
        live.PutAll(_nodes.Values.Select(Starting));
        FleetLog.Loaded(logger, _nodes.Count);
    }

    /// <summary>
    /// The node of the host this program runs on. A data folder that was moved or copied to another host does not mix the two:
    /// where the evidence contradicts, this host becomes a node of its own.
    /// </summary>
    public async Task<NodeId> LocalAsync(HostFacts facts, CancellationToken cancellationToken)
    {
        var identity = NodeFacts.Identity(facts);
        var local = _nodes.Values.FirstOrDefault(node => node.IsLocal);
        if (local is not null && !NodeFacts.Differs(local.Identity, identity))
        {
            return local.Id;
        }

        var id = await RegisterAsync(facts, isLocal: true, cancellationToken);
        if (local is not null)
        {
            local.IsLocal = false;
            FleetLog.OtherHost(logger, local.Id.ToString(), id.ToString());
        }

        return id;
    }

    /// <summary>Makes a node known; from then on its observations are let in.</summary>
    public async Task<NodeId> RegisterAsync(HostFacts facts, bool isLocal, CancellationToken cancellationToken)
    {
        var id = NodeId.New();
        var name = NodeFacts.Name(facts.HostName, id.ToString());
        var row = new NodeRow(id, name, clock.GetUtcNow(), isLocal, NodeFacts.Identity(facts), null);
        await store.AddAsync(row, cancellationToken);
        var track = new NodeTrack(row, NodeFacts.Shown(facts));
        _nodes[id] = track;
        topology.Put(Place(track));
        live.Put(id, _ => Starting(track));
        FleetLog.Registered(logger, id.ToString(), name);
        return id;
    }

    /// <summary>Keeps new facts, if they are new. The caller has the node's turn.</summary>
    public async Task SaveFactsAsync(NodeTrack track, HostFacts facts, CancellationToken cancellationToken)
    {
        var json = NodeFacts.ToJson(facts);
        var identity = NodeFacts.Identity(facts);
        var name = NodeFacts.Name(facts.HostName, track.Id.ToString());
        var merged = new NodeIdentity(identity.Machine ?? track.Identity.Machine, identity.Product ?? track.Identity.Product);
        if (json != track.KeptFacts || merged != track.Identity || name != track.Name)
        {
            await store.SaveFactsAsync(track.Id, name, identity, json, clock.GetUtcNow(), cancellationToken);
        }

        track.KeptFacts = json;
        track.Identity = merged;
        Use(track, facts);
    }

    /// <summary>Shows new facts without keeping them.</summary>
    public void Use(NodeTrack track, HostFacts facts)
    {
        var name = NodeFacts.Name(facts.HostName, track.Id.ToString());
        if (name != track.Name)
        {
            FleetLog.Renamed(logger, track.Id.ToString(), name);
            track.Name = name;
            topology.Put(Place(track));
        }

        track.Facts = NodeFacts.Shown(facts);
    }

    public Task SaveMarkAsync(
        NodeTrack track, HostObservation observation, SequenceMark mark, string? forget, CancellationToken cancellationToken)
        => store.SaveMarkAsync(
            new MarkRow(track.Id, observation.Origin, observation.Epoch, mark, clock.GetUtcNow()), forget, cancellationToken);

    /// <summary>Forgets a node; its history stays until its time is over.</summary>
    public async Task<bool> RemoveAsync(NodeId id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } track)
        {
            return false;
        }

        using var turn = await track.EnterAsync(clock, cancellationToken);
        await store.RemoveAsync(id, cancellationToken);
        _nodes.TryRemove(id, out _);
        // Before the state says so: whoever looks because the state changed must not find the node still inside their bounds.
        topology.Remove(Platform.Auth.Place.Node(id));
        live.Remove(id);
        FleetLog.Removed(logger, id.ToString());
        return true;
    }

    private static PlaceInfo Place(NodeTrack track) => new(Platform.Auth.Place.Node(track.Id), track.Name, []);

    private NodeState Starting(NodeTrack track)
    {
        var verdict = judge.Judge(track, default);
        return new NodeState
        {
            Id = track.Id,
            Name = track.Name,
            Version = 0,
            Facts = track.Facts,
            Figures = null,
            Origins = ImmutableSortedDictionary<Origin, DateTimeOffset>.Empty,
            Findings = verdict.Findings,
            Severity = verdict.Severity,
        };
    }

    private HostFacts? ReadFacts(NodeRow row)
    {
        if (row.Facts is null)
        {
            return null;
        }

        var facts = NodeFacts.FromJson(row.Facts, out var problem);
        if (problem is not null)
        {
            FleetLog.FactsUnreadable(logger, row.Id.ToString(), problem);
        }

        return facts;
    }
}
