namespace Proxima.Pve.Failures;

/// <summary>Why Proxmox said no, as far as its status and message tell.</summary>
public enum PveFailure
{
    Other,

    /// <summary>401: nobody, somebody unknown, or a wrong or old secret.</summary>
    NotLoggedIn,

    /// <summary>403: known, but without the right.</summary>
    Forbidden,

    /// <summary>400: a parameter is wrong; see the errors.</summary>
    BadParameter,

    /// <summary>The guest, storage, pool or user is not there. Proxmox says 500, never 404.</summary>
    NotFound,

    /// <summary>501: no such path or method on this version.</summary>
    NotImplemented,

    /// <summary>595 or 596: the API answers, but the node that is meant does not.</summary>
    NodeUnreachable,

    /// <summary>Somebody else changed the configuration first.</summary>
    Changed,

    /// <summary>Somebody else holds the lock.</summary>
    Locked,

    /// <summary>The cluster has no quorum: reading works, writing does not.</summary>
    NoQuorum,

    /// <summary>It exists already.</summary>
    Exists,
}

/// <summary>Why a call did not get there, or its answer did not come back.</summary>
public enum PveTrouble
{
    Other,

    /// <summary>The name is not known.</summary>
    UnknownName,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>No way to the address.</summary>
    NoRoute,

    /// <summary>The name leads to an address that is not to be called.</summary>
    ForbiddenAddress,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>What answers speaks no TLS.</summary>
    NotTls,

    /// <summary>The certificate is of nobody this machine trusts.</summary>
    Untrusted,

    /// <summary>The certificate is valid no more, or not yet.</summary>
    Expired,

    /// <summary>The certificate is for another name.</summary>
    WrongName,

    /// <summary>The certificate is not the one that was pinned.</summary>
    ChangedCertificate,

    /// <summary>What answers is no Proxmox API.</summary>
    NotProxmox,

    /// <summary>The answer ended in the middle.</summary>
    CutOff,

    /// <summary>The connection was reset.</summary>
    Reset,

    /// <summary>The answer is larger than allowed.</summary>
    TooLarge,

    /// <summary>The program that carries the call (<c>pvesh</c>, <c>ssh</c>) is not there or failed.</summary>
    Program,
}
