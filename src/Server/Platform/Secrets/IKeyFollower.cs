using System.Data.Common;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Platform.Secrets;

/// <summary>
/// A column that holds sealed values. Whoever owns the table registers one for each, so that a rotation finds them; a test fails on a
/// column that was forgotten. <paramref name="Row"/> is the SQL expression that gives the row part of the sealed place as text.
/// </summary>
public sealed record SealedColumn(string Table, string Row, string Column);

/// <summary>A rotation of the root key under way.</summary>
/// <param name="OldKeyId">Name of the key before; of the newest one when values were sealed under several.</param>
/// <param name="NewKeyId">Name of the key from now on.</param>
/// <param name="By">Principal, token and address of whoever asked for it.</param>
internal sealed record KeyChange(string OldKeyId, string NewKeyId, AuditEntry By);

/// <summary>Takes part in the one transaction of a rotation.</summary>
internal interface IKeyFollower
{
    /// <summary>Holds up whoever must not run beside it, until <see cref="End"/>.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Inside the transaction; may be run again after a conflict.</summary>
    Task FollowAsync(DbTransaction transaction, KeyChange change, CancellationToken cancellationToken);

    /// <summary>After the transaction, also when it failed.</summary>
    void End(bool isCommitted);
}
