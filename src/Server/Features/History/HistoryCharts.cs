using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>Answers in the shape charts want: columns on one grid, gaps as nulls. Refusals are values.</summary>
internal sealed class HistoryCharts(HistoryStore store, SubjectTable subjects, TimeProvider clock, IOptions<HistoryOptions> options)
{
    public const int MostNames = 100;
    public const int MostSparkPoints = 500;
    public const int MostSparkNodes = 200;
    private const int MostCells = 400_000;

    /// <summary>The series of a node with unit and meaning.</summary>
    public async Task<Results<Ok<SeriesList>, ProblemHttpResult>> SeriesAsync(string id, CancellationToken cancellationToken)
    {
        if (!NodeId.TryParse(id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(id));
        var known = await store.SeriesAsync(SubjectId.Of(node), cancellationToken);
        if (known.Count == 0)
            return NoHistory(id);
        return TypedResults.Ok(new SeriesList(known.Select(EntryOf).ToArray()));
    }

    /// <summary>Series of one node.</summary>
    public async Task<Results<ChartResult, ProblemHttpResult>> ChartAsync(ChartRequest request, CancellationToken cancellationToken)
    {
        if (!NodeId.TryParse(request.Id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(request.Id));
        if (ProblemOfNames(request.Series) is { } badNames)
            return badNames;
        if (GridOf(request, out var grid) is { } badTime)
            return badTime;
        var known = await store.SeriesAsync(SubjectId.Of(node), cancellationToken);
        if (known.Count == 0)
            return NoHistory(request.Id);
        var names = Expand(request.Series, known);
        if ((long)names.Length * grid.Count > MostCells)
        {
            return Problems.BadRequest(
                "history-too-much",
                $"{names.Length} series of {grid.Count} points are too much for one answer",
                "Ask for fewer points or series.");
        }

        if (ShiftOf(request.Shift, grid.Width) is not { } shift)
            return Problems.BadRequest(
                "history-shift", $"There is no shift '{PointCheck.Shown(request.Shift ?? "")}'", "Shifts are 1d, 7d and 28d.");
        var moved = new BucketGrid(grid.From - shift, grid.To - shift, grid.Width);
        if (moved.From < 0)
            return Problems.BadRequest("history-time", "That far back lies before 1970");
        return new ChartResult(await store.GridAsync(QueryOf(node, names, moved, request.Band), cancellationToken), shift, request.Band);
    }

    /// <summary>One series of many nodes.</summary>
    public async Task<Results<Ok<SparkAnswer>, ProblemHttpResult>> SparksAsync(SparkRequest request, CancellationToken cancellationToken)
    {
        var points = request.Points ?? 60;
        if (ProblemOfName(request.Series) is { } badName)
            return badName;
        if (points is < 1 or > MostSparkPoints)
            return BadPoints(points, MostSparkPoints);
        if (request.Nodes.Length > MostSparkNodes)
            return Problems.BadRequest("history-nodes", $"{request.Nodes.Length} nodes at once; at most {MostSparkNodes} are answered");
        if (ChartWindow.Sliding(request.Range, points, clock.GetUtcNow(), options.Value, out var grid) is { } badRange)
            return badRange;
        IReadOnlyList<string> ids = request.Nodes;
        if (ids.Count == 0)
            ids = await subjects.SubjectsAsync(SubjectKind.Node, MostSparkNodes, cancellationToken);
        return await SparksOfAsync(ids, request.Series, grid, cancellationToken);
    }

    private async Task<Results<Ok<SparkAnswer>, ProblemHttpResult>> SparksOfAsync(
        IReadOnlyList<string> ids, string name, BucketGrid grid, CancellationToken cancellationToken)
    {
        var columns = new List<SparkColumn>(ids.Count);
        var answered = grid;
        foreach (var id in ids)
        {
            if (!NodeId.TryParse(id, null, out var node))
                return Problems.NotFound("node", PointCheck.Shown(id));
            using var answer = await store.GridAsync(QueryOf(node, [name], grid), cancellationToken);
            answered = answer.Sink.Grid;
            columns.Add(ColumnOf(id, answer.Sink));
        }

        return TypedResults.Ok(new SparkAnswer
        {
            From = Time(answered.From),
            To = Time(answered.To),
            BucketSeconds = answered.Width / 1000.0,
            Series = name,
            Nodes = columns,
        });
    }

    private static SeriesEntry EntryOf(string name)
    {
        var info = Series.All[Series.Split(name).Name];
        return new SeriesEntry(name, info.Unit, info.Meaning);
    }

    private ProblemHttpResult? GridOf(ChartRequest request, out BucketGrid grid)
    {
        grid = default;
        var points = request.Points ?? 300;
        if (points is < 1 or > SeriesReading.MostPoints)
            return BadPoints(points, SeriesReading.MostPoints);
        if (request.Range is not null && (request.From is not null || request.To is not null))
            return Problems.BadRequest("history-range", "A range and from or to were given", "Give either range, or from and to.");
        var problem = request.Range is null
            ? ChartWindow.Between(request.From, request.To, points, clock.GetUtcNow(), options.Value, out grid)
            : ChartWindow.Sliding(request.Range, points, clock.GetUtcNow(), options.Value, out grid);
        return problem ?? ChartWindow.Exactly(request.Resolution, options.Value, ref grid);
    }

    private static ProblemHttpResult? ProblemOfNames(string[] series)
        => series.Length is < 1 or > MostNames
            ? Problems.BadRequest("history-series", $"{series.Length} series were asked for", $"Ask for 1 to {MostNames} with series=NAME.")
            : series.Select(ProblemOfName).FirstOrDefault(problem => problem is not null);

    private static ProblemHttpResult? ProblemOfName(string series)
        => PointCheck.ProblemOf(series) is { } problem
            ? Problems.BadRequest(
                "history-series", char.ToUpperInvariant(problem[0]) + problem[1..], "GET /api/nodes/ID/series lists those a node has.")
            : null;

    private static ProblemHttpResult BadPoints(int points, int most)
        => Problems.BadRequest("history-points", $"{points} points were asked for", $"Ask for 1 to {most}.");

    private static ProblemHttpResult NoHistory(string id)
        => Problems.Of(404, "no-history", $"Nothing is recorded of a node '{id}'", "A new node has history after its first sample.");

    /// <summary><c>name:*</c> becomes every part the node has; each series once.</summary>
    public static string[] Expand(string[] asked, IReadOnlyList<string> known)
        => asked.SelectMany(name => name.EndsWith(":*", StringComparison.Ordinal)
            ? known.Where(one => one.StartsWith(name[..^1], StringComparison.Ordinal))
            : [name]).Distinct(StringComparer.Ordinal).ToArray();

    private static HistoryQuery QueryOf(NodeId node, IReadOnlyList<string> names, BucketGrid grid, bool withBand = true)
        => new(SubjectId.Of(node), names, Time(grid.From), Time(grid.To), grid.Count) { WithLast = false, WithBand = withBand };

    /// <summary>How far back, in whole buckets, so that both weeks have the same grid; null for a word that is none.</summary>
    private static long? ShiftOf(string? shift, long width) => shift switch
    {
        null => 0,
        "1d" => Resolution.AlignUp((long)TimeSpan.FromDays(1).TotalMilliseconds, width),
        "7d" => Resolution.AlignUp((long)TimeSpan.FromDays(7).TotalMilliseconds, width),
        "28d" => Resolution.AlignUp((long)TimeSpan.FromDays(28).TotalMilliseconds, width),
        _ => null,
    };

    private static SparkColumn ColumnOf(string id, GridSink sink)
    {
        var counts = sink.Counts(0);
        var (minimum, average, maximum) = (new double?[sink.Grid.Count], new double?[sink.Grid.Count], new double?[sink.Grid.Count]);
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                (minimum[i], average[i], maximum[i]) = (sink.Minima(0)[i], sink.Averages(0)[i], sink.Maxima(0)[i]);
        }

        return new SparkColumn(id, minimum, average, maximum);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>What a chart was asked with.</summary>
internal sealed record ChartRequest(string Id, string[] Series, string? Range, DateTimeOffset? From, DateTimeOffset? To, int? Points)
{
    /// <summary>samples, 5m, 1h or 1d; null for what fits.</summary>
    public string? Resolution { get; init; }

    /// <summary>Whether minimum, maximum and count are told.</summary>
    public bool Band { get; init; } = true;

    /// <summary>1d, 7d or 28d back; null for none.</summary>
    public string? Shift { get; init; }
}

/// <summary>What sparks were asked with; no nodes means the first ones.</summary>
internal sealed record SparkRequest(string Series, string Range, int? Points, string[] Nodes);
