using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Proxima.Pve.Tasks;

/// <summary>
/// The name of a task: <c>UPID:pve1:000000DA:00067827:6B00E3CF:qmcreate:100:root@pam!full:</c>. Backup Server has one field more,
/// a number of its own, before the start time. Source: PVE::UPID, proxmox-schema's upid.rs.
/// </summary>
public sealed record Upid
{
    private readonly string _text;

    private Upid(string text) => _text = text;

    public required string Node { get; init; }

    /// <summary>The process that did the work.</summary>
    public required long Pid { get; init; }

    /// <summary>When that process was started, in ticks since boot; tells it from another of the same number.</summary>
    public required long ProcessStart { get; init; }

    /// <summary>Backup Server's own number; null for Proxmox VE.</summary>
    public ulong? TaskId { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary><c>qmstart</c>, <c>vzdump</c> …</summary>
    public required string Type { get; init; }

    /// <summary>What it is about: a guest's number, a storage; may be empty.</summary>
    public required string Id { get; init; }

    /// <summary>The user, or <c>USER!TOKEN</c>.</summary>
    public required string User { get; init; }

    /// <summary>The user without the token.</summary>
    public string Owner => User.Split('!')[0];

    public static Upid Parse(string text)
        => TryParse(text, out var upid) ? upid : throw new FormatException($"'{(text.Length > 80 ? text[..80] : text)}' is no UPID.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out Upid? upid)
    {
        upid = null;
        var parts = text?.Split(':') ?? [];
        // UPID, node, pid, start, [task id,] time, type, id, user, and nothing after the last colon.
        if (parts is not ["UPID", { Length: > 0 } node, ..] || parts.Length is not (9 or 10) || parts[^1].Length > 0 || parts.Any(HasSpace))
        {
            return false;
        }

        var shift = parts.Length - 9;
        ulong taskId = 0;
        if (!Hex(parts[2], 8, 8, out var pid) || !Hex(parts[3], 8, 9, out var start) || !Hex(parts[4 + shift], 8, 8, out var time)
            || (shift == 1 && !Hex(parts[4], 8, 16, out taskId)) || parts[5 + shift].Length == 0 || parts[7 + shift].Length == 0)
        {
            return false;
        }

        upid = new Upid(text ?? string.Empty)
        {
            Node = node,
            Pid = (long)pid,
            ProcessStart = (long)start,
            TaskId = shift == 1 ? taskId : null,
            Started = DateTimeOffset.FromUnixTimeSeconds((long)time),
            Type = parts[5 + shift],
            Id = parts[6 + shift],
            User = parts[7 + shift],
        };
        return true;
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static bool HasSpace(string part) => part.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));

    private static bool Hex(string text, int least, int most, out ulong number)
    {
        number = 0;
        return text.Length >= least && text.Length <= most
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
