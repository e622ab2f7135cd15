using Proxima.Collect;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>A host that answers looks as the test wants: at once, late, never, or not at all.</summary>
internal sealed class ScriptedHost(ManualClock clock) : IHostObserver
{
    private readonly HostStory _story = new(NodeId.New(), clock);
    private int _looks;
    private int _scans;

    public int Looks => Volatile.Read(ref _looks);
    public int Scans => Volatile.Read(ref _scans);
    public bool IsBusy { get; private set; }
    public Exception? Failure { get; set; }
    public TaskCompletionSource? Blocks { get; set; }
    public HostFacts Facts { get; set; } = HostStory.Facts("here");
    public Dictionary<int, Reading<ProcessDetail>> Details { get; } = [];

    public async Task<HostLook> LookAsync(HostLookParts parts, CancellationToken cancellationToken)
    {
        IsBusy.ShouldBeFalse("a look belongs to one loop");
        IsBusy = true;
        try
        {
            if (Blocks is { } blocks)
            {
                await blocks.Task.WaitAsync(cancellationToken);
            }

            if (Failure is { } failure)
            {
                throw failure;
            }

            return Look(parts);
        }
        finally
        {
            IsBusy = false;
            Interlocked.Increment(ref _looks);
        }
    }

    public Reading<ProcessDetail> Process(int pid) => Details.GetValueOrDefault(pid) ?? Reading.Absent<ProcessDetail>("it has ended");

    public static ProcessFigures Figures(int pid) => new()
    {
        Pid = pid,
        ParentPid = 1,
        Name = "kvm (x) <b>",
        State = "S",
        ResidentBytes = 1000,
        Threads = 3,
        AgeSeconds = 60,
    };

    private HostLook Look(HostLookParts parts)
    {
        var told = _story.Tell(1);
        if (parts.HasFlag(HostLookParts.Processes))
        {
            Interlocked.Increment(ref _scans);
        }

        return new HostLook
        {
            TakenAt = told.TakenAt,
            BootTimeMilliseconds = told.BootTimeMilliseconds,
            BootId = told.BootId,
            Sample = told.Sample,
            Facts = parts.HasFlag(HostLookParts.Facts) ? Facts : null,
            Processes = parts.HasFlag(HostLookParts.Processes) ? Reading.Of(Processes()) : null,
            Collectors = told.Collectors,
            Cost = told.Cost,
        };
    }

    private ProcessList Processes() => new()
    {
        TakenAt = clock.GetUtcNow(),
        WindowSeconds = 0,
        Total = 1,
        Threads = 3,
        Processes = [Figures(42)],
    };
}
