using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Model;
using Proxima.Server.Features.History.Upkeep;

namespace Proxima.Server.Features.History;

/// <summary>
/// Series of one node in columns, for a chart. All series share one grid of <see cref="Times"/>; a null is a gap.
/// </summary>
public sealed record HistoryAnswer
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required double BucketSeconds { get; init; }

    /// <summary>Starts of the buckets, Unix seconds.</summary>
    public required IReadOnlyList<double> Times { get; init; }
    public required IReadOnlyList<HistoryColumn> Series { get; init; }

    /// <summary>Stretches of time whose figures are damaged on the disk.</summary>
    public required IReadOnlyList<HistoryHole> Holes { get; init; }

    /// <summary>How far back the figures are from the times they are shown at; 0 unless a shift was asked for.</summary>
    public required double ShiftSeconds { get; init; }
}

/// <summary>One series on the grid of the answer.</summary>
public sealed record HistoryColumn
{
    public required string Series { get; init; }
    public required Unit Unit { get; init; }
    public required IReadOnlyList<double?> Minimum { get; init; }
    public required IReadOnlyList<double?> Average { get; init; }
    public required IReadOnlyList<double?> Maximum { get; init; }

    /// <summary>Samples in each bucket.</summary>
    public required IReadOnlyList<int> Count { get; init; }
}

/// <summary>One series of several nodes, for sparklines and heartbeats in rows.</summary>
public sealed record SparkAnswer
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required double BucketSeconds { get; init; }
    public required string Series { get; init; }
    public required IReadOnlyList<SparkColumn> Nodes { get; init; }
}

public sealed record SparkColumn(
    string NodeId, IReadOnlyList<double?> Minimum, IReadOnlyList<double?> Average, IReadOnlyList<double?> Maximum);

/// <summary>Names of the series a node has, by unit.</summary>
public sealed record SeriesList(IReadOnlyList<SeriesEntry> Items);

public sealed record SeriesEntry(string Series, Unit Unit, string Meaning);

/// <summary>Something that happened, for charts.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Subject">What it is about, for example <c>node:0190…</c>; empty when it is about everything.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over; the same for a moment.</param>
/// <param name="Kind">note, or the word of the part that wrote it.</param>
/// <param name="Text">One line.</param>
/// <param name="Author">Who wrote it.</param>
public sealed record NoteView(long Id, string Subject, DateTimeOffset From, DateTimeOffset To, string Kind, string Text, string Author);

/// <summary>Notes, oldest first.</summary>
public sealed record NoteList(IReadOnlyList<NoteView> Items);

/// <summary>A note to be kept.</summary>
/// <param name="From">When it began; now when left out.</param>
/// <param name="To">When it was over; a moment when left out.</param>
/// <param name="Text">1 to 500 characters.</param>
public sealed record NoteRequest(DateTimeOffset? From, DateTimeOffset? To, string Text);

/// <summary>One subject in a ranking.</summary>
/// <param name="Subject">For example <c>node:0190…</c>.</param>
/// <param name="Samples">How many samples it rests on.</param>
/// <param name="Average">Mean of them.</param>
/// <param name="Maximum">Greatest.</param>
/// <param name="Last">Latest; null where it was not kept.</param>
/// <param name="PercentOver">Percent of the time above the limit; null when none was given.</param>
public sealed record RankView(string Subject, int Samples, double Average, double Maximum, double? Last, double? PercentOver);

/// <summary>The first of many subjects by one series.</summary>
public sealed record RankAnswer(string Series, Unit Unit, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RankView> Items);

/// <summary>One resolution of history: what it holds and takes.</summary>
/// <param name="Name">samples, 5 minutes, 1 hour or 1 day.</param>
/// <param name="Values">Samples, or summaries.</param>
/// <param name="Bytes">Bytes of blocks.</param>
/// <param name="Parts">Pieces of one subject each.</param>
/// <param name="KeptDays">How long it is kept; null is for ever.</param>
/// <param name="From">The first moment it has; null when it is empty.</param>
public sealed record LevelCost(string Name, long Values, long Bytes, long Parts, double? KeptDays, DateTimeOffset? From);

/// <summary>What history costs: room and writes.</summary>
public sealed record HistoryCost
{
    /// <summary>sqlite or postgres.</summary>
    public required string Engine { get; init; }

    /// <summary>Bytes of the database on the disk, its log included.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Bytes of samples that are in no block yet.</summary>
    public required long TailBytes { get; init; }

    /// <summary>Memory those take.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes a sample takes in blocks; null before the first are closed.</summary>
    public required double? BytesPerSample { get; init; }

    /// <summary>
    /// Bytes written to the disk since the start, in whole pages; the database writes blocks twice, and both are counted.
    /// </summary>
    public required long WrittenBytes { get; init; }

    /// <summary>The same for a day, as it has been since the start; null in the first ten minutes.</summary>
    public required double? WrittenBytesPerDay { get; init; }

    /// <summary>Writes that made samples durable since the start.</summary>
    public required long Commits { get; init; }

    /// <summary>Seconds since the start.</summary>
    public required double SinceSeconds { get; init; }

    public required long Subjects { get; init; }

    /// <summary>Pieces that could not be read and are set aside.</summary>
    public required long Damaged { get; init; }

    public required IReadOnlyList<LevelCost> Levels { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(double?))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(SparkAnswer))]
[JsonSerializable(typeof(SeriesList))]
[JsonSerializable(typeof(NoteList))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(NoteView))]
[JsonSerializable(typeof(RankAnswer))]
[JsonSerializable(typeof(HistoryCost))]
[JsonSerializable(typeof(HistoryVerification))]
[JsonSerializable(typeof(HistoryCopy))]
internal sealed partial class HistoryJson : JsonSerializerContext;
