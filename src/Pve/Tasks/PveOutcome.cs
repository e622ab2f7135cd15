using System.Globalization;

namespace Proxima.Pve.Tasks;

/// <summary>How a task ended.</summary>
public enum PveOutcomeKind
{
    Ok,

    /// <summary>It did its work, and its log has warnings.</summary>
    Warnings,

    Failed,

    /// <summary>The server does not know: it was restarted while the task ran.</summary>
    Unknown,
}

/// <summary>How a task ended, in Proxmox's words.</summary>
/// <param name="Kind">How.</param>
/// <param name="Text"><c>OK</c>, <c>WARNINGS: 2</c>, or the error.</param>
/// <param name="Warnings">How many warnings.</param>
public sealed record PveOutcome(PveOutcomeKind Kind, string Text, int Warnings = 0)
{
    public bool IsDone => Kind is PveOutcomeKind.Ok or PveOutcomeKind.Warnings;

    /// <summary>Reads the exit text of a task.</summary>
    public static PveOutcome Of(string? exitStatus) => exitStatus?.Trim() switch
    {
        null or "" or "unknown" => new PveOutcome(PveOutcomeKind.Unknown, exitStatus ?? string.Empty),
        "OK" => new PveOutcome(PveOutcomeKind.Ok, "OK"),
        { } text when text.StartsWith("WARNINGS:", StringComparison.Ordinal)
            => new PveOutcome(
                PveOutcomeKind.Warnings, text,
                    int.TryParse(text.AsSpan("WARNINGS:".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture,
                        out var count) ? count : 1),
        { } text => new PveOutcome(PveOutcomeKind.Failed, text),
    };
}

/// <summary>One line of a task's log.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">The line.</param>
public sealed record PveLogLine(long Number, string Text);

/// <summary>How to wait for a task.</summary>
public sealed record PveWaitOptions
{
    /// <summary>The first look comes after this long, each further one half as much later again, up to <see cref="Slowest"/>.</summary>
    public TimeSpan Quickest { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan Slowest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets each line of the log once, in order, while the task runs.</summary>
    public Action<PveLogLine>? OnLine { get; init; }

    /// <summary>When the wait is cancelled, stop the task too.</summary>
    public bool StopsTaskWhenCancelled { get; init; }
}
