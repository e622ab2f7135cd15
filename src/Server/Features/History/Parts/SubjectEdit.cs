namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Changes the parts of one subject so that levels never disagree: samples go into the part of their time, the roll-ups of every span
/// they touch are made anew from all samples of the span, and so on upwards.
/// </summary>
internal sealed class SubjectEdit
{
    private readonly LevelEdit[] _levels;
    private readonly Floors _floors;

    public SubjectEdit(long subject, PartShelf shelf, Floors floors)
    {
        _floors = floors;
        _levels = Enumerable.Range(0, Resolution.Coarsest + 1).Select(level => new LevelEdit(subject, level, shelf, Change)).ToArray();
    }

    public PartChange Change { get; } = new();

    /// <summary>
    /// Adds samples, the newer of two of one millisecond stays. No new part reaches beyond <paramref name="cut"/>, up to where
    /// everything is being closed. Samples older than samples are kept count in the finest roll-up that is.
    /// With <paramref name="storedStays"/> it is the stored one of two that stays.
    /// </summary>
    public async Task AddAsync(PointColumns points, long cut, CancellationToken cancellationToken, bool storedStays = false)
    {
        var to = long.MaxValue;
        for (var level = Resolution.Points; level <= Resolution.Coarsest; level++)
        {
            var floor = Math.Min(to, _floors.Of(level));
            var some = points.Slice(floor, to);
            to = floor;
            if (some.Rows == 0)
                continue;
            if (level == Resolution.Points)
                await AddPointsAsync(some, cut, storedStays, cancellationToken);
            else
                await AddToSumsAsync(level, SummaryColumns.Of(some, Resolution.SpanMilliseconds(level)), cancellationToken);
        }
    }

    /// <summary>Adds roll-ups to those of a level, and to those made of them.</summary>
    public async Task AddToSumsAsync(int level, SummaryColumns sums, CancellationToken cancellationToken)
    {
        if (sums.Rows == 0)
            return;
        await PutAsync(level, (sums.Times[0], sums.Times[^1] + Resolution.SpanMilliseconds(level)), sums,
            static (stored, more) => stored.Merge(more), cancellationToken);
        await RenewAboveAsync(level, (sums.Times[0], sums.Times[^1] + 1), cancellationToken);
    }

    /// <summary>Takes over roll-ups made elsewhere; where there is one already, the one of more samples stays.</summary>
    public async Task TakeOverAsync(int level, SummaryColumns sums, CancellationToken cancellationToken)
    {
        if (sums.Rows == 0)
            return;
        await PutAsync(level, (sums.Times[0], sums.Times[^1] + Resolution.SpanMilliseconds(level)), sums,
            static (stored, other) => stored.Count >= other.Count ? stored : other, cancellationToken);
        await RenewAboveAsync(level, (sums.Times[0], sums.Times[^1] + 1), cancellationToken);
    }

    /// <summary>All parts of a level in a window become one.</summary>
    public async Task CompactAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        var edit = _levels[level];
        var parts = await edit.InAsync(from, to, cancellationToken);
        var points = PointColumns.Empty;
        var sums = SummaryColumns.Empty;
        foreach (var part in parts)
        {
            if (level == Resolution.Points)
                points = PointColumns.Merge(points, await edit.PointsAsync(part, cancellationToken) ?? PointColumns.Empty);
            else
                sums = Appended(sums, await edit.SumsAsync(part, cancellationToken) ?? SummaryColumns.Empty);
        }

