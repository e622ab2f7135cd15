namespace Proxima.Server.Platform.Audit;

/// <summary>
/// The two entries at which the chain changes its key: the last one under the old key names the new one, the first one under the new
/// key names the old one. So both keys sign the change.
/// </summary>
internal static class AuditHandover
{
    public const string LastAction = "secrets.rotate";
    public const string FirstAction = "audit.rekey";
    private const string Prefix = "audit key ";

    /// <param name="by">Who rotates: principal, token, address.</param>
    /// <param name="oldRoot">Name of the root key before.</param>
    /// <param name="newRoot">Name of the root key from now on.</param>
    /// <param name="newKeyId">Name of the chain's new key.</param>
    public static AuditEntry Last(AuditEntry by, string oldRoot, string newRoot, string newKeyId) => by with
    {
        Action = LastAction,
        Target = Prefix + newKeyId,
        Before = oldRoot,
        After = newRoot,
        Outcome = AuditOutcome.Done,
    };

    public static AuditEntry First(string oldKeyId, string newKeyId) => new()
    {
        Principal = "proxima",
        Action = FirstAction,
        Before = oldKeyId,
        After = newKeyId,
        Outcome = AuditOutcome.Done,
    };

    public static bool Names(AuditEntry last, string newKeyId) => last.Action == LastAction && last.Target == Prefix + newKeyId;

    public static bool Is(AuditEntry first, string oldKeyId, string newKeyId)
        => first.Action == FirstAction && first.Before == oldKeyId && first.After == newKeyId;
}
