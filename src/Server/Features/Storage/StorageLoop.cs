using Proxima.Collect.Storage;
using Proxima.Collect.Storage.Disks;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Loops;

namespace Proxima.Server.Features.Storage;

/// <summary>
/// Looks at the storage of this host every minute. Most looks read only what the kernel remembers; a disk is asked when its own clock has
/// run down and it is awake anyway.
/// </summary>
internal sealed class StorageLoop(
    StorageWatch storage, DiskGate gate, DiskMemory memory, IAudit audit, TimeProvider clock, ILogger<StorageLoop> logger)
    : Loop(clock, logger)
{
    private const string Schedule = "schedule";
    private long _wakes;
    private string? _problem;

    protected override string Name => "storage";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    /// <summary>The start of the program belongs to the page and the first figures.</summary>
    protected override TimeSpan FirstAfter => TimeSpan.FromSeconds(20);

    protected override async Task OnceAsync(CancellationToken cancellationToken)
    {
        var look = await storage.LookAsync(cancellationToken);
        if (memory.Problem is { } problem && problem != _problem)
        {
            StorageLog.MemoryFailed(logger, problem);
        }

        _problem = memory.Problem;
        if (await gate.RunScheduleAsync(cancellationToken) is { } test)
        {
            StorageLog.TestStarted(logger, Schedule, test.Test, test.Disk);
            await audit.AppendAsync(
                new AuditEntry { Principal = Schedule, Action = "disk.test", Target = $"{test.Disk} {test.Test}",
                    Outcome = AuditOutcome.Done },
                cancellationToken);
        }

        if (look.Disks.Reading.Value is not { } disks || disks.Wakes <= _wakes)
        {
            return;
        }

        foreach (var disk in disks.Disks.Where(disk => disk.LastWakeAt is not null && disk.LastWakeAt == disks.LastWakeAt))
        {
            StorageLog.Woken(logger, disk.Device, disk.Id);
        }

        _wakes = disks.Wakes;
    }
}
