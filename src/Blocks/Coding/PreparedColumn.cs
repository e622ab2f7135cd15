namespace Proxima.Blocks.Coding;

/// <summary>A column whose values have become numbers; where they have gaps only the numbers between.</summary>
internal sealed class PreparedColumn
{
    // One value in so many may be of no form and stand beside; each costs nine bytes.
    private const int OddShare = 64;
    private readonly ByteWriter _front = new();
    private double[] _present = [];
    private long[] _numbers = [];
    private int _presenceLength;
    private int _flags;

    public long Column { get; private set; }

    public ValueForm Form { get; private set; }

    public int Power { get; private set; }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it was written as differences from another column; such a one is no reference itself.</summary>
    public bool IsReferring { get; set; }

    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>Bytes that are the same whatever is chosen for the numbers: gaps, then values beside the form.</summary>
    public ReadOnlySpan<byte> Front => _front.Written;

    /// <summary>Form and flags of what is in front.</summary>
    public int Head => (int)Form | _flags;

    public void Prepare(long column, ReadOnlySpan<double> values, NumberCoding coding)
    {
        (Column, IsReferring, _flags) = (column, false, 0);
        _front.Clear();
        TakePresent(values);
        if (Count == 0)
        {
            (Form, Power) = (ValueForm.Nothing, 0);
            return;
        }

        if (Count < values.Length)
        {
            _flags |= ColumnHead.HasGaps;
            Presence.Write(_front, values);
        }

        _presenceLength = _front.Length;
        FindForm(coding);
    }

    public bool HasGapsLike(PreparedColumn other)
        => Count == other.Count && _front.Written[.._presenceLength].SequenceEqual(other._front.Written[..other._presenceLength]);

    private void TakePresent(ReadOnlySpan<double> values)
    {
        if (_present.Length < values.Length)
            (_present, _numbers) = (new double[values.Length], new long[values.Length]);
        Count = 0;
        foreach (var value in values)
        {
            if (!Block.IsGap(value))
                _present[Count++] = value;
        }
    }

    private void FindForm(NumberCoding coding)
    {
        var values = _present.AsSpan(0, Count);
        var numbers = _numbers.AsSpan(0, Count);
        var mostOdd = Count / OddShare;
        for (var form = ValueForm.Quotient; form <= ValueForm.TwoSteps; form++)
        {
            var odd = DecimalForms.Fit(form, values, mostOdd, numbers, out var power);
            if (odd < 0)
                continue;
            (Form, Power) = (form, power);
            if (odd > 0)
                WriteOdd(values, odd);
            else if (form == ValueForm.Quotient)
                TryDigits(values, numbers, coding);
            return;
        }

        (Form, Power) = (ValueForm.Bits, BitsForm.Power(values));
        BitsForm.Fill(Power, values, numbers);
    }

    private void WriteOdd(ReadOnlySpan<double> values, int count)
    {
        _flags |= ColumnHead.HasOdd;
        _front.Varint((ulong)count);
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (DecimalForms.Has(Form, Power, values[i], out _))
                continue;
            _front.Varint((ulong)(i - last - 1));
            _front.Fixed64(BitConverter.DoubleToUInt64Bits(values[i]));
            last = i;
        }
    }

    /// <summary>Counts decimals by significant digits where that is cheaper than scaling them.</summary>
    private void TryDigits(ReadOnlySpan<double> values, Span<long> numbers, NumberCoding coding)
    {
        if (!DigitsForm.IsLikely(numbers) || DigitsForm.PowerOf(numbers) is not (> 0 and var digits))
            return;
        var scaled = coding.Plan(numbers).Bits;
        DigitsForm.Fit(digits, values, numbers, out var isFit);
        if (isFit && coding.Plan(numbers).Bits < scaled)
            (Form, Power) = (ValueForm.Digits, digits);
        else
            DecimalForms.Fit(Form, values, 0, numbers, out _);
    }
}
