using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>What the next number of a column is expected to be. The numbers are part of the format.</summary>
internal enum PredictorKind
{
    /// <summary>The base, which stands in front: noise about a level.</summary>
    Level = 0,

    /// <summary>The number before.</summary>
    Last = 1,

    /// <summary>The number before, and as much again as it moved.</summary>
    Line = 2,

    /// <summary>The number before, and half as much again as it moved.</summary>
    HalfLine = 3,

    /// <summary>A running mean that follows by 1/2.</summary>
    Mean2 = 4,

    /// <summary>By 1/4.</summary>
    Mean4 = 5,

    /// <summary>By 1/8.</summary>
    Mean8 = 6,

    /// <summary>By 1/16.</summary>
    Mean16 = 7,

    /// <summary>The number before, and a running mean of the steps that follows by 1/4: a counter under changing load.</summary>
    MeanStep4 = 8,

    /// <summary>By 1/8.</summary>
    MeanStep8 = 9,

    /// <summary>By 1/16.</summary>
    MeanStep16 = 10,
}

/// <summary>
/// One way of expecting. All arithmetic wraps: any numbers come back, sensible ones cheaply. Implemented by structs so that each
/// loop over a column is compiled for its own.
/// </summary>
internal interface IPredictor
{
    long Next { get; }

    void See(long number);
}

internal struct LevelPredictor(long level) : IPredictor
{
    public readonly long Next => level;

    public readonly void See(long number)
    {
        // A level does not follow.
    }
}

internal struct LastPredictor(long first) : IPredictor
{
    private long _last = first;

    public readonly long Next => _last;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(long number) => _last = number;
}

internal struct LinePredictor(long first) : IPredictor
{
    private long _last = first;
    private long _step;

    public readonly long Next => unchecked(_last + _step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(long number)
    {
        _step = unchecked(number - _last);
        _last = number;
    }
}

internal struct HalfLinePredictor(long first) : IPredictor
{
    private long _last = first;
    private long _step;

    public readonly long Next => unchecked(_last + (_step >> 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(long number)
    {
        _step = unchecked(number - _last);
        _last = number;
    }
}

internal struct MeanPredictor(long first, int shift) : IPredictor
{
    // The mean with `shift` more bits.
    private long _sum = unchecked((first << shift) + (1L << (shift - 1)));

    public readonly long Next => _sum >> shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(long number) => _sum = unchecked(_sum + number - (_sum >> shift));
}

internal struct MeanStepPredictor(long first, int shift) : IPredictor
{
    private long _last = first;

    // The mean step with `shift` more bits.
    private long _sum;

    public readonly long Next => unchecked(_last + (_sum >> shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void See(long number)
    {
        _sum = unchecked(_sum + (number - _last) - (_sum >> shift));
        _last = number;
    }
}
