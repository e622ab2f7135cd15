namespace Proxima.Server.Features.History.Parts;

/// <summary>A part while it is being changed: as stored, or new, or both.</summary>
internal sealed class EditedPart
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required int Tier { get; init; }

    /// <summary>What is in the tables; null for a new one.</summary>
    public Part? Stored { get; init; }

    /// <summary>Content of level 0, once read or made.</summary>
    public PointColumns? Points { get; set; }

    /// <summary>Content of the levels above.</summary>
    public SummaryColumns? Sums { get; set; }

    /// <summary>Differs from what is stored.</summary>
    public bool IsChanged { get; set; }

    public bool HasContent => Points is { Rows: > 0 } || Sums is { Rows: > 0 };
}
