using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>Finds the cheapest way to write numbers by counting tokens; it does not try each way in full.</summary>
internal sealed class NumberPlanner
{
    // What learning costs: bits for each symbol a model meets, above the entropy of the column.
    private const double BitsToLearn = 5;
    private const int Windows = 3;
    private const int WindowLength = 256;
    private const int Tokens = ResidualCoding.Escape + 1;
    private const int LeastForClasses = 32;
    private readonly int[] _counts = new int[65];
    private readonly int[] _pairs = new int[(Tokens + 1) * Tokens];
    private readonly long[] _sample = new long[63];

    /// <summary>The plan; <paramref name="residuals"/> are its residuals afterwards, one for each number.</summary>
    public NumberPlan Plan(ReadOnlySpan<long> numbers, Span<long> residuals)
    {
        if (numbers.IndexOfAnyExcept(numbers[0]) < 0)
            return new NumberPlan(NumberMethod.Same, PredictorKind.Last, 0, numbers[0], 0);

        var best = Best(numbers, residuals);
        var start = BaseOf(best, numbers);
        Residuals(best, numbers, start, residuals);
        var single = Count(residuals, out var widest);
        var threshold = Threshold(residuals, out var saved);
        var learned = single - saved + (8 * AnsEncoder.StateBytes);
        var packed = residuals.Length * (double)(widest + 1);
        return packed <= learned && widest <= BitPacking.MostWidth - 1
            ? new NumberPlan(NumberMethod.Packed, best, 0, start, packed)
            : new NumberPlan(NumberMethod.Learned, best, threshold, start, learned);
    }

    private PredictorKind Best(ReadOnlySpan<long> numbers, Span<long> residuals)
    {
        // Long columns are judged by some windows.
        var isLong = numbers.Length > 2 * Windows * WindowLength;
        var windows = isLong ? Windows : 1;
        var length = isLong ? WindowLength : numbers.Length;
        var best = PredictorKind.Last;
        var least = double.PositiveInfinity;
        for (var kind = PredictorKind.Level; kind <= PredictorKind.MeanStep16; kind++)
        {
            for (var window = 0; window < windows; window++)
            {
                var part = numbers.Slice((int)((long)window * numbers.Length / windows), length);
                var start = kind == PredictorKind.Level ? BaseOf(kind, numbers) : part[0];
                Residuals(kind, part, start, residuals.Slice(window * length, length));
            }

            var bits = Count(residuals[..(windows * length)], out _);
            if (bits < least)
                (best, least) = (kind, bits);
        }

        return best;
    }

    private long BaseOf(PredictorKind kind, ReadOnlySpan<long> numbers)
        => kind == PredictorKind.Level ? Middle(numbers) : numbers[0];

    /// <summary>About the median: that of numbers at equal distances.</summary>
    private long Middle(ReadOnlySpan<long> numbers)
    {
        var count = Math.Min(numbers.Length, _sample.Length);
        for (var i = 0; i < count; i++)
            _sample[i] = numbers[(int)((long)i * numbers.Length / count)];
        var sample = _sample.AsSpan(0, count);
        sample.Sort();
        return sample[count / 2];
    }

    private static void Residuals(PredictorKind kind, ReadOnlySpan<long> numbers, long start, Span<long> residuals)
    {
        switch (kind)
        {
            case PredictorKind.Level: Residuals(new LevelPredictor(start), numbers, residuals); break;
            case PredictorKind.Last: Residuals(new LastPredictor(start), numbers, residuals); break;
            case PredictorKind.Line: Residuals(new LinePredictor(start), numbers, residuals); break;
            case PredictorKind.HalfLine: Residuals(new HalfLinePredictor(start), numbers, residuals); break;
            case <= PredictorKind.Mean16: Residuals(new MeanPredictor(start, kind - PredictorKind.Mean2 + 1), numbers, residuals); break;
            default: Residuals(new MeanStepPredictor(start, kind - PredictorKind.MeanStep4 + 2), numbers, residuals); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Residuals<TPredictor>(TPredictor predictor, ReadOnlySpan<long> numbers, Span<long> residuals)
        where TPredictor : struct, IPredictor
    {
        for (var i = 0; i < residuals.Length; i++)
        {
            var number = numbers[i];
            residuals[i] = unchecked(number - predictor.Next);
            predictor.See(number);
        }
    }

    /// <summary>About the bits that residuals take with one model of tokens.</summary>
    private double Count(ReadOnlySpan<long> residuals, out int widest)
    {
        var counts = _counts;
        Array.Clear(counts);
        foreach (var residual in residuals)
            counts[ResidualCoding.Bits(residual)]++;
        double bits = Log.Times(residuals.Length);
        var escaped = 0;
        widest = 0;
        for (var width = 0; width < counts.Length; width++)
        {
            var count = counts[width];
            if (count == 0)
                continue;
            widest = width;
            // A sign and the bits below the leading one make as many bits as the width.
            bits += ((double)count * width) + BitsToLearn;
            if (width < ResidualCoding.Escape)
                bits -= Log.Times(count);
            else
                escaped += count;
        }

        // Lengths above the escape have a model and two plain bits.
        return bits - Log.Times(escaped) + (4.0 * escaped);
    }

    /// <summary>Whether the token before tells something, and where small ends: 0 for no, 15 for none against any.</summary>
    private int Threshold(ReadOnlySpan<long> residuals, out double saved)
    {
        saved = 0;
        // More models than one cost more to learn than so few can win.
        if (residuals.Length < LeastForClasses)
            return 0;
        CountPairs(residuals);
        var single = Cost(0, Tokens - 1);
        var none = Cost(0, 0);
        var threshold = 0;
        var least = single;
        for (var at = 1; at < Tokens; at++)
        {
            var bits = none + Cost(1, at) + (at < Tokens - 1 ? Cost(at + 1, Tokens - 1) : 0);
            if (bits < least)
                (threshold, least) = (at, bits);
        }

        saved = single - least;
        return threshold;
    }

    /// <summary>How often each token follows one of the tokens up to another: sums, so that any range of them is a difference.</summary>
    private void CountPairs(ReadOnlySpan<long> residuals)
    {
        var pairs = _pairs;
        Array.Clear(pairs);
        var previous = 0;
        foreach (var residual in residuals)
        {
            var token = Math.Min(ResidualCoding.Bits(residual), ResidualCoding.Escape);
            pairs[((previous + 1) * Tokens) + token]++;
            previous = token;
        }

        for (var i = Tokens; i < pairs.Length; i++)
            pairs[i] += pairs[i - Tokens];
    }

    /// <summary>Bits of the tokens that follow tokens of a range, with one model for them.</summary>
    private double Cost(int from, int to)
    {
        var until = _pairs.AsSpan((to + 1) * Tokens, Tokens);
        var before = _pairs.AsSpan(from * Tokens, Tokens);
        var all = 0;
        double bits = 0;
        for (var token = 0; token < Tokens; token++)
        {
            var count = until[token] - before[token];
            if (count == 0)
                continue;
            all += count;
            bits += BitsToLearn - Log.Times(count);
        }

        return bits + Log.Times(all);
    }
}
