using Proxima.Pve.Transport;

namespace Proxima.Pve.Auth;

/// <summary>An API token. It needs no log-in and no CSRF word; a token of root is not root.</summary>
public sealed class PveToken : IPveLogin
{
    private readonly KeyValuePair<string, string>[] _headers;

    private PveToken(string who, string header) => (Who, _headers) = (who, [new("Authorization", header)]);

    public string Who { get; }

    /// <summary>
    /// Reads a token as people copy it: <c>root@pam!proxima=SECRET</c> (Backup Server: also <c>:SECRET</c>), with or without
    /// <c>PVEAPIToken=</c> in front.
    /// </summary>
    /// <exception cref="FormatException">It is none; the message shows no part of the secret.</exception>
    public static PveToken Parse(string text, bool isBackupServer)
    {
        var token = text.Trim();
        foreach (var prefix in (string[])["PVEAPIToken=", "PVEAPIToken ", "PBSAPIToken=", "PBSAPIToken ", "PBSAPIToken:"])
        {
            token = token.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? token[prefix.Length..].Trim() : token;
        }

        var bang = token.IndexOf('!', StringComparison.Ordinal);
        var end = bang < 0 ? -1 : token.AsSpan(bang).IndexOfAny('=', ':') + bang;
        var at = token.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || bang < at + 2 || end <= bang + 1 || end == token.Length - 1
            || token.Any(letter => char.IsControl(letter) || letter == ' '))
        {
            throw new FormatException(
                "A token reads USER@REALM!NAME=SECRET, for instance root@pam!proxima=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.");
        }

        var (who, secret) = (token[..end], token[(end + 1)..]);
        return new PveToken(who, isBackupServer ? $"PBSAPIToken={who}:{secret}" : $"PVEAPIToken={who}={secret}");
    }

    public ValueTask<IReadOnlyList<KeyValuePair<string,
        string>>> HeadersAsync(IPveTransport transport, PveRequest request, CancellationToken cancellation)
        => new(_headers);

    public bool Refused() => false;

    public override string ToString() => Who;
}
