using System.Buffers;

namespace Proxima.Blocks.Coding;

/// <summary>
/// Timestamps as distances from an even grid: the step, then the distances as numbers. The first timestamp stands in the directory.
/// </summary>
internal sealed class TimeColumn(NumberCoding coding)
{
    private long[] _numbers = [];

    public void Write(ByteWriter bytes, ReadOnlySpan<long> times)
    {
        if (_numbers.Length < times.Length)
            _numbers = new long[times.Length];
        var step = Step(times);
        var numbers = _numbers.AsSpan(0, times.Length);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = unchecked(times[i] - times[0] - (i * step));
        bytes.Varint((ulong)step);
        var plan = coding.Plan(numbers);
        coding.Write(bytes, plan, numbers.Length);
    }

    /// <summary>Checks that timestamps ascend strictly, from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static long[] Read(ReadOnlySpan<byte> bytes, int count, long first, long last)
    {
        var reader = new ByteReader(bytes);
        var step = (long)reader.Varint();
        var times = new long[count];
        NumberCoding.Read(reader.Rest, count, times);
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = unchecked(times[i] + first + (i * step));
            if (i > 0 && times[i] <= times[i - 1])
                throw BlockException.Nonsense($"timestamp {times[i]} after {times[i - 1]}");
        }

        return times[0] == first && times[^1] == last
            ? times
            : throw BlockException.Nonsense($"timestamps from {times[0]} to {times[^1]}, not from {first} to {last}");
    }

    /// <summary>The median distance of neighbours.</summary>
    private static long Step(ReadOnlySpan<long> times)
    {
        if (times.Length < 2)
            return 0;
        var rented = ArrayPool<long>.Shared.Rent(times.Length - 1);
        var steps = rented.AsSpan(0, times.Length - 1);
        for (var i = 0; i < steps.Length; i++)
            steps[i] = unchecked(times[i + 1] - times[i]);
        steps.Sort();
        var median = steps[steps.Length / 2];
        ArrayPool<long>.Shared.Return(rented);
        return median;
    }
}
