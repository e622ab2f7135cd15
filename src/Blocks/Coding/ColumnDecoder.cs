using System.Runtime.InteropServices;

namespace Proxima.Blocks.Coding;

/// <summary>Reads single columns of values.</summary>
internal static class ColumnDecoder
{
    /// <summary>
    /// Decodes the first values of a column of <paramref name="count"/> timestamps, as many as there is room for. The memory of the
    /// values holds the numbers on the way, so nothing is allocated for a column without gaps.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> bytes, int count, Span<double> values)
    {
        var reader = new ByteReader(bytes);
        var head = reader.Byte();
        var form = (ValueForm)(head & ColumnHead.FormMask);
        if (head > ColumnHead.Known || form > ValueForm.Nothing)
            throw BlockException.Nonsense($"a column that begins with {head}");
        if (form == ValueForm.Nothing)
        {
            if (head != (int)ValueForm.Nothing || reader.Left != 0)
                throw BlockException.Nonsense("bytes in a column of nothing");
            values.Fill(Block.Gap);
            return;
        }

        var power = Power(form, reader.Byte());
        if ((head & ColumnHead.HasGaps) == 0)
        {
            ReadPresent(ref reader, head, power, count, values);
            return;
        }

        var present = new bool[count];
        var all = Presence.Read(ref reader, present);
        if (all == 0)
            throw BlockException.Nonsense("a column of gaps that is not one of nothing");
        var wanted = present.AsSpan(0, values.Length).Count(true);
        ReadPresent(ref reader, head, power, all, values[..wanted]);
        for (var i = values.Length - 1; i >= 0; i--)
            values[i] = present[i] ? values[--wanted] : Block.Gap;
    }

    private static void ReadPresent(ref ByteReader reader, int head, int power, int count, Span<double> values)
    {
        var odd = OddValues.None;
        if ((head & ColumnHead.HasOdd) != 0)
            odd = OddValues.Read(ref reader, count);
        var numbers = MemoryMarshal.Cast<double, long>(values);
        if ((head & ColumnHead.HasDivisor) != 0)
        {
            var divisor = (long)reader.Varint();
            var first = reader.Signed();
            NumberCoding.Read(reader.Rest, count, numbers);
            foreach (ref var number in numbers)
                number = unchecked((number * divisor) + first);
        }
        else
        {
            NumberCoding.Read(reader.Rest, count, numbers);
        }

        switch ((ValueForm)(head & ColumnHead.FormMask))
        {
            case ValueForm.Digits: DigitsForm.Restore(power, numbers, values); break;
            case ValueForm.Bits: BitsForm.Restore(power, numbers, values); break;
            case var form: DecimalForms.Restore(form, power, numbers, values); break;
        }

        odd.Put(values);
    }

    private static int Power(ValueForm form, byte power)
    {
        var isPossible = form switch
        {
            ValueForm.Quotient => power <= DecimalForms.MostPower,
            ValueForm.Product => power is >= 1 and <= DecimalForms.MostPower,
            ValueForm.TwoSteps => power == 0,
            ValueForm.Digits => power is >= 1 and <= DigitsForm.MostPower,
            _ => power <= BitsForm.MostPower,
        };
        return isPossible ? power : throw BlockException.Nonsense($"a power of {power} for the form {form}");
    }
}

/// <summary>Values beside their column's form: how many, then for each the steps from the one before and its eight bytes.</summary>
internal readonly ref struct OddValues(ReadOnlySpan<byte> bytes, int count)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public static OddValues None => new([], 0);

    public static OddValues Read(scoped ref ByteReader reader, int count)
    {
        var odd = reader.Count(count, "values beside the form");
        var start = reader.Rest;
        long at = -1;
        for (var i = 0; i < odd; i++)
        {
            at += reader.Count(count, "is the step to a value beside the form") + 1L;
            reader.Take(sizeof(ulong));
        }

        return at < count
            ? new OddValues(start[..^reader.Left], odd)
            : throw BlockException.Nonsense("a value beside the form and behind the column");
    }

    public void Put(Span<double> values)
    {
        var reader = new ByteReader(_bytes);
        var at = -1;
        for (var i = 0; i < count; i++)
        {
            at += (int)reader.Varint() + 1;
            var value = BitConverter.UInt64BitsToDouble(reader.Fixed64());
            if (at >= values.Length)
                return;
            values[at] = value;
        }
    }
}
