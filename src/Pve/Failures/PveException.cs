namespace Proxima.Pve.Failures;

/// <summary>Proxmox was reached and said no.</summary>
public sealed class PveException : Exception
{
    internal PveException(string message, int status, string reason, IReadOnlyDictionary<string, string> errors)
        : base(message)
    {
        (Status, Reason, Errors) = (status, reason, errors);
        Kind = FailureText.KindOf(status, reason, errors);
        (MissingPath, MissingPrivileges) = status == 403 ? FailureText.Missing(reason) : (null, []);
    }

    /// <summary>The status as sent: 400, 401, 403, 500, 501, 595 …</summary>
    public int Status { get; }

    /// <summary>Proxmox's own message, without line end.</summary>
    public string Reason { get; }

    /// <summary>What is wrong with each parameter.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; }

    public PveFailure Kind { get; }

    /// <summary>At 403: the path of the access list where the right is missing; null when the answer does not tell.</summary>
    public string? MissingPath { get; }

    /// <summary>At 403: any one of these would do, or all of them; the answer does not tell which.</summary>
    public IReadOnlyList<string> MissingPrivileges { get; }
}

/// <summary>The call did not get there, or its answer did not come back. The message says it plainly, and what to do.</summary>
public sealed class PveTransportException : Exception
{
    public PveTransportException(PveTrouble trouble, string message, Exception? inner = null)
        : base(message, inner) => Trouble = trouble;

    public PveTrouble Trouble { get; }

    /// <summary>Nothing was sent: the call may be made again, whatever it does.</summary>
    public bool NothingSent
        => Trouble is PveTrouble.UnknownName or PveTrouble.Refused or PveTrouble.NoRoute or PveTrouble.ForbiddenAddress or PveTrouble.NotTls
        or PveTrouble.Untrusted
        or PveTrouble.Expired or PveTrouble.WrongName or PveTrouble.ChangedCertificate;

    /// <summary>The certificate that was shown, at certificate troubles: SHA-256, as <c>AA:BB:…</c>.</summary>
    public string? Fingerprint { get; init; }
}
