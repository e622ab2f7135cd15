using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>Reads accounts and sessions before the first request, and prints the set-up code when there is no administrator.</summary>
internal sealed class AccessStart(
    AccessMemory memory, SetupCode code, IServer server, IOptions<AccessOptions> options, TimeProvider time, ILogger<AccessStart> logger)
    : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken) => memory.LoadAsync(time.GetUtcNow(), cancellationToken);

    /// <summary>Last of all, so that the line stands at the end of what start printed, and names the port in use.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (memory.Setup == SetupState.Damaged)
        {
            logger.AccountsDamaged();
        }
        else if (memory.Setup == SetupState.Needed)
        {
            var until = TimeZoneInfo.ConvertTime(time.GetUtcNow() + options.Value.SetupCodeLifetime, time.LocalTimeZone);
            logger.SetupCode(code.Make(), until.ToString("HH:mm", CultureInfo.InvariantCulture), "five", Address());
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Address()
        => server.Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault(address => !address.Contains("://unix:", StringComparison.Ordinal)) ?? "the page";
}

/// <summary>What has to be in memory before anybody is let in.</summary>
internal sealed class AccessMemory(
    Instance instance, AccountStore accounts, AccessDesk desk, AccessBoard board, SessionTable sessions, LoginThrottle throttle)
{
    public SetupState Setup => instance.Setup;

    public async Task LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var freshId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var (id, setUpAt) = await accounts.InstanceAsync(freshId, now, cancellationToken);
        await desk.LoadAsync(cancellationToken);
        foreach (var (user, address) in await sessions.LoadAsync(cancellationToken))
        {
            throttle.Know(UserName.Key(user), address);
        }

        // Accounts that are gone are damage. Falling back to set-up would hand the instance to whoever reads the log next.
        instance.Is(id, (setUpAt, board.Current.Administrators.Any()) switch
        {
            (_, true) => SetupState.Done,
            (null, false) => SetupState.Needed,
            _ => SetupState.Damaged,
        });
    }
}
