namespace Proxima.Server.Platform.Audit;

/// <summary>What is known to be wrong with the audit log. Answers from memory.</summary>
public interface IAuditStanding
{
    /// <summary>What the last check or the last write found altered or missing; null for nothing, or not checked yet.</summary>
    string? Flaw { get; }

    /// <summary>Why the head could be anchored nowhere the last time it was tried; null when it was, or not tried yet.</summary>
    string? NotAnchored { get; }
}

internal sealed class AuditStanding : IAuditStanding
{
    private volatile string? _flaw;
    private volatile string? _notAnchored;

    public string? Flaw => _flaw;

    public string? NotAnchored
    {
        get => _notAnchored;
        set => _notAnchored = value;
    }

    public void Checked(AuditReport report) => _flaw = report.IsWhole ? null : report.Flaws[0].Text;

    public void Broke(long missing)
        => _flaw = FormattableString.Invariant($"The head did not fit the entries; entry {missing} stays empty as a mark");
}
