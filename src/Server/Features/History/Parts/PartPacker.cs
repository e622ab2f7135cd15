using Proxima.Blocks;

namespace Proxima.Server.Features.History.Parts;

/// <summary>A block ready to be written, with the parts in it.</summary>
internal sealed record PackedBlock(int Level, byte[] Data, IReadOnlyList<NewPart> Parts);

/// <summary>
/// Packs parts into blocks: those of one level and one stretch of time together, so that retention empties whole blocks, and some
/// 48 kB to a block, so that a row fills its pages.
/// </summary>
internal sealed class PartPacker
{
    private const int BlockBytes = 48_000;

    /// <summary>Learned from one block to the next: bytes a sample or summary takes, by level.</summary>
    private readonly double[] _bytesPerSample = [0.8, 6, 8, 10];
    private readonly BlockWriter _points = new();
    private readonly SummaryWriter _sums = new();

    public IEnumerable<PackedBlock> Pack(IEnumerable<NewPart> parts)
    {
        var waiting = new List<NewPart>();
        var estimate = 0.0;
        foreach (var part in parts.OrderBy(static part => (part.Level, part.From, part.To, part.Tier, part.Subject)))
        {
            var bytes = part.Samples * _bytesPerSample[part.Level];
            if (waiting.Count > 0 && (!BelongTogether(waiting[^1], part) || estimate + (bytes / 2) > BlockBytes))
            {
                yield return Seal(waiting);
                waiting = [];
                estimate = 0;
            }

            waiting.Add(part);
            estimate += bytes;
        }

        if (waiting.Count > 0)
            yield return Seal(waiting);
    }

    private PackedBlock Seal(List<NewPart> parts)
    {
        var level = parts[0].Level;
        var data = PartBytes.Write(_points, _sums, parts);
        var samples = parts.Sum(static part => part.Samples);
        if (data.Length > BlockBytes / 10)
            _bytesPerSample[level] = (double)data.Length / Math.Max(1, samples);
        return new PackedBlock(level, data, parts);
    }

    /// <summary>A subject is only once in a block.</summary>
    private static bool BelongTogether(NewPart last, NewPart next)
        => last.Level == next.Level && last.From == next.From && last.To == next.To && last.Tier == next.Tier
            && last.Subject < next.Subject;
}
