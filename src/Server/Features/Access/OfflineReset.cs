using System.Globalization;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Features.Access;

/// <summary>
/// A new password while the server does not run, for an owner who is locked out. The same rules, plan and audit entry as in a running
/// server, under the lock of its data folder; nothing listens and no loop starts.
/// </summary>
internal sealed class OfflineReset(
    IEnumerable<IHostedService> parts, AccessMemory memory, AccessBoard board, People people, TimeProvider time)
{
    /// <summary>
    /// Returns the name of the user. Throws <see cref="StartupException"/> or <see cref="DatabaseException"/> with a line for a person; a
    /// server that runs holds the lock, and then nothing is changed.
    /// </summary>
    public async Task<string> RunAsync(string name, PasswordReset request, CancellationToken cancellationToken)
    {
        foreach (var part in parts.OfType<IHostedLifecycleService>().Where(part => part is DatabaseStart or SecretsStart or AuditStart))
        {
            await part.StartingAsync(cancellationToken);
        }

        await memory.LoadAsync(time.GetUtcNow(), cancellationToken);
        var user = board.Current.Users.Values.FirstOrDefault(one => UserName.Key(one.Name) == UserName.Key(name.Trim()))
            ?? throw new StartupException($"There is no user '{name}' in this data folder");
        var context = new DefaultHttpContext();
        var by = string.Create(CultureInfo.InvariantCulture, $"local:{ControlPeer.OwnUid}");
        context.SetPrincipal(new Principal(by, by, Grants.Everything));
        var (_, problem) = await people.ResetAsync(context, user.Id, request, cancellationToken);
        return problem is null
            ? user.Name
            : throw new StartupException(problem.ProblemDetails is { Detail: { Length: > 0 } detail } details
                ? $"{details.Title}: {detail}"
                : problem.ProblemDetails.Title ?? "");
    }
}
