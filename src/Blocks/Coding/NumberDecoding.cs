using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>
/// The loops that turn residuals back into numbers, one for each predictor. They are compiled at full strength when first used: a query
/// that comes before the runtime has noticed how busy they are would take five times as long.
/// </summary>
internal static class NumberDecoding
{
    public static void Packed(ref ByteReader reader, PredictorKind kind, long start, int count, Span<long> numbers)
    {
        var width = reader.Byte();
        if (width > BitPacking.MostWidth || reader.Left != BitPacking.Bytes(count, width))
            throw BlockException.Nonsense($"{count} numbers of {width} bits in {reader.Left} bytes");
        var source = new BitUnpacker(reader.Rest, width);
        switch (kind)
        {
            case PredictorKind.Level: Packed(ref source, new LevelPredictor(start), numbers); break;
            case PredictorKind.Last: Packed(ref source, new LastPredictor(start), numbers); break;
            case PredictorKind.Line: Packed(ref source, new LinePredictor(start), numbers); break;
            case PredictorKind.HalfLine: Packed(ref source, new HalfLinePredictor(start), numbers); break;
            case <= PredictorKind.Mean16: Packed(ref source, new MeanPredictor(start, kind - PredictorKind.Mean2 + 1), numbers); break;
            default: Packed(ref source, new MeanStepPredictor(start, kind - PredictorKind.MeanStep4 + 2), numbers); break;
        }
    }

    public static void Learned(ref ByteReader reader, PredictorKind kind, long start, int count, Span<long> numbers)
    {
        int threshold = reader.Byte();
        if (threshold > ResidualCoding.Escape)
            throw BlockException.Nonsense($"a threshold of {threshold}");
        var bytes = reader.Rest;
        var isWhole = numbers.Length == count;
        switch (kind)
        {
            case PredictorKind.Level: Learned(bytes, new LevelPredictor(start), threshold, isWhole, numbers); break;
            case PredictorKind.Last: Learned(bytes, new LastPredictor(start), threshold, isWhole, numbers); break;
            case PredictorKind.Line: Learned(bytes, new LinePredictor(start), threshold, isWhole, numbers); break;
            case PredictorKind.HalfLine: Learned(bytes, new HalfLinePredictor(start), threshold, isWhole, numbers); break;
            case <= PredictorKind.Mean16:
                Learned(bytes, new MeanPredictor(start, kind - PredictorKind.Mean2 + 1), threshold, isWhole, numbers);
                break;
            default: Learned(bytes, new MeanStepPredictor(start, kind - PredictorKind.MeanStep4 + 2), threshold, isWhole, numbers); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Packed<TPredictor>(ref BitUnpacker source, TPredictor predictor, Span<long> numbers)
        where TPredictor : struct, IPredictor
    {
        foreach (ref var number in numbers)
        {
            number = unchecked(predictor.Next + source.Next());
            predictor.See(number);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Learned<TPredictor>(
        ReadOnlySpan<byte> bytes, TPredictor predictor, int threshold, bool isWhole, Span<long> numbers)
        where TPredictor : struct, IPredictor
    {
        var models = new NibbleModels(
            ResidualCoding.Start,
            stackalloc short[ResidualCoding.Sums],
            stackalloc byte[ResidualCoding.Models],
            NumberCoding.SlowestRate);
        // Which model a token has after each token.
        Span<byte> classes = stackalloc byte[ResidualCoding.Escape + 1];
        for (var token = 0; token < classes.Length; token++)
            classes[token] = (byte)ResidualCoding.Class(token, threshold);
        scoped var coder = new AnsDecoder(bytes);
        var previous = 0;
        foreach (ref var number in numbers)
        {
            var residual = ResidualCoding.Decode(ref coder, models, classes[previous], out previous);
            number = unchecked(predictor.Next + residual);
            predictor.See(number);
        }

        if (coder.IsPastEnd)
            throw BlockException.CutShort();
        if (isWhole && !coder.IsAtEnd)
            throw BlockException.Nonsense("the coder does not end where it began");
    }
}
