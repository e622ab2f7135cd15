namespace Proxima.Server.Features.History.Parts;

/// <summary>Blocks read lately in one snapshot: neighbours of a subject lie in the same block.</summary>
internal sealed class PartShelf(SqlScope sql)
{
    private const int MostBlocks = 16;
    private readonly Dictionary<long, byte[]> _blocks = [];
    private readonly Queue<long> _order = new();

    public SqlScope Sql { get; } = sql;

    /// <summary>Throws <see cref="InvalidDataException"/> when the block is not there.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> BlockAsync(long block, CancellationToken cancellationToken)
    {
        if (_blocks.TryGetValue(block, out var known))
            return known;
        var data = await PartTable.DataAsync(Sql, block, cancellationToken)
            ?? throw new InvalidDataException($"history block: {block} is not there");
        if (_order.Count == MostBlocks)
            _blocks.Remove(_order.Dequeue());
        _order.Enqueue(block);
        return _blocks[block] = data;
    }
}
