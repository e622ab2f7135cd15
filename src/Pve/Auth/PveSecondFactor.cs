namespace Proxima.Pve.Auth;

/// <summary>Answers a question for a second factor.</summary>
/// <param name="Kind"><c>totp</c> or <c>recovery</c>.</param>
/// <param name="Code">The six digits, or the recovery code.</param>
public sealed record PveSecondFactor(string Kind, string Code)
{
    public static PveSecondFactor Totp(string code) => new("totp", code);

    /// <summary>One of the codes that were written down; each works once.</summary>
    public static PveSecondFactor Recovery(string code) => new("recovery", code);

    public override string ToString() => Kind;

    internal string Password => $"{Kind}:{Code.Trim()}";
}
