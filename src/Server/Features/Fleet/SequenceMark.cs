using System.Collections.Immutable;
using System.Globalization;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// Which sequence numbers of one epoch were kept: everything up to the highest, less the ranges still missing. A number that
/// comes late is therefore kept, not taken for a duplicate. What lies below <see cref="Floor"/> is no longer told apart and counts
/// as not seen: keeping a sample twice is harmless, acknowledging one that was not kept is a loss.
/// </summary>
internal sealed record SequenceMark(long High, long Floor, ImmutableArray<SequenceRange> Missing)
{
    /// <summary>Ranges remembered; with more the oldest is given up.</summary>
    public const int MostRanges = 64;

    public static SequenceMark None { get; } = new(0, 0, []);

    public bool Knows(long sequence)
        => sequence > Floor && sequence <= High && !Missing.Any(range => range.Holds(sequence));

    /// <summary>The mark after <paramref name="sequence"/> was kept.</summary>
    public SequenceMark With(long sequence)
    {
        if (sequence <= High)
        {
            return this with { Missing = [.. Missing.SelectMany(range => range.Without(sequence))] };
        }

        var missing = sequence == High + 1 ? Missing : Missing.Add(new SequenceRange(High + 1, sequence - 1));
        return missing.Length <= MostRanges
            ? this with { High = sequence, Missing = missing }
            : new SequenceMark(sequence, missing[0].To, missing.RemoveAt(0));
    }

    /// <summary><c>3-7,9-9</c></summary>
    public string MissingText => string.Join(',', Missing.Select(range => FormattableString.Invariant($"{range.From}-{range.To}")));

    /// <summary>Reads <see cref="MissingText"/>; what is not understood is forgotten, which at worst keeps a sample twice.</summary>
    public static SequenceMark Parse(long high, long floor, string missing)
    {
        var ranges = ImmutableArray.CreateBuilder<SequenceRange>();
        foreach (var text in missing.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.Split('-') is [var from, var to]
                && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            {
                ranges.Add(new SequenceRange(first, last));
            }
            else
            {
                return new SequenceMark(high, high, []);
            }
        }

        return new SequenceMark(high, floor, ranges.ToImmutable());
    }
}

/// <summary>Numbers from one to another, both included.</summary>
internal readonly record struct SequenceRange(long From, long To)
{
    public bool Holds(long sequence) => sequence >= From && sequence <= To;

    public IEnumerable<SequenceRange> Without(long sequence)
    {
        if (!Holds(sequence))
        {
            yield return this;
            yield break;
        }

        if (sequence > From)
        {
            yield return this with { To = sequence - 1 };
        }

        if (sequence < To)
        {
            yield return this with { From = sequence + 1 };
        }
    }
}
