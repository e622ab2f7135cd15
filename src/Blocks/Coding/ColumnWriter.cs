using System.Numerics;

namespace Proxima.Blocks.Coding;

/// <summary>Writes prepared columns; keeps its scratch, so an instance belongs to one writer.</summary>
internal sealed class ColumnWriter(NumberCoding coding)
{
    // A reference makes reading one column the work of two: it has to be worth that.
    private const double WorthReferring = 0.92;
    private readonly References _references = new();
    private long[] _numbers = [];

    /// <summary>Writes the column at an index, as numbers or as differences from a column before.</summary>
    public void Write(ByteWriter bytes, IReadOnlyList<PreparedColumn> columns, int index)
    {
        var column = columns[index];
        if (column.Form == ValueForm.Nothing)
        {
            bytes.Byte((byte)ValueForm.Nothing);
            return;
        }

        if (_numbers.Length < column.Count)
            _numbers = new long[column.Count];
        var numbers = _numbers.AsSpan(0, column.Count);
        var other = _references.Find(columns, index, out var isAgainst);
        column.Numbers.CopyTo(numbers);
        var plan = PlanDivided(column.Form, numbers, out var divisor, out var first);
        if (other >= 0)
        {
            var alone = plan.Bits;
            Subtract(column, columns[other], isAgainst, numbers);
            plan = PlanDivided(column.Form, numbers, out divisor, out first);
            if (plan.Bits > alone * WorthReferring)
            {
                other = -1;
                column.Numbers.CopyTo(numbers);
                plan = PlanDivided(column.Form, numbers, out divisor, out first);
            }
        }

        column.IsReferring = other >= 0;
        var optional = (divisor > 1 ? ColumnHead.HasDivisor : 0) | (other >= 0 ? ColumnHead.HasReference : 0);
        bytes.Byte((byte)(column.Head | optional));
        bytes.Byte((byte)column.Power);
        bytes.Bytes(column.Front);
        if (other >= 0)
            bytes.Varint(((ulong)(index - other - 1) << 1) | (isAgainst ? 1UL : 0));
        if (divisor > 1)
        {
            bytes.Varint((ulong)divisor);
            bytes.Signed(first);
        }

        coding.Write(bytes, plan, numbers.Length);
    }

    private NumberPlan PlanDivided(ValueForm form, Span<long> numbers, out long divisor, out long first)
    {
        first = numbers[0];
        divisor = form == ValueForm.Bits ? 1 : Divisor(numbers);
        if (divisor > 1)
            Divide(numbers, divisor);
        return coding.Plan(numbers);
    }

    private static void Subtract(PreparedColumn column, PreparedColumn other, bool isAgainst, Span<long> numbers)
    {
        var scale = isAgainst ? -References.Scale(column, other) : References.Scale(column, other);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = unchecked(column.Numbers[i] - (other.Numbers[i] * scale));
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

    /// <summary>
    /// Differences from the first, divided. They fit 64 bits as unsigned ones only, but a divisor of 2 or more brings them back.
    /// </summary>
    private static void Divide(Span<long> numbers, long divisor)
    {
        var first = numbers[0];
        var shift = BitOperations.IsPow2(divisor) ? BitOperations.Log2((ulong)divisor) : 0;
        foreach (ref var number in numbers)
        {
            var distance = Distance(number, first);
            var steps = (long)(shift > 0 ? distance >> shift : distance / (ulong)divisor);
            number = number >= first ? steps : -steps;
        }
    }

    private static ulong Distance(long a, long b) => a >= b ? unchecked((ulong)a - (ulong)b) : unchecked((ulong)b - (ulong)a);
}
