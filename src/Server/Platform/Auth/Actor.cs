using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Platform.Auth;

/// <summary>Who does something, as the audit trail names them.</summary>
public sealed record Actor(string Name, string? Token, string? Address)
{
    public AuditEntry Did(string action, string? target, AuditOutcome outcome = AuditOutcome.Done, string? error = null) => new()
    {
        Principal = Name,
        Token = Token,
        Address = Address,
        Action = action,
        Target = target,
        Outcome = outcome,
        Error = error,
    };
}

public static class ActorOfRequest
{
    /// <summary>Who sent this request, from where, and with which token.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var principal = context.Principal();
        return new Actor(principal?.Name ?? "anonymous", principal?.Token, context.Address());
    }
}
