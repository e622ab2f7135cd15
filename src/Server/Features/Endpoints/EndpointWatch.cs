using Proxima.Pve;
using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Features.Endpoints;

/// <summary>
/// Asks every endpoint every 15 s how it is: one call for all of a cluster, and two more every minute. Side by side, so that one that
/// hangs keeps nobody waiting but the next round.
/// </summary>
internal sealed class EndpointWatch(EndpointBoard board, TimeProvider time, ILogger<EndpointWatch> logger) : Loop(time, logger)
{
    private const int AtOnce = 16;
    private const int SlowRounds = 4;

    /// <summary>For one round at one endpoint, however many addresses it has: the next round waits for all.</summary>
    private static readonly TimeSpan RoundLimit = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _time = time;

    protected override string Name => "endpoints";

    protected override TimeSpan Period => TimeSpan.FromSeconds(15);

    protected override TimeSpan FirstAfter => TimeSpan.FromSeconds(2);

    protected override Task OnceAsync(CancellationToken cancellationToken)
        => Parallel.ForEachAsync(
            board.All.Where(door => door.IsDue),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (door, token) => await AskAsync(door, token));

    /// <summary>One round at one endpoint; how it went is in its status.</summary>
    public async Task AskAsync(EndpointDoor door, CancellationToken cancellationToken)
    {
        if (door.Connection is not { } connection)
        {
            return;
        }

        await door.Turn.WaitAsync(cancellationToken);
        try
        {
            var was = door.Status.State;
            using var limit = new CancellationTokenSource(RoundLimit, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                door.Answered(door.Endpoint.Kind == EndpointKind.Pbs
                    ? await BackupServerAsync(new PbsClient(connection), door, either.Token)
                    : await ClusterAsync(new PveClient(connection), door, either.Token));
                if (was is EndpointState.Refused or EndpointState.Unreachable)
                {
                    logger.AnswersAgain(door.Endpoint.Name);
                }
            }
            catch (ObjectDisposedException)
            {
                // Changed or removed meanwhile: its new door is asked next.
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever goes wrong here is told of this endpoint and keeps none of the others from being asked.
                var (state, message) = EndpointDoor.Words(exception);
                door.Failed(state, message);
                if (was != state)
                {
                    logger.DoesNotAnswer(door.Endpoint.Name, message);
                }
            }
        }
        finally
        {
            door.Turn.Release();
        }
    }

    private static async Task<EndpointStatus> ClusterAsync(PveClient pve, EndpointDoor door, CancellationToken cancellationToken)
    {
        var resources = await pve.Cluster.Resources.GetAsync(cancellationToken);
        var guests = resources.Where(row => row.Vmid is not null && row.Template != true).ToList();
        var nodes = resources.Where(row => row.Id?.StartsWith("node/", StringComparison.Ordinal) == true).ToList();
        var storages = resources.Where(row => row.Storage is not null)
            .Select(row => row.Shared == true ? row.Storage : $"{row.Node}/{row.Storage}").Distinct(StringComparer.Ordinal);
        var status = door.Status with
        {
            State = EndpointState.Ok,
            Message = null,
            Nodes = nodes.Count,
            NodesOnline = nodes.Count(row => row.Status == "online"),
            Guests = guests.Count,
            GuestsRunning = guests.Count(row => row.Status == "running"),
            Storages = storages.Count(),
        };
        if (door.Rounds % SlowRounds != 0)
        {
            return status;
        }

        var version = await pve.Version.GetAsync(cancellationToken);
        var cluster = (await pve.Cluster.Status.GetAsync(cancellationToken))
            .FirstOrDefault(row => row.Id?.StartsWith("node/", StringComparison.Ordinal) != true);
        return status with { Version = version.Version ?? version.Release, Cluster = cluster?.Name, IsQuorate = cluster?.Quorate };
    }

    private static async Task<EndpointStatus> BackupServerAsync(PbsClient pbs, EndpointDoor door, CancellationToken cancellationToken)
    {
        var status = door.Status with { State = EndpointState.Ok, Message = null };
        if (door.Rounds % SlowRounds != 0 && status.Version is not null)
        {
            // A call that costs nothing says that it is there; what it holds is asked every minute.
            await pbs.GetAsync("/ping", cancellationToken);
            return status;
        }

        var version = await pbs.GetAsync("/version", cancellationToken);
        var stores = await pbs.GetAsync("/status/datastore-usage", cancellationToken);
        return status with
        {
            Version = Text(version, "version") ?? Text(version, "release"),
            Storages = stores is { ValueKind: System.Text.Json.JsonValueKind.Array } list ? list.GetArrayLength() : null,
        };
    }

    private static string? Text(System.Text.Json.JsonElement? element, string name)
        => element is { ValueKind: System.Text.Json.JsonValueKind.Object } found && found.TryGetProperty(name, out var value)
            ? value.ToString() : null;
}

internal static partial class EndpointsLog
{
    [LoggerMessage(13100, LogLevel.Warning, "Endpoint {Endpoint} is not as it should be: {Problem}")]
    public static partial void DoesNotAnswer(this ILogger logger, string endpoint, string problem);

    [LoggerMessage(13101, LogLevel.Information, "Endpoint {Endpoint} answers again")]
    public static partial void AnswersAgain(this ILogger logger, string endpoint);
}
