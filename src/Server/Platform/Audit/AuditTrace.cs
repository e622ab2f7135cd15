namespace Proxima.Server.Platform.Audit;

/// <summary>
/// What is written down while one request is answered: so that an entry carries the token even where its author forgot it, and so that a
/// change nobody wrote down is noticed.
/// </summary>
internal sealed class AuditTrace(string? token)
{
    private static readonly AsyncLocal<AuditTrace?> Flow = new();
    private int _entries;

    public static AuditTrace? Current => Flow.Value;

    /// <summary>Prefix of the API token of this request.</summary>
    public string? Token { get; } = token;

    public bool HasEntries => Volatile.Read(ref _entries) > 0;

    /// <summary>Follows everything that is awaited from here on.</summary>
    public static AuditTrace Begin(string? token) => Flow.Value = new AuditTrace(token);

    public void Wrote() => Interlocked.Increment(ref _entries);
}
