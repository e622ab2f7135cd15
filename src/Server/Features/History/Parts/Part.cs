namespace Proxima.Server.Features.History.Parts;

/// <summary>
/// Where the samples or roll-ups of one subject over one stretch of time lie. Parts of a subject and level never overlap.
/// </summary>
/// <param name="Subject">Its number.</param>
/// <param name="Level">0 samples, 1 to 3 roll-ups.</param>
/// <param name="From">Unix milliseconds, a multiple of 5 minutes.</param>
/// <param name="To">Not included.</param>
/// <param name="Tier">0 as closed, 1 compacted.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Samples">Values in it, or summaries.</param>
internal sealed record Part(long Subject, int Level, long From, long To, int Tier, long Block, long Samples);

/// <summary>A part that is to be written; points at level 0, sums above.</summary>
internal sealed record NewPart(long Subject, int Level, long From, long To, int Tier, PointColumns? Points, SummaryColumns? Sums)
{
    public long Samples => Points?.Samples ?? Sums?.Summaries ?? 0;
}

/// <summary>A part that could not be read. Its block stays as it is.</summary>
internal sealed record DamagedPart(Part Part, string Reason);

/// <summary>What one piece of upkeep does to the parts: in one transaction all of it or nothing.</summary>
internal sealed class PartChange
{
    public List<Part> Removed { get; } = [];

    public List<NewPart> Added { get; } = [];

    public List<DamagedPart> Damaged { get; } = [];

    public void Add(PartChange other)
    {
        Removed.AddRange(other.Removed);
        Added.AddRange(other.Added);
        Damaged.AddRange(other.Damaged);
    }

    public bool IsEmpty => Removed.Count == 0 && Added.Count == 0 && Damaged.Count == 0;
}
