using System.Runtime.InteropServices;

namespace Proxima.Blocks.Coding;

/// <summary>One column's bytes, taken apart as far as its numbers.</summary>
internal readonly ref struct ColumnDecoder
{
    private readonly int _head;
    private readonly int _power;
    private readonly int _count;
    private readonly OddValues _odd;
    private readonly ReadOnlySpan<byte> _numbers;
    private readonly long _divisor = 1;
    private readonly long _first;

    /// <param name="bytes">All bytes of the column.</param>
    /// <param name="count">Timestamps of the subject.</param>
    public ColumnDecoder(ReadOnlySpan<byte> bytes, int count)
    {
        var reader = new ByteReader(bytes);
        _head = reader.Byte();
        if (_head > ColumnHead.Known || Form > ValueForm.Nothing)
            throw BlockException.Nonsense($"a column that begins with {_head}");
        if (Form == ValueForm.Nothing)
        {
            if (_head != (int)ValueForm.Nothing || reader.Left != 0)
                throw BlockException.Nonsense("bytes in a column of nothing");
            return;
        }

        _power = PowerOf(Form, reader.Byte());
        _count = count;
        if (Has(ColumnHead.HasGaps))
        {
            Present = new bool[count];
            _count = Presence.Read(ref reader, Present);
            if (_count == 0)
                throw BlockException.Nonsense("a column of gaps that is not one of nothing");
        }

        if (Has(ColumnHead.HasOdd))
            _odd = OddValues.Read(ref reader, _count);
        if (Has(ColumnHead.HasReference))
        {
            var reference = reader.Count(Block.MostColumns * 2, "is the distance of a reference");
            (Distance, IsAgainst) = ((reference >> 1) + 1, (reference & 1) != 0);
        }

        if (Has(ColumnHead.HasDivisor))
        {
            _divisor = (long)reader.Varint();
            _first = reader.Signed();
        }

        _numbers = reader.Rest;
    }

    public ValueForm Form => (ValueForm)(_head & ColumnHead.FormMask);

    /// <summary>How many columns before this the one lies whose numbers are to be added; 0 for none.</summary>
    public int Distance { get; }

    /// <summary>Whether they are to be subtracted.</summary>
    public bool IsAgainst { get; }

    /// <summary>Who has a value; null when all have.</summary>
    public bool[]? Present { get; }

    /// <summary>How many of the first timestamps have a value.</summary>
    public int PresentOf(int timestamps)
        => Form == ValueForm.Nothing ? 0 : Present is null ? timestamps : Present.AsSpan(0, timestamps).Count(true);

    /// <summary>The first numbers, those of a reference not yet added.</summary>
    public void ReadNumbers(Span<long> numbers)
    {
        NumberCoding.Read(_numbers, _count, numbers);
        if (!Has(ColumnHead.HasDivisor))
            return;
        foreach (ref var number in numbers)
            number = unchecked((number * _divisor) + _first);
    }

    /// <summary>Adds what the reference has at the same places.</summary>
    public void AddReference(in ColumnDecoder reference, ReadOnlySpan<long> others, Span<long> numbers)
    {
        var isPossible = reference.Form == Form && reference._count == _count && reference.Distance == 0
            && (reference._power == _power || (Form == ValueForm.Quotient && reference._power < _power));
        if (!isPossible)
            throw BlockException.Nonsense("a column refers to one it cannot refer to");
        var scale = DecimalForms.Scale(_power - reference._power);
        if (IsAgainst)
            scale = -scale;
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = unchecked(numbers[i] + (others[i] * scale));
    }

    /// <summary>
    /// The numbers at the start of <paramref name="values"/> become values, and move to where they belong. Numbers and values share
    /// their memory, so that nothing is allocated for a column without gaps.
    /// </summary>
    public void Restore(Span<double> values)
    {
        var own = values[..PresentOf(values.Length)];
        var numbers = MemoryMarshal.Cast<double, long>(own);
        switch (Form)
        {
            case ValueForm.Nothing: break;
            case ValueForm.Digits: DigitsForm.Restore(_power, numbers, own); break;
            case ValueForm.Bits: BitsForm.Restore(_power, numbers, own); break;
            default: DecimalForms.Restore(Form, _power, numbers, own); break;
        }

        _odd.Put(own);
        var at = own.Length;
        for (var i = values.Length - 1; i >= at; i--)
            values[i] = Present is not null && Present[i] ? values[--at] : Block.Gap;
    }

    private static int PowerOf(ValueForm form, byte power)
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

    private bool Has(int flag) => (_head & flag) != 0;
}
