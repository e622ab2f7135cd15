using System.Globalization;
using System.Security.Cryptography;

namespace Proxima.Server.Platform.Audit;

/// <summary>
/// Pure: goes along the rows in order and says what is wrong with each. A row is linked to the MAC of the row before it, as stored;
/// where that one was altered, to what its MAC should be, so that one bad row does not accuse the next.
/// </summary>
internal sealed class ChainWalk
{
    /// <summary>Rows that changed places are found among this many before.</summary>
    private const int Window = 16;
    private readonly AuditKeys _keys;
    private readonly long _taken;
    private readonly Queue<byte[]> _recent = new(Window + 1);
    private long _expected;
    private byte[]? _stored;
    private byte[]? _computed;
    private AuditEntry? _before;

    public ChainWalk(AuditKeys keys, StoredCheckpoint? checkpoint)
    {
        _keys = keys;
        (_taken, _stored) = (0, AuditChain.Start);
        if (checkpoint?.Checkpoint is { } taken)
        {
            var isGenuine = keys.Find(taken.KeyId)?.Chain.IsGenuine(taken, checkpoint.CheckpointMac) == true;
            (_taken, _stored) = (taken.Sequence, isGenuine ? taken.Mac : null);
            if (!isGenuine)
            {
                Flaws.Add(AuditFlawKind.Checkpoint, taken.Sequence, taken.Sequence,
                    Text($"The record of what retention took, up to entry {taken.Sequence}, was altered"));
            }
            else if (taken.Flaws > 0)
            {
                Flaws.Add(AuditFlawKind.TakenFlawed, 1, taken.Sequence,
                    Text($"{taken.Flaws} of the entries up to {taken.Sequence} did not hold when retention took them"));
            }
        }

        _expected = _taken + 1;
        Remember(_stored);
    }

    public FlawList Flaws { get; } = new();

    public long Entries { get; private set; }

    public long? First { get; private set; }

    /// <summary>Number of the last row there is; of the last one taken when there is none.</summary>
    public long Last => _expected - 1;

    /// <summary>MAC of that row, as stored.</summary>
    public byte[]? LastMac => _stored;

    public void Next(StoredEntry entry)
    {
        Entries++;
        First ??= entry.Sequence;
        if (entry.Sequence < _expected)
        {
            Flaws.Add(AuditFlawKind.Altered, entry.Sequence, entry.Sequence,
                Text($"Entry {entry.Sequence} was taken by retention, and is there again"));
            return;
        }

        if (entry.Sequence > _expected)
        {
            Flaws.Add(AuditFlawKind.Missing, _expected, entry.Sequence - 1,
                Text($"Missing: {Range(_expected, entry.Sequence - 1)}; the next one there is {entry.Sequence}"));
            (_stored, _computed) = (null, null);
        }

        Check(entry);
        _stored = entry.Mac;
        Remember(entry.Mac);
        _before = entry.Row?.Entry;
        _expected = entry.Sequence + 1;
    }

    /// <summary>After the last row.</summary>
    public void End(AuditHead? head)
    {
        if (head is null)
        {
            if (Entries > 0 || _taken > 0)
            {
                Flaws.Add(AuditFlawKind.Head, Last + 1, Last + 1,
                    Text($"The record of the newest entry is missing; the last one there is {Last}, and newer ones may be gone"));
            }
        }
        else if (!_keys.At(head.Sequence).Chain.IsGenuine(head))
        {
            Flaws.Add(AuditFlawKind.Head, Last + 1, Last + 1,
                Text($"The record of the newest entry was altered; newer ones than {Last} may be gone"));
        }
        else if (head.Sequence > Last)
        {
            Flaws.Add(AuditFlawKind.Truncated, Last + 1, head.Sequence,
                Text($"The newest entries are missing: {Range(Last + 1, head.Sequence)}"));
        }
        else if (head.Sequence < Last)
        {
            Flaws.Add(AuditFlawKind.Altered, head.Sequence + 1, Last,
                Text($"Not written by Proxima: {Range(head.Sequence + 1, Last)}; the newest entry is {head.Sequence}"));
        }
        else if (!Same(head.Mac, _stored))
        {
            Flaws.Add(AuditFlawKind.Altered, Last, Last, Text($"Entry {Last} is not the one that was written last"));
        }
    }

