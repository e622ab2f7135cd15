namespace Proxima.PveFake.Access;

/// <summary>Who asks: a user with a ticket, a token, or nobody.</summary>
internal sealed record Caller(string User, string? TokenId)
{
    public static Caller Nobody { get; } = new(string.Empty, null);

    public bool IsNobody => User.Length == 0;

    /// <summary>As permissions, tasks and logs name it: <c>root@pam!full</c>.</summary>
    public string Id => TokenId is null ? User : $"{User}!{TokenId}";

    /// <summary>The one who may everything; a token of root is not it.</summary>
    public bool IsRoot => User == "root@pam" && TokenId is null;
}
