using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Proxima.Server.Platform.Audit;

/// <summary>A row of the table: the entry, when, and its place in the chain.</summary>
internal sealed record AuditRow(long Sequence, DateTimeOffset At, AuditEntry Entry);

/// <summary>The last link: what the newest row is.</summary>
internal sealed record AuditHead(long Sequence, byte[] Mac, byte[] HeadMac);

/// <summary>What retention took: entries up to <see cref="Sequence"/>, whose last MAC the next entry is linked to.</summary>
internal sealed record AuditCheckpoint
{
    public required long Sequence { get; init; }
    public required byte[] Mac { get; init; }
    public required long Entries { get; init; }

    /// <summary>Entries among them that did not hold, or were not there, when they were taken.</summary>
    public required long Flaws { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string KeyId { get; init; }
}

/// <summary>Pure: how a row is written down for its MAC, and the MACs of rows, head, checkpoint and anchor, under one key.</summary>
internal sealed class AuditChain
{
    private const int MostCharacters = 16 * 1024;
    private readonly byte[] _key;

    public AuditChain(byte[] key)
    {
        _key = key;
        KeyId = Convert.ToHexStringLower(SHA256.HashData([.. "proxima audit key"u8, .. key]))[..16];
    }

    /// <summary>What stands before the first row.</summary>
    public static byte[] Start { get; } = new byte[HMACSHA256.HashSizeInBytes];

    /// <summary>Names the key without telling it: 16 hex digits.</summary>
    public string KeyId { get; }

    public byte[] Mac(byte[] previous, AuditRow row)
    {
        using var hmac = Begin("row"u8);
        hmac.AppendData(previous);
        Append(hmac, row.Sequence);
        Append(hmac, row.At.ToUnixTimeMilliseconds());
        var entry = row.Entry;
        foreach (var text in (ReadOnlySpan<string?>)
        [
            entry.Principal, entry.Token, entry.Address, entry.Action, entry.Target, entry.Before, entry.After,
            OutcomeText(entry.Outcome), entry.Error,
        ])
        {
            Append(hmac, text);
        }

        return hmac.GetHashAndReset();
    }

    public byte[] HeadMac(long sequence, byte[] mac)
    {
        using var hmac = Begin("head"u8);
        Append(hmac, sequence);
        hmac.AppendData(mac);
        return hmac.GetHashAndReset();
    }

    public byte[] CheckpointMac(AuditCheckpoint checkpoint)
    {
        using var hmac = Begin("checkpoint"u8);
        Append(hmac, checkpoint.Sequence);
        hmac.AppendData(checkpoint.Mac);
        Append(hmac, checkpoint.Entries);
        Append(hmac, checkpoint.Flaws);
        Append(hmac, checkpoint.At.ToUnixTimeMilliseconds());
        Append(hmac, checkpoint.KeyId);
        return hmac.GetHashAndReset();
    }

    /// <summary>Proof that an anchor found in a log is ours: anybody may write into a log.</summary>
    public byte[] AnchorMac(string instance, long sequence, byte[] mac)
    {
        using var hmac = Begin("anchor"u8);
        Append(hmac, instance);
        Append(hmac, sequence);
        hmac.AppendData(mac);
        return hmac.GetHashAndReset();
    }

    public bool IsGenuine(AuditHead head) => CryptographicOperations.FixedTimeEquals(HeadMac(head.Sequence, head.Mac), head.HeadMac);

    public bool IsGenuine(AuditCheckpoint checkpoint, byte[] checkpointMac)
        => CryptographicOperations.FixedTimeEquals(CheckpointMac(checkpoint), checkpointMac);

    public static string OutcomeText(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "done",
        AuditOutcome.Refused => "refused",
        AuditOutcome.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>Null when the word is none of ours.</summary>
    public static AuditOutcome? OutcomeOf(string text) => text switch
    {
        "done" => AuditOutcome.Done,
        "refused" => AuditOutcome.Refused,
        "failed" => AuditOutcome.Failed,
        _ => null,
    };

    /// <summary>
    /// What both engines can store and give back unchanged: no NUL (PostgreSQL refuses it), no half of a surrogate pair, a bounded length.
    /// </summary>
    public static AuditEntry Storable(AuditEntry entry) => entry with
    {
        Principal = Clean(entry.Principal),
        Token = entry.Token is null ? null : Clean(entry.Token),
        Address = entry.Address is null ? null : Clean(entry.Address),
        Action = Clean(entry.Action),
        Target = entry.Target is null ? null : Clean(entry.Target),
        Before = entry.Before is null ? null : Clean(entry.Before),
        After = entry.After is null ? null : Clean(entry.After),
        Error = entry.Error is null ? null : Clean(entry.Error),
    };

    private static string Clean(string text)
    {
        var cut = text.Length > MostCharacters ? string.Concat(text.AsSpan(0, MostCharacters), "…") : text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut.Replace('\0', '\uFFFD')));
    }

    private IncrementalHash Begin(ReadOnlySpan<byte> kind)
    {
        var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(kind);
        return hmac;
    }

    private static void Append(IncrementalHash hmac, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hmac.AppendData(bytes);
    }

    /// <summary>Length first, and -1 for none: "ab","c" and "a","bc" differ, and so do none and empty.</summary>
    private static void Append(IncrementalHash hmac, string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Append(hmac, text is null ? -1L : bytes.Length);
        hmac.AppendData(bytes);
    }
}
