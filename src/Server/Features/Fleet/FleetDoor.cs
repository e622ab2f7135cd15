using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Wire;
using Proxima.Server.Features.History;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// The one door: validate, de-duplicate, keep, then show. Observations of one node go through one after the other, those of
/// different nodes side by side.
/// </summary>
internal sealed class FleetDoor(
    LiveState live, NodeRegistry nodes, IHistory history, NodeJudge judge, TimeProvider clock, ILogger<FleetDoor> logger) : IFleet
{
    /// <summary>A database that takes longer is not writing.</summary>
    public static TimeSpan LongestWrite { get; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Samples of this host are never sent again, so its mark need not be written at every beat: that would wear flash for
    /// nothing.
    /// </summary>
    public static TimeSpan LocalMarkEvery { get; } = TimeSpan.FromMinutes(10);

    public FleetState Current => live.Current;

    public IAsyncEnumerable<FleetState> ChangesAsync(long afterVersion, CancellationToken cancellationToken)
        => live.ChangesAsync(afterVersion, cancellationToken);

    public async Task<AcceptResult> AcceptAsync(HostObservation observation, CancellationToken cancellationToken)
    {
        if (ObservationCheck.Problem(observation) is { } problem)
        {
            return Refuse(observation, problem);
        }

        if (nodes.Find(observation.Node) is not { } track)
        {
            return Refuse(observation, "this node is not known here");
        }

        using var turn = await track.EnterAsync(clock, cancellationToken);
        if (nodes.Find(observation.Node) != track)
        {
            return Refuse(observation, "this node was removed");
        }

        var arrival = Arrival.Of(observation, clock);
        if (observation.IsLive)
        {
            ShowLive(track, observation, arrival);
            return new AcceptResult(AcceptOutcome.Accepted);
        }

        return await KeepAsync(track, observation, arrival, cancellationToken);
    }

    /// <summary>Shows a sample of this host that could not be kept, and says so in a finding until one is kept again.</summary>
    public async Task ShowUnkeptAsync(HostObservation observation, string error, CancellationToken cancellationToken)
    {
        if (ObservationCheck.Problem(observation) is not null || nodes.Find(observation.Node) is not { } track)
        {
            return;
        }

        using var turn = await track.EnterAsync(clock, cancellationToken);
        track.HistoryError = error;
        track.JudgedAt = null;
        ShowLive(track, observation with { Sequence = 0 }, Arrival.Of(observation, clock));
    }

    private async Task<AcceptResult> KeepAsync(
        NodeTrack track, HostObservation observation, Arrival arrival, CancellationToken cancellationToken)
    {
        var origin = track.Of(observation.Origin);
        var mark = origin.Mark(observation.Epoch);
        if (mark.Knows(observation.Sequence))
        {
            return new AcceptResult(AcceptOutcome.Duplicate);
        }

        var speaks = track.Speaks(observation.Origin, arrival.Stamp, judge.StaleAfter, clock);
        var isLate = origin.IsLate(observation);
        var before = origin.Before(observation);
        var kept = FiguresOf.Host(before, observation);
        await WriteAsync(track, observation, arrival, speaks ? kept : null, cancellationToken);

        track.Hear(observation.Origin, arrival);
        origin.RememberNumbered(observation);
        origin.Set(observation.Epoch, mark.With(observation.Sequence));
        if (speaks)
        {
            track.HistoryError = null;
        }

        if (speaks && !isLate)
        {
            var shown = ReferenceEquals(origin.LastShown, before) ? kept : FiguresOf.Host(origin.LastShown, observation);
            origin.RememberShown(observation);
            Publish(track, observation, arrival, shown, kept);
        }

        return new AcceptResult(AcceptOutcome.Accepted);
    }

    private async Task WriteAsync(
        NodeTrack track, HostObservation observation, Arrival arrival, HostFigures? figures, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWrite, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (figures is not null)
            {
                if (observation.Facts is { } facts)
                {
                    await nodes.SaveFactsAsync(track, facts, either.Token);
                }

                await history.AppendAsync(Point(track, arrival, figures), either.Token);
            }

            await KeepDisksAsync(track, observation, arrival, either.Token);

            await SaveMarkAsync(track, observation, arrival.Stamp, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                FormattableString.Invariant($"the database did not write in {LongestWrite.TotalSeconds} s"), exception);
        }
    }

    private HistoryPoint Point(NodeTrack track, Arrival arrival, HostFigures figures)
    {
        // Kept is what was true when the sample was taken, however long it was on its way.
        var verdict = judge.Judge(track, new Judged(figures, arrival.At, TimeSpan.Zero, arrival.ClockAhead));
        var values = FiguresToSeries.SeriesOf(figures)
            .Where(pair => double.IsFinite(pair.Value))
            .Select(pair => new SeriesValue(pair.Series, Model.Fleet.Series.Kept(pair.Series, pair.Value)))
            .Append(new SeriesValue(Model.Fleet.Series.NodeState, verdict.Number));
        return new HistoryPoint(SubjectId.Of(track.Id), arrival.At, [.. values]);
    }

    /// <summary>
    /// Reports of disks are rare: each is kept once, under the disk's own name, at the time the disk was asked. After a restart the last
    /// one is written again, which changes nothing.
    /// </summary>
    private async Task KeepDisksAsync(NodeTrack track, HostObservation observation, Arrival arrival, CancellationToken cancellationToken)
    {
        List<HistoryPoint> points = [];
        foreach (var disk in observation.Storage?.Disks.Reading.Value?.Disks ?? [])
        {
            if (disk is not { SmartAt: { } at, Smart.Value: { } report } || at > arrival.At
                || track.DisksKept.GetValueOrDefault(disk.Id) >= at)
            {
                continue;
            }

            points.Add(new HistoryPoint(DiskHealthToSeries.SubjectOf(track.Id, disk.Id), at, [.. DiskHealthToSeries.SeriesOf(report)
                .Select(pair => new SeriesValue(pair.Series, Model.Fleet.Series.Kept(pair.Series, pair.Value)))]));
        }

        if (points.Count == 0)
        {
            return;
        }

        await history.AppendAsync(points, cancellationToken);
        track.DisksKept = (observation.Storage?.Disks.Reading.Value?.Disks ?? [])
            .Where(disk => disk.SmartAt is not null).DistinctBy(disk => disk.Id)
            .ToDictionary(disk => disk.Id, disk => disk.SmartAt ?? default, StringComparer.Ordinal);
    }

    private async Task SaveMarkAsync(NodeTrack track, HostObservation observation, long stamp, CancellationToken cancellationToken)
    {
        var origin = track.Of(observation.Origin);
        var isDue = observation.Origin != Origin.Local
            || origin.Saved is not { } saved
            || saved.Epoch != observation.Epoch
            || clock.GetElapsedTime(saved.Stamp, stamp) >= LocalMarkEvery;
        if (isDue)
        {
            var mark = origin.Mark(observation.Epoch).With(observation.Sequence);
            await nodes.SaveMarkAsync(track, observation, mark, origin.PushedOutBy(observation.Epoch), cancellationToken);
            origin.Saved = (observation.Epoch, stamp);
        }
    }

    private void ShowLive(NodeTrack track, HostObservation observation, Arrival arrival)
    {
        var origin = track.Of(observation.Origin);
        if (!track.Speaks(observation.Origin, arrival.Stamp, judge.StaleAfter, clock) || origin.IsLate(observation))
        {
            return;
        }

        if (observation.Facts is { } facts)
        {
            nodes.Use(track, facts);
        }

        track.Hear(observation.Origin, arrival);
        var figures = FiguresOf.Host(origin.LastShown, observation);
        origin.RememberShown(observation);

        // One second is too short a window for verdicts: between beats a node that answers keeps the last one.
        var keepsVerdict = track.JudgedAt is { } judged && clock.GetElapsedTime(judged, arrival.Stamp) < judge.Beat * 1.5;
        Publish(track, observation, arrival, figures, keepsVerdict ? null : figures);
    }

    /// <summary>
    /// Puts the sample into the live state; <paramref name="judgeBy"/> null keeps the verdict there is, if it rests on a fresh
    /// sample.
    /// </summary>
    private void Publish(NodeTrack track, HostObservation observation, Arrival arrival, HostFigures figures, HostFigures? judgeBy)
    {
        var isFresh = arrival.Age < judge.StaleAfter;
        var verdict = judgeBy is null ? null : judge.Judge(track, Around(track, arrival, judgeBy));
        if (verdict is not null && isFresh)
        {
            track.Open = verdict.Findings;
            track.JudgedAt = arrival.Stamp;
        }

        track.Cost = track.Cost.Next(observation.Cost);
        var wasAnswering = true;
        live.Put(track.Id, state =>
        {
            if (state is null)
            {
                return null;
            }

            wasAnswering = state.IsAnswering;
            var final = verdict ?? (state.IsAnswering ? null : judge.Judge(track, Around(track, arrival, figures)));
            track.FreshUntil = arrival.TakenStamp + Arrival.Ticks(judge.StaleAfter, clock);
            return state with
            {
                Name = track.Name,
                Facts = track.Facts,
                Figures = figures,
                Processes = observation.Processes ?? state.Processes,
                Storage = observation.Storage ?? state.Storage,
                Collectors = observation.Collectors,
                Cost = observation.Cost,
                CostRate = track.Cost.Rate(observation.Cost),
                SampledAt = arrival.At,
                ClockAhead = arrival.ClockAhead,
                Origins = track.Heard,
                IsAnswering = isFresh,
                Findings = final?.Findings ?? state.Findings,
                Severity = final?.Severity ?? state.Severity,
            };
        });
        if (!wasAnswering && isFresh)
        {
            FleetLog.Answers(logger, track.Id.ToString());
        }
    }

    private static Judged Around(NodeTrack track, Arrival arrival, HostFigures figures)
        => new(figures, arrival.At, arrival.Age, arrival.ClockAhead, track.HistoryError);

    private AcceptResult Refuse(HostObservation observation, string reason)
    {
        FleetLog.Refused(logger, observation.Node.ToString(), observation.Origin.ToString(), reason);
        return new AcceptResult(AcceptOutcome.Refused, reason);
    }
}
