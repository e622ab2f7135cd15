using System.Numerics;

namespace Proxima.Blocks.Coding;

/// <summary>The first byte of a column: its form in three bits, and which optional parts follow.</summary>
internal static class ColumnHead
{
    public const int FormMask = 7;
    public const int HasGaps = 8;
    public const int HasOdd = 16;
    public const int HasDivisor = 32;
    public const int Known = FormMask | HasGaps | HasOdd | HasDivisor;
}

/// <summary>Writes single columns of values; keeps its scratch, so an instance belongs to one writer.</summary>
internal sealed class ColumnWriter(NumberCoding coding)
{
    // One value in so many may be of no form and stand beside; each costs nine bytes.
    private const int OddShare = 64;
    private double[] _present = [];
    private long[] _numbers = [];
    private long[] _others = [];

    public void Write(ByteWriter bytes, ReadOnlySpan<double> values)
    {
        Grow(values.Length);
        var present = Present(values);
        var gaps = present.Length < values.Length ? ColumnHead.HasGaps : 0;
        if (present.IsEmpty)
        {
            bytes.Byte((byte)ValueForm.Nothing);
            return;
        }

        var numbers = _numbers.AsSpan(0, present.Length);
        var form = Form(present, numbers, out var power, out var odd);
        var first = numbers[0];
        var divisor = form == ValueForm.Bits ? 1 : Divisor(numbers);
        if (divisor > 1)
            Divide(numbers, divisor);
        var plan = coding.Plan(numbers);
        if (form == ValueForm.Quotient && odd == 0 && TryDigits(present, numbers, divisor, first, plan.Bits, out var digits, out var better))
        {
            (form, power, divisor, plan) = (ValueForm.Digits, digits, 1, better);
            numbers = _others.AsSpan(0, present.Length);
        }
        else if (form == ValueForm.Quotient)
        {
            // The planner's scratch holds the last plan's residuals.
            plan = coding.Plan(numbers);
        }

        bytes.Byte((byte)((int)form | gaps | (odd > 0 ? ColumnHead.HasOdd : 0) | (divisor > 1 ? ColumnHead.HasDivisor : 0)));
        bytes.Byte((byte)power);
        if (gaps != 0)
            Presence.Write(bytes, values);
        if (odd > 0)
            WriteOdd(bytes, form, power, present, odd);
        if (divisor > 1)
        {
            bytes.Varint((ulong)divisor);
            bytes.Signed(first);
        }

        coding.Write(bytes, plan, numbers.Length);
    }

    private void Grow(int length)
    {
        if (_present.Length >= length)
            return;
        _present = new double[length];
        _numbers = new long[length];
        _others = new long[length];
    }

    private ReadOnlySpan<double> Present(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (!Block.IsGap(value))
                _present[count++] = value;
        }

        return _present.AsSpan(0, count);
    }

    private static ValueForm Form(ReadOnlySpan<double> values, Span<long> numbers, out int power, out int odd)
    {
        var mostOdd = values.Length / OddShare;
        for (var form = ValueForm.Quotient; form <= ValueForm.TwoSteps; form++)
        {
            odd = DecimalForms.Fit(form, values, mostOdd, numbers, out power);
            if (odd >= 0)
                return form;
        }

        power = BitsForm.Power(values);
        odd = 0;
        BitsForm.Fill(power, values, numbers);
        return ValueForm.Bits;
    }

    /// <summary>The greatest number that divides all differences; 1 when there is none.</summary>
    private static long Divisor(ReadOnlySpan<long> numbers)
    {
        ulong divisor = 0;
        foreach (var number in numbers[1..])
        {
            var rest = Distance(number, numbers[0]);
            if (divisor == 0)
            {
                divisor = rest;
                continue;
            }

            while (rest != 0)
                (divisor, rest) = (rest, divisor % rest);
            if (divisor == 1)
                return 1;
        }

        return divisor is 0 or > long.MaxValue ? 1 : (long)divisor;
    }

    private static void Divide(Span<long> numbers, long divisor)
    {
        var first = numbers[0];
        var shift = BitOperations.IsPow2(divisor) ? BitOperations.Log2((ulong)divisor) : 0;
        foreach (ref var number in numbers)
            number = shift > 0 ? (number - first) >> shift : (number - first) / divisor;
    }

    private static ulong Distance(long a, long b) => a >= b ? (ulong)a - (ulong)b : (ulong)b - (ulong)a;

    /// <summary>Whether counting decimals by significant digits is cheaper than scaling them.</summary>
    private bool TryDigits(
        ReadOnlySpan<double> values, ReadOnlySpan<long> numbers, long divisor, long first, double bits, out int digits, out NumberPlan plan)
    {
        plan = default;
        digits = 0;
        // Numbers that all change little have nothing to win.
        if (bits < values.Length * 2.0 || divisor > long.MaxValue / 16)
            return false;
        var others = _others.AsSpan(0, numbers.Length);
        for (var i = 0; i < others.Length; i++)
            others[i] = unchecked((numbers[i] * divisor) + (divisor > 1 ? first : 0));
        digits = DigitsForm.PowerOf(others);
        if (digits == 0 || !DigitsForm.Fit(digits, values, others))
            return false;
        plan = coding.Plan(others);
        return plan.Bits < bits;
    }

    private static void WriteOdd(ByteWriter bytes, ValueForm form, int power, ReadOnlySpan<double> values, int count)
    {
        bytes.Varint((ulong)count);
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (DecimalForms.Has(form, power, values[i], out _))
                continue;
            bytes.Varint((ulong)(i - last - 1));
            bytes.Fixed64(BitConverter.DoubleToUInt64Bits(values[i]));
            last = i;
        }
    }
}
