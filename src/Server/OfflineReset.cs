using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server;

/// <summary>
/// A new password while the server does not run, for an owner who is locked out. The same wiring, rules, plan and audit entry as a
/// running server, under the lock of its data folder; nothing listens and no loop starts.
/// </summary>
public static class OfflineReset
{
    /// <summary>Whether there are accounts to look at.</summary>
    public static bool IsThere(ServeOptions options) => OfflineAudit.IsThere(options);

    /// <summary>
    /// Returns the name of the user. Throws <see cref="StartupException"/> or <see cref="DatabaseException"/> with a line for a person; a
    /// server that runs holds the lock, and then nothing is changed.
    /// </summary>
    public static async Task<string> RunAsync(
        ServeOptions options, string name, PasswordReset request, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var app = ServerApp.Create(options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            builder.Services.AddSingleton(time);
        });
        var services = app.Services;
        foreach (var part in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()
            .Where(part => part is DatabaseStart or SecretsStart or AuditStart))
        {
            await part.StartingAsync(cancellationToken);
        }

        await services.GetRequiredService<AccessMemory>().LoadAsync(time.GetUtcNow(), cancellationToken);
        var user = services.GetRequiredService<AccessBoard>().Current.Users.Values
            .FirstOrDefault(one => UserName.Key(one.Name) == UserName.Key(name.Trim()))
            ?? throw new StartupException($"There is no user '{name}' in {options.DataFolder}");
        var context = new DefaultHttpContext { RequestServices = services };
        var by = string.Create(CultureInfo.InvariantCulture, $"local:{ControlPeer.OwnUid}");
        context.SetPrincipal(new Principal(by, by, Grants.Everything));
        var (_, problem) = await services.GetRequiredService<People>().ResetAsync(context, user.Id, request, cancellationToken);
        return problem is null
            ? user.Name
            : throw new StartupException(
                problem.ProblemDetails is { Detail: { Length: > 0 } detail } details ? $"{details.Title}: {detail}" : problem.ProblemDetails.Title ?? "");
    }
}
