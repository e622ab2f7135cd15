using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Upkeep;

/// <summary>Reads all of history of the running server and names what is damaged.</summary>
internal sealed class HistoryVerify(Databases databases, PartKeeper keeper)
{
    /// <summary>While the server runs; what cannot be read is set aside.</summary>
    public async Task<HistoryVerification> RunAsync(CancellationToken cancellationToken)
    {
        var check = new BlockCheck();
        await ReadAsync(check.AddKnownAsync, cancellationToken);
        bool hasMore;
        do
        {
            hasMore = await databases.History.ReadAsync(
                (connection, token) => check.NextAsync(SqlScope.Of(connection), token), cancellationToken);
        }
        while (hasMore);
        foreach (var (part, reason) in check.Broken)
            keeper.Report(part, reason);
        await keeper.SetAsideReportedAsync(cancellationToken);
        return check.Result(tailRecords: 0);
    }

    private async Task ReadAsync(Func<SqlScope, CancellationToken, Task> read, CancellationToken cancellationToken)
        => await databases.History.ReadAsync(
            async (connection, token) =>
            {
                await read(SqlScope.Of(connection), token);
                return true;
            },
            cancellationToken);
}
