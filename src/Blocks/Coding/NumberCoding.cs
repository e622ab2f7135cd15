namespace Proxima.Blocks.Coding;

/// <summary>
/// A column of whole numbers as bytes: one byte of method (bits 0-1) and predictor (bits 2-5), the base, then residuals.
/// For scratch an instance belongs to one writer.
/// </summary>
internal sealed class NumberCoding
{
    /// <summary>1/2^7: columns hold hundreds to thousands of numbers, and most do not change their ways.</summary>
    public const int SlowestRate = 7;

    private readonly NumberPlanner _planner = new();
    private readonly AnsEncoder _coder = new();
    private long[] _residuals = [];

    public NumberPlan Plan(ReadOnlySpan<long> numbers)
    {
        if (_residuals.Length < numbers.Length)
            _residuals = new long[numbers.Length];
        return _planner.Plan(numbers, _residuals.AsSpan(0, numbers.Length));
    }

    /// <summary>Writes the numbers that were planned last.</summary>
    public void Write(ByteWriter bytes, in NumberPlan plan, int count)
    {
        bytes.Byte((byte)((int)plan.Method | ((int)plan.Predictor << 2)));
        bytes.Signed(plan.Base);
        var residuals = _residuals.AsSpan(0, count);
        switch (plan.Method)
        {
            case NumberMethod.Same:
                break;
            case NumberMethod.Packed:
                var width = BitPacking.Width(residuals);
                bytes.Byte((byte)width);
                BitPacking.Write(bytes, residuals, width);
                break;
            default:
                bytes.Byte((byte)plan.Threshold);
                var models = new NibbleModels(
                    ResidualCoding.Start,
                    stackalloc short[ResidualCoding.Sums],
                    stackalloc byte[ResidualCoding.Models],
                    SlowestRate);
                _coder.Clear();
                ResidualCoding.Encode(_coder, models, residuals, plan.Threshold);
                _coder.Finish(bytes);
                break;
        }
    }

    /// <summary>
    /// Reads the first numbers, as many as there is room for, of a column of <paramref name="count"/>. The bytes are all of the column:
    /// when all numbers are read, all bytes must have been used.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> bytes, int count, Span<long> numbers)
    {
        var reader = new ByteReader(bytes);
        var head = reader.Byte();
        var start = reader.Signed();
        if (head >> 2 > (int)PredictorKind.MeanStep16)
            throw BlockException.Nonsense($"numbers of method {head}");
        switch ((NumberMethod)(head & 3))
        {
            case NumberMethod.Same:
                if (reader.Left != 0)
                    throw BlockException.Nonsense("bytes after numbers that are all the same");
                numbers.Fill(start);
                break;
            case NumberMethod.Packed:
                NumberDecoding.Packed(ref reader, (PredictorKind)(head >> 2), start, count, numbers);
                break;
            case NumberMethod.Learned:
                NumberDecoding.Learned(ref reader, (PredictorKind)(head >> 2), start, count, numbers);
                break;
            default:
                throw BlockException.Nonsense($"numbers of method {head}");
        }
    }
}