        // Those that could not be read are no longer among them.
        var joined = edit.Join(await edit.InAsync(from, to, cancellationToken), from, to, tier: 1);
        (joined.Points, joined.Sums) = level == Resolution.Points ? (points, (SummaryColumns?)null) : (null, sums);
    }

    /// <summary>Makes the roll-ups of an hour and a day for a day that is over.</summary>
    public async Task BuildDayAsync(long from, long to, CancellationToken cancellationToken)
    {
        for (var level = 2; level <= Resolution.Coarsest; level++)
        {
            var sums = (await SumsAsync(level - 1, from, to, cancellationToken)).Coarser(Resolution.SpanMilliseconds(level));
            await PutAsync(level, (from, to), sums, Newest, cancellationToken);
        }
    }

    public PartChange Finish()
    {
        foreach (var level in _levels)
            level.Finish();
        return Change;
    }

    private async Task AddPointsAsync(PointColumns points, long cut, bool storedStays, CancellationToken cancellationToken)
    {
        var edit = _levels[Resolution.Points];
        // Listed at once: asked for window by window this would be a statement each.
        var (first, last) = (Resolution.AlignDown(points.Times[0], Resolution.Window), points.Times[^1] + Resolution.Window);
        await edit.InAsync(first, last, cancellationToken);
        await _levels[1].InAsync(first, last, cancellationToken);
        for (var row = 0; row < points.Rows;)
        {
            var at = points.Times[row];
            var part = (await edit.InAsync(at, at + 1, cancellationToken)).FirstOrDefault();
            if (part is not null && await edit.PointsAsync(part, cancellationToken) is null)
                part = null;
            part ??= await MakeAsync(edit, at, cut, cancellationToken);
            var some = points.Slice(at, part.To).Trimmed();
            var stored = part.Points ?? PointColumns.Empty;
            part.Points = storedStays ? PointColumns.Merge(some, stored) : PointColumns.Merge(stored, some);
            part.IsChanged = true;
            await RenewFirstAsync(part.Points, some, (part.From, part.To), cancellationToken);
            row += some.Rows;
        }

        await RenewAboveAsync(1, (points.Times[0], points.Times[^1] + 1), cancellationToken);
    }

    private static Task<EditedPart> MakeAsync(LevelEdit edit, long at, long cut, CancellationToken cancellationToken)
    {
        var from = Resolution.AlignDown(at, Resolution.Window);
        var to = from + Resolution.Window;
        return edit.MakeAsync(at, from, at < cut ? Math.Min(to, cut) : to, cancellationToken);
    }

    /// <summary>
    /// Roll-ups of the spans that samples arrived in, from all samples of a part. Where fewer samples are left than the stored roll-up
    /// counts, some were in a part that could not be read: then those that arrived are added to it.
    /// </summary>
    private Task RenewFirstAsync(PointColumns all, PointColumns arrived, (long From, long To) window, CancellationToken cancellationToken)
    {
        var span = Resolution.SpanMilliseconds(1);
        var more = SummaryColumns.Of(arrived, span);
        // Where nothing was before, what arrived is all.
        var anew = ReferenceEquals(all, arrived) ? more : SummaryColumns.Of(all.Slice(more.Times[0], more.Times[^1] + span), span);
        return PutAsync(1, window, anew, Missing, cancellationToken, more);

        static Summary Missing(Summary stored, Summary anew)
            => anew.Count >= stored.Count ? anew : stored with { Count = -stored.Count };
    }

    /// <summary>Joins roll-ups with those of a level that are there, and makes parts for those no part covers.</summary>
    private async Task PutAsync(
        int level,
        (long From, long To) window,
        SummaryColumns sums,
        Func<Summary, Summary, Summary> join,
        CancellationToken cancellationToken,
        SummaryColumns? arrived = null)
    {
        var edit = _levels[level];
        foreach (var part in await edit.InAsync(window.From, window.To, cancellationToken))
        {
            var here = sums.Slice(part.From, part.To);
            if (here.Rows == 0 || await edit.SumsAsync(part, cancellationToken) is not { } stored)
                continue;
            part.Sums = Settle(SummaryColumns.Merge(stored, here, join), arrived?.Slice(part.From, part.To));
            part.IsChanged = true;
        }

        for (var row = 0; row < sums.Rows;)
        {
            var at = sums.Times[row];
            var part = (await edit.InAsync(at, at + 1, cancellationToken)).FirstOrDefault();
            if (part is null)
            {
                var from = Math.Max(Resolution.AlignDown(at, Resolution.WindowOf(level)), window.From);
                var to = Math.Min(Resolution.AlignDown(at, Resolution.WindowOf(level)) + Resolution.WindowOf(level), window.To);
                part = await edit.MakeAsync(at, from, to, cancellationToken);
                part.Sums = sums.Slice(at, part.To).Trimmed();
            }

            row = sums.IndexOf(part.To);
        }
    }

    /// <summary>A negative count marks a roll-up that knows of more samples than are left.</summary>
    private static SummaryColumns Settle(SummaryColumns sums, SummaryColumns? arrived)
    {
        if (!Array.Exists(sums.Values, static column => Array.Exists(column, static one => one.Count < 0)))
            return sums;
        return SummaryColumns.Merge(
            sums, arrived ?? SummaryColumns.Empty, static (one, more) => one.Count < 0
                ? (one with { Count = -one.Count }).Merge(more) : one);
    }

    /// <summary>Where coarser roll-ups are made already, those of the spans that changed are made anew.</summary>
    private async Task RenewAboveAsync(int level, (long From, long To) changed, CancellationToken cancellationToken)
    {
        for (var above = level + 1; above <= Resolution.Coarsest; above++)
        {
            var span = Resolution.SpanMilliseconds(above);
            changed = (Resolution.AlignDown(changed.From, span), Resolution.AlignUp(changed.To, span));
            var parts = await _levels[above].InAsync(changed.From, changed.To, cancellationToken);
            foreach (var part in parts)
            {
                var (from, to) = (Math.Max(part.From, changed.From), Math.Min(part.To, changed.To));
                var sums = (await SumsAsync(above - 1, from, to, cancellationToken)).Coarser(span);
                await PutAsync(above, (from, to), sums, Newest, cancellationToken);
            }
        }
    }

    /// <summary>The roll-ups of a level; where it has no part, made from the level below.</summary>
    private async Task<SummaryColumns> SumsAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        var edit = _levels[level];
        var all = SummaryColumns.Empty;
        var at = from;
        foreach (var part in await edit.InAsync(from, to, cancellationToken))
        {
            if (await edit.SumsAsync(part, cancellationToken) is not { } sums)
                continue;
            all = Appended(Appended(all, await BelowAsync(level, at, part.From, cancellationToken)), sums.Slice(from, to));
            at = Math.Max(at, part.To);
        }

        return Appended(all, await BelowAsync(level, at, to, cancellationToken));
    }

    private async Task<SummaryColumns> BelowAsync(int level, long from, long to, CancellationToken cancellationToken)
    {
        if (from >= to)
            return SummaryColumns.Empty;
        if (level > 1)
            return (await SumsAsync(level - 1, from, to, cancellationToken)).Coarser(Resolution.SpanMilliseconds(level));
        var points = PointColumns.Empty;
        foreach (var part in await _levels[Resolution.Points].InAsync(from, to, cancellationToken))
        {
            if (await _levels[Resolution.Points].PointsAsync(part, cancellationToken) is { } some)
                points = PointColumns.Merge(points, some.Slice(from, to));
        }

        return SummaryColumns.Of(points, Resolution.SpanMilliseconds(1));
    }

    private static SummaryColumns Appended(SummaryColumns earlier, SummaryColumns later)
        => SummaryColumns.Merge(earlier, later, static (one, other) => one.Merge(other));

    /// <summary>Samples are never taken away: fewer than before means that some could not be read.</summary>
    private static Summary Newest(Summary stored, Summary anew) => anew.Count >= stored.Count ? anew : stored;
}
