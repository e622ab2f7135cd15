namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// One level of one subject while it is being changed: parts are listed and read when they are needed, new ones fill what no part
/// covers. What cannot be read is set aside, and the stretch of time it covered is free again.
/// </summary>
internal sealed class LevelEdit(long subject, int level, PartShelf shelf, PartChange change)
{
    private readonly List<EditedPart> _parts = [];
    private readonly HashSet<long> _seen = [];
    private readonly List<Part> _replaced = [];
    private (long From, long To)? _listed;

    public int Level => level;

    /// <summary>The parts that reach into a stretch of time, in the order of time.</summary>
    public async Task<List<EditedPart>> InAsync(long from, long to, CancellationToken cancellationToken)
    {
        await ListAsync(from, to, cancellationToken);
        return _parts.Where(part => part.From < to && part.To > from).ToList();
    }

    /// <summary>Null when it could not be read: then it is set aside and no longer one of ours.</summary>
    public async Task<PointColumns?> PointsAsync(EditedPart part, CancellationToken cancellationToken)
    {
        if (part is { Points: null, Stored: { } stored })
            part.Points = await TryAsync(part, stored, block => PartBytes.Points(block, subject), cancellationToken);
        return part.Points;
    }

    /// <inheritdoc cref="PointsAsync"/>
    public async Task<SummaryColumns?> SumsAsync(EditedPart part, CancellationToken cancellationToken)
    {
        if (part is { Sums: null, Stored: { } stored })
            part.Sums = await TryAsync(part, stored, block => PartBytes.Sums(block, subject), cancellationToken);
        return part.Sums;
    }

    /// <summary>A new part around a moment that no part covers: as much of its window as its neighbours leave.</summary>
    public async Task<EditedPart> MakeAsync(long at, long from, long to, CancellationToken cancellationToken)
    {
        foreach (var other in await InAsync(from, to, cancellationToken))
        {
            if (other.To <= at)
                from = Math.Max(from, other.To);
            else
                to = Math.Min(to, other.From);
        }

        var part = new EditedPart { From = from, To = to, Tier = 0, IsChanged = true };
        Insert(part);
        return part;
    }

    /// <summary>One part instead of all within a window.</summary>
    public EditedPart Join(IReadOnlyCollection<EditedPart> parts, long from, long to, int tier)
    {
        foreach (var part in parts)
        {
            _parts.Remove(part);
            if (part.Stored is { } stored)
                _replaced.Add(stored);
        }

        var joined = new EditedPart { From = from, To = to, Tier = tier, IsChanged = true };
        Insert(joined);
        return joined;
    }

    /// <summary>Adds what changed to the change.</summary>
    public void Finish()
    {
        change.Removed.AddRange(_replaced);
        foreach (var part in _parts.Where(static part => part.IsChanged))
        {
            if (part.Stored is { } stored)
                change.Removed.Add(stored);
            if (part.HasContent)
                change.Added.Add(new NewPart(subject, level, part.From, part.To, part.Tier, part.Points, part.Sums));
        }
    }

    private async Task<T?> TryAsync<T>(
        EditedPart part, Part stored, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return read(await shelf.BlockAsync(stored.Block, cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            change.Damaged.Add(new DamagedPart(stored, exception.Message));
            _parts.Remove(part);
            return null;
        }
    }

    private async Task ListAsync(long from, long to, CancellationToken cancellationToken)
    {
        if (_listed is { } listed)
        {
            if (listed.From <= from && listed.To >= to)
                return;
            (from, to) = (Math.Min(from, listed.From), Math.Max(to, listed.To));
        }

        foreach (var stored in await shelf.ListAsync(subject, level, from, to, cancellationToken))
        {
            // Seen once is enough: it may have been replaced or set aside since.
            if (_seen.Add(stored.From))
                Insert(new EditedPart { From = stored.From, To = stored.To, Tier = stored.Tier, Stored = stored });
        }

        _listed = (from, to);
    }

    private void Insert(EditedPart part)
    {
        var index = _parts.FindIndex(other => other.From > part.From);
        _parts.Insert(index < 0 ? _parts.Count : index, part);
    }
}
