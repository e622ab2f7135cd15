using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>How a value is made of a whole number. The numbers are part of the format, and so is every operation.</summary>
internal enum ValueForm
{
    /// <summary>number / 10^p, p from 0 to 14: what a program makes that reads a decimal.</summary>
    Quotient = 0,

    /// <summary>number * 10^-p, p from 1 to 14: what a program makes that multiplies milliseconds by 0.001.</summary>
    Product = 1,

    /// <summary>number / 1000 / 1000: microseconds in two steps, which rounds twice.</summary>
    TwoSteps = 2,

    /// <summary>The number counts decimals of p significant digits from zero upwards (<see cref="DigitsForm"/>).</summary>
    Digits = 3,

    /// <summary>The number counts doubles, p trailing zero bits left out (<see cref="BitsForm"/>): any value at all.</summary>
    Bits = 4,

    /// <summary>No value anywhere.</summary>
    Nothing = 5,
}

/// <summary>The forms whose number is a scaled decimal. A value has a form only if the way back gives the same bits.</summary>
internal static class DecimalForms
{
    public const int MostPower = 14;
    private const double Exact = 1L << 53;

    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    private static ReadOnlySpan<double> Parts =>
        [1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14];

    /// <summary>
    /// Finds the number of each value. Values that have none are counted and get the number before; more than
    /// <paramref name="mostOdd"/> of them and the form is not theirs: -1.
    /// </summary>
    public static int Fit(ValueForm form, ReadOnlySpan<double> values, int mostOdd, Span<long> numbers, out int power)
    {
        power = form == ValueForm.Product ? 1 : 0;
        var odd = Fill(form, power, values, mostOdd, numbers, out var stopped);
        while (odd > mostOdd && form != ValueForm.TwoSteps && power < MostPower)
        {
            // The power that takes the value where it stopped; none means that value is odd whatever the power.
            var next = PowerOf(form, values[stopped], power + 1);
            power = next < 0 ? power + 1 : next;
            odd = Fill(form, power, values, mostOdd, numbers, out stopped);
        }

        return odd > mostOdd ? -1 : odd;
    }

    /// <summary>10^power, 1 for none; by this a number of a smaller power is made one of a greater.</summary>
    public static long Scale(int power) => (long)Powers[Math.Max(0, power)];

    /// <summary>The numbers become values, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Restore(ValueForm form, int power, ReadOnlySpan<long> numbers, Span<double> values)
    {
        if (form == ValueForm.TwoSteps)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = numbers[i] / 1000.0 / 1000.0;
        }
        else if (form == ValueForm.Product)
        {
            var part = Parts[power];
            for (var i = 0; i < values.Length; i++)
                values[i] = numbers[i] * part;
        }
        else if (power == 0)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = numbers[i];
        }
        else
        {
            var scale = Powers[power];
            for (var i = 0; i < values.Length; i++)
                values[i] = numbers[i] / scale;
        }
    }

    private static int Fill(ValueForm form, int power, ReadOnlySpan<double> values, int mostOdd, Span<long> numbers, out int stopped)
    {
        var odd = 0;
        long before = 0;
        stopped = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Has(form, power, values[i], out var number))
            {
                number = before;
                if (++odd > mostOdd)
                {
                    stopped = i;
                    return odd;
                }
            }

            numbers[i] = before = number;
        }

        return odd;
    }

    private static int PowerOf(ValueForm form, double value, int least)
    {
        for (var power = least; power <= MostPower; power++)
        {
            if (Has(form, power, value, out _))
                return power;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(ValueForm form, int power, double value, out long number)
    {
        var scaled = form == ValueForm.TwoSteps ? value * 1e6 : value * Powers[power];
        var whole = Math.Round(scaled);
        number = 0;
        // Beyond 2^53 not every whole number is a double; one that is a double still is its own number.
        if (!(Math.Abs(whole) <= (power == 0 && form == ValueForm.Quotient ? 9e18 : Exact)))
            return false;
        number = (long)whole;
        var back = form switch
        {
            ValueForm.TwoSteps => whole / 1000.0 / 1000.0,
            ValueForm.Product => whole * Parts[power],
            _ => whole / Powers[power],
        };
        // Bit by bit: -0 is not 0. The number of -0 is 0, so the way back gives +0.
        return BitConverter.DoubleToInt64Bits(back + 0.0) == BitConverter.DoubleToInt64Bits(value);
    }
}