    private void Check(StoredEntry entry)
    {
        var key = _keys.At(entry.Sequence);
        if (entry.Row is null)
        {
            (_computed, _) = (null, Flaws.Add(AuditFlawKind.Altered, entry.Sequence, entry.Sequence, Altered(entry.Sequence)));
            return;
        }

        var (computed, fits) = Fit(key.Chain, entry.Row, entry.Mac);
        _computed = computed;
        if (!fits)
        {
            var isLinked = _stored is not null;
            Flaws.Add(isLinked ? AuditFlawKind.Altered : AuditFlawKind.Unproven, entry.Sequence, entry.Sequence,
                isLinked ? Altered(entry.Sequence)
                    : Text($"Entry {entry.Sequence} cannot be checked: what it is linked to is gone"));
        }
        else if (_keys.BeginningAt(entry.Sequence) is { } begun && !IsSignedByBoth(begun, entry.Row.Entry))
        {
            Flaws.Add(AuditFlawKind.KeyChange, entry.Sequence, entry.Sequence,
                Text($"From entry {entry.Sequence} on there is another key, and the one before did not say so"));
        }
    }

    /// <summary>The MAC it should have, and whether it has it, linked to any of what may stand before it.</summary>
    private (byte[]? Computed, bool Fits) Fit(AuditChain chain, AuditRow row, byte[] mac)
    {
        byte[]? first = null;
        foreach (var previous in (ReadOnlySpan<byte[]?>)[_stored, _computed])
        {
            if (previous is not null)
            {
                var computed = chain.Mac(previous, row);
                first ??= computed;
                if (Same(computed, mac))
                {
                    return (computed, true);
                }
            }
        }

        foreach (var previous in _recent)
        {
            if (Same(chain.Mac(previous, row), mac))
            {
                return (mac, true);
            }
        }

        return (first, false);
    }

    /// <summary>The last row under the key before names the new one, and the first one under the new key names the one before.</summary>
    private bool IsSignedByBoth(AuditKey begun, AuditEntry entry)
    {
        var old = _keys.At(begun.FirstSequence - 1);
        var isTold = _before is { } last ? AuditHandover.Names(last, begun.Id) : begun.FirstSequence - 1 == _taken;
        return isTold && AuditHandover.Is(entry, old.Id, begun.Id);
    }

    private void Remember(byte[]? mac)
    {
        if (mac is not null)
        {
            _recent.Enqueue(mac);
            if (_recent.Count > Window)
            {
                _recent.Dequeue();
            }
        }
    }

    private static bool Same(byte[]? left, byte[]? right)
        => left is not null && right is not null && CryptographicOperations.FixedTimeEquals(left, right);

    private static string Altered(long sequence) => Text($"Entry {sequence} was altered, or is not in its place");

    private static string Range(long from, long to) => from == to ? Text($"entry {from}") : Text($"entries {from} to {to}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Flaws in the order they were found; the same kind side by side is one. Bounded, counted beyond.</summary>
internal sealed class FlawList
{
    public const int Most = 1000;
    private readonly List<AuditFlaw> _flaws = [];
    private AuditFlaw? _last;

    public IReadOnlyList<AuditFlaw> Items => _flaws;

    public long Count { get; private set; }

    public AuditFlaw Add(AuditFlawKind kind, long from, long to, string text)
    {
        var flaw = new AuditFlaw(kind, from, to, text);
        if (_last is { } last && last.Kind == kind && last.To == from - 1 && kind is AuditFlawKind.Altered or AuditFlawKind.Unproven)
        {
            flaw = last with
            {
                To = to,
                Text = string.Create(CultureInfo.InvariantCulture, $"Entries {last.From} to {to} ") + (kind == AuditFlawKind.Altered
                    ? "were altered, or are not in their place"
                    : "cannot be checked: what they are linked to is gone"),
            };
            if (_flaws.Count > 0 && ReferenceEquals(_flaws[^1], last))
            {
                _flaws[^1] = flaw;
            }
        }
        else
        {
            Count++;
            if (_flaws.Count < Most)
            {
                _flaws.Add(flaw);
            }
        }

        return _last = flaw;
    }
}
