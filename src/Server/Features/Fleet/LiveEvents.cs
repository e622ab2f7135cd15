using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// States as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). What several streams send is made
/// once: texts hang on the immutable state they were made of and go with it.
/// </summary>
internal sealed class LiveEvents
{
    private readonly ConditionalWeakTable<NodeState, NodeTexts> _nodes = [];
    private readonly ConditionalWeakTable<FleetState, FleetTexts> _fleets = [];

    /// <summary>Names this run of the program: ids of another run mean nothing here.</summary>
    public string Instance { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <param name="version">Version of the state.</param>
    /// <param name="mark">Which nodes the reader sees; empty for all.</param>
    public string Id(long version, string mark) => string.Create(CultureInfo.InvariantCulture, $"{Instance}{mark}-{version}");

    /// <summary>The version an id stands for if a stream can go on from there with deltas; null where it cannot.</summary>
    public long? Resume(string id, string mark, FleetState state)
    {
        var dash = id.LastIndexOf('-');
        return dash > 0
            && id[..dash] == Instance + mark
            && long.TryParse(id[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version <= state.Version
            && version >= state.ResumableFrom
                ? version
                : null;
    }

    public void Snapshot(IBufferWriter<byte> output, FleetState state, string mark)
        => Write(output, "snapshot", Fleet(state).Snapshot.Value, Id(state.Version, mark));

    /// <summary>
    /// Everything that changed after <paramref name="after"/>. Only the last event carries the id: half a delta is no place to
    /// resume from.
    /// </summary>
    public void Delta(IBufferWriter<byte> output, FleetState state, long after, IReadOnlySet<string> watched, LiveMemory memory)
    {
        var batch = new List<(string Name, byte[] Json)>();
        batch.AddRange(state.Gone
            .Where(gone => gone.Version > after)
            .Select(gone => ("gone", Json(new NodeGone(gone.NodeId, gone.Version), FleetJson.Default.NodeGone))));
        batch.AddRange(state.Nodes.Values.Where(node => node.Version > after).Select(node => ("node", Node(node).Summary.Value)));
        batch.AddRange(Watched(state, after, watched));
        var fleet = Fleet(state);
        if (memory.Fleet is null || !memory.Fleet.AsSpan().SequenceEqual(fleet.Mark.Value))
        {
            memory.Fleet = fleet.Mark.Value;
            batch.Add(("fleet", fleet.Overview.Value));
        }

        for (var i = 0; i < batch.Count; i++)
        {
            Write(output, batch[i].Name, batch[i].Json, i == batch.Count - 1 ? Id(state.Version, memory.Mark) : null);
        }
    }

    /// <summary>Figures of the watched nodes as they are now.</summary>
    public void Figures(IBufferWriter<byte> output, FleetState state, IReadOnlySet<string> watched)
    {
        foreach (var (name, json) in Watched(state, -1, watched))
        {
            Write(output, name, json);
        }
    }

    public void Remember(FleetState state, LiveMemory memory) => memory.Fleet = Fleet(state).Mark.Value;

    public void Beat(IBufferWriter<byte> output, DateTimeOffset now, long version, string mark)
        => Write(output, "beat", Json(new LiveBeat(now, version), FleetJson.Default.LiveBeat), Id(version, mark));

    public static void Reset(IBufferWriter<byte> output, string reason)
        => Write(output, "reset", Json(new LiveReset(reason), FleetJson.Default.LiveReset));

    private IEnumerable<(string Name, byte[] Json)> Watched(FleetState state, long after, IReadOnlySet<string> watched)
    {
        foreach (var id in watched)
        {
            if (state.Nodes.GetValueOrDefault(id) is { } node && node.Version > after && Node(node).Update.Value is { } update)
            {
                yield return ("figures", update);
            }
        }
    }

    private static void Write(IBufferWriter<byte> output, string name, ReadOnlySpan<byte> json, string? id = null)
    {
        output.Write("event: "u8);
        output.Write(Encoding.ASCII.GetBytes(name));
        if (id is not null)
        {
            output.Write("\nid: "u8);
            output.Write(Encoding.ASCII.GetBytes(id));
        }

        output.Write("\ndata: "u8);
        output.Write(json);
        output.Write("\n\n"u8);
    }

    private NodeTexts Node(NodeState node) => _nodes.GetValue(node, static one => new NodeTexts(one));

    private FleetTexts Fleet(FleetState state) => _fleets.GetValue(state, static one => new FleetTexts(one));

    private static byte[] Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private sealed class NodeTexts(NodeState node)
    {
        public Lazy<byte[]> Summary { get; } = new(() => Json(NodeViews.Summary(node), FleetJson.Default.NodeSummary));

        public Lazy<byte[]?> Update { get; } = new(() =>
            NodeViews.Update(node) is { } update ? Json(update, FleetJson.Default.NodeFiguresUpdate) : null);
    }

    private sealed class FleetTexts
    {
        public FleetTexts(FleetState state)
        {
            var overview = new Lazy<FleetOverview>(() => FleetViews.Overview(state));
            Overview = new(() => Json(overview.Value, FleetJson.Default.FleetOverview));
            Mark = new(() => SHA256.HashData(Json(overview.Value with { Version = 0, At = default }, FleetJson.Default.FleetOverview)));
            Snapshot = new(() => Json(
                new LiveSnapshot(state.Version, overview.Value, [.. state.Nodes.Values.Select(NodeViews.Summary)]),
                FleetJson.Default.LiveSnapshot));
        }

        public Lazy<byte[]> Overview { get; }

        /// <summary>The same for two states whose overviews differ only in version and time.</summary>
        public Lazy<byte[]> Mark { get; }

        public Lazy<byte[]> Snapshot { get; }
    }
}

/// <summary>What one stream last sent.</summary>
internal sealed class LiveMemory
{
    public byte[]? Fleet { get; set; }

    /// <summary>Which nodes it sees; empty for all.</summary>
    public string Mark { get; set; } = "";

    /// <summary>The state last told of.</summary>
    public FleetState? Seen { get; set; }
}
