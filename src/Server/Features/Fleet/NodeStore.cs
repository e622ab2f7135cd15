using System.Data.Common;
using Proxima.Model;
using Proxima.Model.Wire;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Fleet;

/// <summary>What is kept of a node: a row of <c>nodes</c>. <see cref="Facts"/> is wire JSON.</summary>
internal sealed record NodeRow(NodeId Id, string Name, DateTimeOffset FirstSeen, bool IsLocal, NodeIdentity Identity, string? Facts);

/// <summary>Hashes of the evidence of identity; null where the host does not tell.</summary>
internal sealed record NodeIdentity(string? Machine, string? Product);

/// <summary>A row of <c>origins</c>.</summary>
internal sealed record MarkRow(NodeId Node, Origin Origin, string Epoch, SequenceMark Mark, DateTimeOffset LastAt);

/// <summary>Nodes and their sequence marks in the state database.</summary>
internal sealed class NodeStore(Databases databases)
{
    private readonly IDatabase _database = databases.State;

    public Task<List<NodeRow>> NodesAsync(CancellationToken cancellationToken)
        => _database.ReadAsync(
            (connection, token) => connection
                .Command("SELECT id, name, first_seen_ms, is_local, machine_hash, product_hash, facts FROM nodes ORDER BY id")
                .ListAsync(
                    row => new NodeRow(
                        NodeId.Parse(row.GetString(0), null), row.GetString(1), row.Time(2), row.Flag(3),
                        new NodeIdentity(row.TextOrNull(4), row.TextOrNull(5)), row.TextOrNull(6)),
                    token),
            cancellationToken);

    public Task<List<MarkRow>> MarksAsync(CancellationToken cancellationToken)
        => _database.ReadAsync(
            (connection, token) => connection
                .Command("SELECT node_id, origin, epoch, sequence, floor, missing, last_ms FROM origins ORDER BY last_ms")
                .ListAsync(
                    row => new MarkRow(
                        NodeId.Parse(row.GetString(0), null), OriginText.Parse(row.GetString(1)), row.GetString(2),
                        SequenceMark.Parse(row.GetInt64(3), row.GetInt64(4), row.GetString(5)), row.Time(6)),
                    token),
            cancellationToken);

    /// <summary>Adds a node; a local one takes that mark from the node that had it.</summary>
    public Task AddAsync(NodeRow node, CancellationToken cancellationToken)
        => _database.WriteAsync(
            async (transaction, token) =>
            {
                if (node.IsLocal)
                {
                    await transaction.Command("UPDATE nodes SET is_local = 0 WHERE is_local <> 0").RunAsync(token);
                }

                return await transaction
                    .Command("""
                        INSERT INTO nodes (id, name, first_seen_ms, is_local, machine_hash, product_hash)
                        VALUES (@id, @name, @first, @local, @machine, @product)
                        """)
                    .Bind("@id", node.Id.ToString())
                    .Bind("@name", node.Name)
                    .Bind("@first", node.FirstSeen)
                    .Bind("@local", node.IsLocal)
                    .Bind("@machine", node.Identity.Machine)
                    .Bind("@product", node.Identity.Product)
                    .RunAsync(token);
            },
            cancellationToken);

    /// <summary>Keeps the newest facts. Evidence of identity that is not told this time stays as it was.</summary>
    public Task SaveFactsAsync(
        NodeId id, string name, NodeIdentity identity, string facts, DateTimeOffset at, CancellationToken cancellationToken)
        => _database.WriteAsync(
            (transaction, token) => transaction
                .Command("""
                    UPDATE nodes SET name = @name, facts = @facts, facts_at_ms = @at,
                        machine_hash = COALESCE(@machine, machine_hash), product_hash = COALESCE(@product, product_hash)
                    WHERE id = @id
                    """)
                .Bind("@id", id.ToString())
                .Bind("@name", name)
                .Bind("@facts", facts)
                .Bind("@at", at)
                .Bind("@machine", identity.Machine)
                .Bind("@product", identity.Product)
                .RunAsync(token),
            cancellationToken);

    public Task RemoveAsync(NodeId id, CancellationToken cancellationToken)
        => _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.Command("DELETE FROM origins WHERE node_id = @id").Bind("@id", id.ToString()).RunAsync(token);
                return await transaction.Command("DELETE FROM nodes WHERE id = @id").Bind("@id", id.ToString()).RunAsync(token);
            },
            cancellationToken);

    /// <summary>
    /// Keeps what was received of an epoch; <paramref name="forget"/> is an older epoch of the same origin that makes room.
    /// </summary>
    public Task SaveMarkAsync(MarkRow row, string? forget, CancellationToken cancellationToken)
        => _database.WriteAsync(
            async (transaction, token) =>
            {
                if (forget is not null)
                {
                    var remove = transaction.Command("DELETE FROM origins WHERE node_id = @node AND origin = @origin AND epoch = @epoch");
                    await Key(remove, row, forget).RunAsync(token);
                }

                var save = transaction.Command("""
                    INSERT INTO origins (node_id, origin, epoch, sequence, floor, missing, last_ms)
                    VALUES (@node, @origin, @epoch, @sequence, @floor, @missing, @last)
                    ON CONFLICT (node_id, origin, epoch) DO UPDATE
                    SET sequence = excluded.sequence, floor = excluded.floor, missing = excluded.missing, last_ms = excluded.last_ms
                    """);
                return await Key(save, row, row.Epoch)
                    .Bind("@sequence", row.Mark.High)
                    .Bind("@floor", row.Mark.Floor)
                    .Bind("@missing", row.Mark.MissingText)
                    .Bind("@last", row.LastAt)
                    .RunAsync(token);
            },
            cancellationToken);

    /// <summary>Forgets epochs nothing came from since <paramref name="before"/>; the newest of each origin stays.</summary>
    public Task<int> SweepMarksAsync(DateTimeOffset before, CancellationToken cancellationToken)
        => _database.WriteAsync(
            (transaction, token) => transaction
                .Command("""
                    DELETE FROM origins WHERE last_ms < @before AND EXISTS (
                        SELECT 1 FROM origins AS newer
                        WHERE newer.node_id = origins.node_id AND newer.origin = origins.origin AND newer.last_ms > origins.last_ms)
                    """)
                .Bind("@before", before)
                .RunAsync(token),
            cancellationToken);

    private static DbCommand Key(DbCommand command, MarkRow row, string epoch)
        => command
            .Bind("@node", row.Node.ToString())
            .Bind("@origin", OriginText.Of(row.Origin))
            .Bind("@epoch", epoch);
}

/// <summary>Origins as they stand in the database and in messages.</summary>
internal static class OriginText
{
    public static string Of(Origin origin) => origin switch
    {
        Origin.Local => "local",
        Origin.Agent => "agent",
        Origin.Peer => "peer",
        Origin.Api => "api",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "unknown origin"),
    };

    public static Origin Parse(string text) => text switch
    {
        "local" => Origin.Local,
        "agent" => Origin.Agent,
        "peer" => Origin.Peer,
        "api" => Origin.Api,
        _ => throw new FormatException($"'{text}' is not an origin (local, agent, peer, api)"),
    };
}
