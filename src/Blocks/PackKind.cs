namespace Proxima.Blocks;

/// <summary>What the columns of a block are; the fifth byte.</summary>
internal enum PackKind : byte
{
    /// <summary>Samples: a column is a series.</summary>
    Samples = 1,

    /// <summary>Summaries of buckets: a series has five columns.</summary>
    Summaries = 2,
}
