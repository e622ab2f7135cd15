using Proxima.Model;

namespace Proxima.Server.Features.History.Reading;

/// <summary>By what subjects are put in order.</summary>
internal enum RankBy
{
    Average,
    Maximum,
    Last,

    /// <summary>Share of the time above a limit.</summary>
    Over,
}

/// <summary>What is ranked: one series over a stretch of time, in at most so many buckets.</summary>
internal sealed record RankQuery(string Series, DateTimeOffset From, DateTimeOffset To, int MaxPoints, RankBy By, double Limit);

/// <summary>
/// One subject with its figures over the whole time; percent over the limit counts buckets by their mean, weighed by samples.
/// </summary>
internal sealed record Ranked(SubjectId Subject, int Samples, double Average, double Maximum, double Last, double PercentOver);

/// <summary>The first few of many subjects by one series. Those that have nothing of it are not among them.</summary>
internal sealed class Ranking(SeriesReading reading)
{
    public async Task<IReadOnlyList<Ranked>> TopAsync(
        IEnumerable<SubjectId> subjects, RankQuery query, int limit, CancellationToken cancellationToken)
    {
        // Only as many are kept as are asked for, however many there are.
        var best = new PriorityQueue<Ranked, double>();
        foreach (var subject in subjects)
        {
            var ask = new HistoryQuery(subject, [query.Series], query.From, query.To, query.MaxPoints);
            using var answer = await reading.GridAsync(ask, cancellationToken);
            var (all, over) = answer.Sink.Whole(0, query.Limit);
            if (all.Count == 0)
                continue;
            var ranked = new Ranked(subject, all.Count, all.Average, all.Maximum, all.Last, 100.0 * over / all.Count);
            best.Enqueue(ranked, ValueOf(ranked, query.By));
            if (best.Count > limit)
                best.Dequeue();
        }

        return best.UnorderedItems.OrderByDescending(static item => item.Priority).Select(static item => item.Element).ToArray();
    }

    private static double ValueOf(Ranked ranked, RankBy by) => by switch
    {
        RankBy.Average => ranked.Average,
        RankBy.Maximum => ranked.Maximum,
        RankBy.Over => ranked.PercentOver,
        _ => double.IsNaN(ranked.Last) ? double.MinValue : ranked.Last,
    };
}
