using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Proxima.Collect;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>
/// Looks at the host this program runs on, beat by beat, and brings what it sees to the door. Never ends before the program does.
/// </summary>
internal sealed class HostLoop(
    LocalNode host, FleetDoor door, NodeRegistry nodes, IOptions<FleetOptions> options, TimeProvider clock, ILogger<HostLoop> logger)
    : BackgroundService
{
    /// <summary>A look that takes longer is reported; a second one is never begun beside it.</summary>
    public static TimeSpan LongestLook { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ComplainEvery = TimeSpan.FromMinutes(1);

    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly HostSchedule _schedule = new(options.Value.Beat);
    private readonly long _start = clock.GetTimestamp();
    private long _sequence;
    private long _lost;
    private long? _complainedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = _schedule.Wait(Now, host.IsWatched);
            if (wait > TimeSpan.Zero && !host.IsScanWanted)
            {
                await host.Wake.SleepAsync(wait, stoppingToken);
                continue;
            }

            try
            {
                await TickAsync(_schedule.Take(Now, host.IsWatched, host.IsScanWanted), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (MayComplain())
                {
                    FleetLog.LookFailed(logger, exception);
                }
            }
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(_start);

    private async Task TickAsync(HostTick tick, CancellationToken cancellationToken)
    {
        var look = await ScanAndLookAsync(tick.Parts, cancellationToken);
        if (await IdAsync(look, cancellationToken) is not { } id)
        {
            return;
        }

        var observation = Wrap(id, look, tick.IsBeat ? ++_sequence : 0);
        if (!tick.IsBeat)
        {
            await door.AcceptAsync(observation, cancellationToken);
            return;
        }

        await KeepAsync(observation, cancellationToken);
    }

    private async Task KeepAsync(HostObservation observation, CancellationToken cancellationToken)
    {
        try
        {
            var result = await door.AcceptAsync(observation, cancellationToken);
            if (result.Outcome == AcceptOutcome.Accepted && observation.Facts is not null)
            {
                _schedule.FactsKept(Now);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _lost++;
            var reason = exception.Message.ReplaceLineEndings(" ");
            if (MayComplain())
            {
                FleetLog.NotKept(logger, reason);
            }

            await door.ShowUnkeptAsync(observation, reason, cancellationToken);
            return;
        }

        if (_lost > 0)
        {
            FleetLog.KeptAgain(logger, _lost);
            _lost = 0;
            _complainedAt = null;
        }
    }

    private async Task<HostLook> ScanAndLookAsync(HostLookParts parts, CancellationToken cancellationToken)
    {
        var scan = parts.HasFlag(HostLookParts.Processes) ? host.TakeScan() : null;
        try
        {
            var look = await LookAsync(parts, cancellationToken);
            scan?.TrySetResult(look.Processes ?? Reading.Absent<ProcessList>("the look did not include processes"));
            return look;
        }
        catch (Exception exception)
        {
            scan?.TrySetException(exception);
            throw;
        }
    }

    private async Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var look = host.LookAsync(parts, cancellationToken);
        while (!await EndsAsync(look, cancellationToken))
        {
            FleetLog.LookHangs(logger, clock.GetElapsedTime(begun).TotalSeconds);
        }

        var taken = clock.GetElapsedTime(begun);
        if (taken.TotalMilliseconds >= options.Value.SlowLookMilliseconds)
        {
            FleetLog.SlowLook(logger, taken.TotalMilliseconds);
        }

        return await look;
    }

    /// <summary>Waits for a look; false when it takes longer than looks do.</summary>
    private async Task<bool> EndsAsync(Task look, CancellationToken cancellationToken)
    {
        if (look.IsCompleted)
        {
            return true;
        }

        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(look, Task.Delay(LongestLook, clock, waited.Token));
        await waited.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == look;
    }

    private async Task<NodeId?> IdAsync(HostLook look, CancellationToken cancellationToken)
    {
        if (host.Id is null && look.Facts is not null)
        {
            host.Id = await nodes.LocalAsync(look.Facts, cancellationToken);
        }

        return host.Id;
    }

    private HostObservation Wrap(NodeId id, HostLook look, long sequence) => new()
    {
        Node = id,
        Origin = Origin.Local,
        Epoch = _epoch,
        Sequence = sequence,
        TakenAt = look.TakenAt,
        BootTimeMilliseconds = look.BootTimeMilliseconds,
        BootId = look.BootId,
        Sample = look.Sample,
        Facts = look.Facts,
        Processes = look.Processes,
        Storage = host.Storage,
        Collectors = look.Collectors,
        Cost = look.Cost,
    };

    /// <summary>One line a minute is enough for what goes on.</summary>
    private bool MayComplain()
    {
        if (_complainedAt is { } last && clock.GetElapsedTime(last) < ComplainEvery)
        {
            return false;
        }

        _complainedAt = clock.GetTimestamp();
        return true;
    }
}
