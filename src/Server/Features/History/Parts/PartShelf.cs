namespace Proxima.Server.Features.History.Parts;

/// <summary>Blocks read lately in one snapshot: neighbours of a subject lie in the same block.</summary>
internal sealed class PartShelf(SqlScope sql)
{
    private const int MostBlocks = 16;
    private readonly Dictionary<long, byte[]> _blocks = [];
    private readonly Queue<long> _order = new();

    private readonly Dictionary<int, (long From, long To, long First, long Last, ILookup<long, Part> Parts)> _listed = [];

    public SqlScope Sql { get; } = sql;

    /// <summary>Lists the parts of many subjects at once: asked for one by one that would be a statement each.</summary>
    public async Task ListAheadAsync(int level, long from, long to, (long First, long Last) subjects, CancellationToken cancellationToken)
    {
        var parts = await PartTable.ListAsync(Sql, subjects, level, from, to, cancellationToken);
        _listed[level] = (from, to, subjects.First, subjects.Last, parts.ToLookup(static part => part.Subject));
    }

    /// <summary>Parts of a subject that reach into a stretch of time, in the order of time.</summary>
    public async Task<IReadOnlyCollection<Part>> ListAsync(
        long subject, int level, long from, long to, CancellationToken cancellationToken)
    {
        if (_listed.TryGetValue(level, out var listed) && listed.From <= from && listed.To >= to && listed.First <= subject
            && subject <= listed.Last)
            return listed.Parts[subject].Where(part => part.From < to && part.To > from).ToArray();
        return await PartTable.ListAsync(Sql, subject, level, from, to, cancellationToken);
    }

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
