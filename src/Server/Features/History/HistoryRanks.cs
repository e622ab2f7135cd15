using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>What a ranking was asked with.</summary>
internal sealed record RankRequest(string Series, string Range, string Kind, string By, double? Over, int Limit);

/// <summary>Rankings; refusals are values.</summary>
internal sealed class HistoryRanks(Ranking ranking, SubjectTable subjects, TimeProvider clock)
{
    private const int MostRanked = 100;
    private const int MostSubjects = 20_000;

    /// <summary>Those that may be seen, put in order.</summary>
    public async Task<Results<Ok<RankAnswer>, ProblemHttpResult>> TopAsync(
        RankRequest request, Func<SubjectId, bool> isVisible, CancellationToken cancellationToken)
    {
        if (PointCheck.ProblemOf(request.Series) is { } problem)
            return Problems.BadRequest("history-series", char.ToUpperInvariant(problem[0]) + problem[1..]);
        if (!ChartWindow.Ranges.TryGetValue(request.Range, out var length))
            return Problems.BadRequest("history-range", $"There is no range '{PointCheck.Shown(request.Range)}'");
        if (HistoryCareEndpoints.KindOf(request.Kind) is not { } kind)
            return Problems.BadRequest("history-kind", $"There is no kind '{PointCheck.Shown(request.Kind)}'");
        if (!Enum.TryParse<RankBy>(request.By, ignoreCase: true, out var by) || !Enum.IsDefined(by) || char.IsAsciiDigit(request.By[0]))
            return Problems.BadRequest("history-by", "by is average, maximum, last or over");
        if (by == RankBy.Over && request.Over is null)
            return Problems.BadRequest("history-by", "by=over needs the limit", "Give over=NUMBER.");
        if (request.Limit is < 1 or > MostRanked)
            return Problems.BadRequest("bad-limit", $"limit is {request.Limit}; it must be 1 to {MostRanked}");
        var now = clock.GetUtcNow();
        var query = new RankQuery(request.Series, now - length, now.AddSeconds(1), PointsOf(length), by, request.Over ?? double.MaxValue);
        var ids = await subjects.SubjectsAsync(kind, MostSubjects, cancellationToken);
        var all = ids.Select(id => new SubjectId(kind, id)).Where(isVisible);
        var ranked = await ranking.TopAsync(all, query, request.Limit, cancellationToken);
        return TypedResults.Ok(new RankAnswer(
            request.Series, Series.All[Series.Split(request.Series).Name].Unit, query.From, query.To,
            ranked.Select(one => View(one, request.Over is not null)).ToArray()));
    }

    /// <summary>Five minutes a bucket up to a day, then hours, then days: read from roll-ups, however many subjects there are.</summary>
    private static int PointsOf(TimeSpan length)
        => 1 + (int)Math.Ceiling(length / (length.TotalHours switch
        {
            <= 24 => TimeSpan.FromMinutes(5),
            <= 168 => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        }));

    private static RankView View(Ranked one, bool hasLimit) => new(
        one.Subject.ToString(),
        one.Samples,
        one.Average,
        one.Maximum,
        double.IsNaN(one.Last) ? null : one.Last,
        hasLimit ? one.PercentOver : null);
}
