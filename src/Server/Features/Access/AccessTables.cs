using System.Data.Common;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>The tables behind the book, read and written as one.</summary>
internal sealed class AccessTables(Databases databases)
{
    /// <summary>The whole book, as of one moment.</summary>
    public Task<AccessBook> ReadAsync(CancellationToken cancellationToken)
        => databases.State.ReadAsync(
            async (connection, token) => new AccessBook
            {
                Users = AccessBook.Keyed(await AccountStore.ListAsync(connection, token), user => user.Id),
                CustomRoles = AccessBook.Keyed(await RoleStore.ListAsync(connection, token), role => role.Id),
                Groups = AccessBook.Keyed(await RoleStore.GroupsAsync(connection, token), group => group.Id),
                Tokens = AccessBook.Keyed(await TokenStore.ListAsync(connection, token), row => row.Prefix),
            },
            cancellationToken);

    public Task<int> WriteAsync(Func<DbTransaction, CancellationToken, Task<int>> write, CancellationToken cancellationToken)
        => databases.State.WriteAsync(write, cancellationToken);
}
