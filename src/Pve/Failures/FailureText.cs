using System.Text.RegularExpressions;

namespace Proxima.Pve.Failures;

/// <summary>Reads what Proxmox says when it says no.</summary>
internal static partial class FailureText
{
    public static PveFailure KindOf(int status, string reason, IReadOnlyDictionary<string, string> errors) => status switch
    {
        400 when errors.Values.Any(Says("no such")) => PveFailure.NotFound,
        400 when errors.Values.Any(Says("already exists")) => PveFailure.Exists,
        400 => PveFailure.BadParameter,
        401 => PveFailure.NotLoggedIn,
        403 => PveFailure.Forbidden,
        501 => PveFailure.NotImplemented,
        595 or 596 or 599 => PveFailure.NodeUnreachable,
        _ => KindOf(reason),
    };

    /// <summary><c>Permission check failed (/nodes/pve1, Sys.Modify|Sys.Audit)</c>: the path and the privileges.</summary>
    public static (string? Path, IReadOnlyList<string> Privileges) Missing(string reason)
        => Permission().Match(reason) is { Success: true } match && match.Groups["path"].Value is { Length: > 0 } path
            ? (path, match.Groups["privileges"].Value.Split([',', '|', ' '], StringSplitOptions.RemoveEmptyEntries))
            : (null, []);

    private static PveFailure KindOf(string reason)
    {
        if (Says("checksum mismatch")(reason) || Says("digest")(reason))
        {
            return PveFailure.Changed;
        }

        if (Says("quorum")(reason))
        {
            return PveFailure.NoQuorum;
        }

        if (Says("got timeout")(reason) || Says("is locked")(reason) || Says("got lock")(reason))
        {
            return PveFailure.Locked;
        }

        if (Says("already exists")(reason) || Says("already defined")(reason))
        {
            return PveFailure.Exists;
        }

        return Says("does not exist")(reason) || Says("no such")(reason) || Says("unable to find")(reason)
            || Says("hostname lookup")(reason)
            ? PveFailure.NotFound
            : PveFailure.Other;
    }

    private static Func<string, bool> Says(string words) => text => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\((?<path>/[^,]*), (?<privileges>[A-Za-z0-9.,| ]+)\)", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Permission();
}
