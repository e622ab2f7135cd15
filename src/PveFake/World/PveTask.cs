namespace Proxima.PveFake.World;

/// <summary>One piece of long work: what it is, what it says, when it ends.</summary>
public sealed class PveTask
{
    private readonly List<(DateTimeOffset At, string Text)> _planned = [];
    private readonly List<string> _said = [];

    public required string Upid { get; init; }

    public required string Node { get; init; }

    public required int Pid { get; init; }

    public required long ProcessStart { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Type { get; init; }

    public required string Id { get; init; }

    /// <summary>Without the token: <c>root@pam</c>.</summary>
    public required string User { get; init; }

    public string? TokenId { get; init; }

    /// <summary>As inside the UPID: <c>root@pam!full</c> for a token.</summary>
    public string UserAndToken => TokenId is null ? User : $"{User}!{TokenId}";

    /// <summary>When its work is done; moves to now when it is stopped.</summary>
    public DateTimeOffset EndsAt { get; internal set; }

    public bool IsStopped => Exit is not null;

    /// <summary>"OK", "WARNINGS: 1", or what went wrong; null while it runs.</summary>
    public string? Exit { get; private set; }

    internal Func<PveTask, string?>? Work { get; init; }

    /// <summary>Runs when somebody stops the task.</summary>
    internal Action? Undo { get; init; }

    /// <summary>A line that appears when its time has come.</summary>
    internal void Plan(DateTimeOffset at, string text) => _planned.Add((at, text));

    internal void Say(string text) => _said.Add(text);

    /// <summary>What the log shows at a time.</summary>
    public IReadOnlyList<string> LogAt(DateTimeOffset now)
    {
        var lines = _planned.Where(line => line.At <= now || IsStopped).Select(line => line.Text).Concat(_said).ToList();
        if (Exit is { } exit)
        {
            lines.Add(exit == "OK" ? "TASK OK" : exit.StartsWith("WARNINGS", StringComparison.Ordinal) ? $"TASK {exit}"
                : $"TASK ERROR: {exit}");
        }

        return lines.Count > 0 ? lines : ["no content"];
    }

    internal void Finish(DateTimeOffset now, string exit)
    {
        _planned.RemoveAll(line => line.At > now);
        EndsAt = now;
        Exit = exit;
    }
}
