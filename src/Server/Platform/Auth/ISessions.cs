namespace Proxima.Server.Platform.Auth;

/// <summary>Who is signed in. Answers from memory.</summary>
public interface ISessions
{
    /// <summary>Who the token in the cookie stands for; null when it is unknown, expired or ended.</summary>
    Principal? Find(string token);

    /// <summary>
    /// Cancelled when the access behind the principal ends (sign-out, revocation, expiry): live streams link it.
    /// Never cancelled for a principal without a session.
    /// </summary>
    CancellationToken Ended(Principal principal);
}
