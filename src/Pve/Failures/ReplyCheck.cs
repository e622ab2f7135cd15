using System.Globalization;
using Proxima.Pve.Reading;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Failures;

/// <summary>Turns an answer that says no into an exception with a plain sentence.</summary>
internal static class ReplyCheck
{
    public static PveException Refusal(PveReply reply, string where, string? who, TimeSpan? skew = null)
    {
        var (message, errors) = PveAnswer.Failure(reply.Body);
        var reason = message is { Length: > 0 } ? message : reply.Reason.Trim();
        return new PveException(Sentence(reply.Status, reason, errors, where, who, skew), reply.Status, reason, errors);
    }

    private static string Sentence(
        int status, string reason, IReadOnlyDictionary<string, string> errors, string where, string? who, TimeSpan? skew) => status switch
    {
        400 => $"{reason.TrimEnd('.')}: {string.Join("; ", errors.Select(error => $"{error.Key}: {error.Value.TrimEnd()
            .ReplaceLineEndings(", ")}"))}".TrimEnd(' ', ':'),
        401 => $"{where} does not accept {who ?? "a call without log-in"} ({reason.TrimEnd('!', '.')}).{LoginAdvice(reason, skew)}",
        403 when FailureText.Missing(reason) is ({ } path, var privileges)
            => $"{who ?? "Nobody"} lacks {string.Join(" or ", privileges)} on {path}. 'proxima pve doctor' says how to grant it.",
        403 => $"{who ?? "Nobody"} may not do this ({reason}). Some things only root@pam may, logged in and not by token.",
        501 => $"{where} does not know this call ({reason}). It may be of a newer version.",
        595 or 596 or 599 => $"The node that is meant does not answer {where} ({reason}).",
        _ => reason.Length > 0 ? reason : $"{where} answered {status.ToString(CultureInfo.InvariantCulture)} and no more.",
    };

    private static string LoginAdvice(string reason, TimeSpan? skew)
    {
        if (skew is { } off && off.Duration() > TimeSpan.FromMinutes(1))
        {
            var seconds = Math.Abs(Math.Round(off.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return $" The server's clock is {seconds} s {(off > TimeSpan.Zero ? "ahead of" : "behind")} this machine's; tickets and "
                + "one-time codes fail then.";
        }

        return reason switch
        {
            "No ticket" => " Give a token or log in.",
            "Authentication failed!"
                => " Check user, realm and token name, whether the token is expired, and its secret: it is shown only once, at creation.",
            "authentication failure" => " Check user, realm and password, and whether the user is enabled.",
            _ => string.Empty,
        };
    }
}
