namespace Proxima.Server.Platform.Auth;

/// <summary>Programs with an API token. Answers from memory.</summary>
public interface ITokens
{
    /// <summary>
    /// Who the token stands for, with what it may and its owner may; null when it is unknown, expired, revoked or its owner may not sign
    /// in. Takes about as long whatever is wrong with it. Remembers the use.
    /// </summary>
    Principal? Find(string bearer, string? address);
}
