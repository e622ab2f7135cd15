using Proxima.Collect.Linux.Disks;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// The single door for everything that touches a disk: it decides by <see cref="DiskDecision"/> from what the kernel remembers, asks
/// through
/// smartctl with <c>-n standby</c>, keeps the last answer with its age, and counts what it woke. One caller at a time; a second waits.
/// </summary>
public sealed class DiskGate : IDiskRest, IDisposable
{
    private readonly IHostSource _host;
    private readonly SmartAsk _ask;
    private readonly TimeProvider _clock;
    private readonly DiskGateOptions _options;
    private readonly DiskMemory _memory;
    private readonly CostMeter _meter;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, DiskMemo> _memos;
    private readonly DiskUse _use;
    private volatile IReadOnlyList<BlockDevice> _devices = [];
    private volatile DiskHealthList? _last;

    public DiskGate(
        IHostSource host, IProgramRunner programs, TimeProvider clock, DiskGateOptions options, DiskMemory memory, CostMeter meter)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        _host = host;
        _ask = new SmartAsk(programs);
        _clock = clock;
        _options = options;
        _memory = memory;
        _meter = meter;
        _use = new DiskUse(clock, options.EchoOfTouch);
        _memos = memory.Load().ToDictionary(memo => memo.Id, StringComparer.Ordinal);
    }

    /// <summary>What the last look gave; null before the first. Reading it touches nothing.</summary>
    public DiskHealthList? Last => _last;

    /// <summary>
    /// Looks at all disks: lists them from sysfs, sees from /proc/diskstats who is in use, and asks those that may be asked now, one after
    /// the other.
    /// </summary>
    public async Task<DiskHealthList> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _devices = BlockDevices.List(_host);
            _use.Look(Counters());
            var isChanged = Forget();
            foreach (var device in _devices)
            {
                NoteSleep(device, Seen(device));
                var move = Decide(device, _memos[device.Id]);
                if (move != DiskMove.ReadUnlessStandby) continue;
                await ReadAsync(device, cancellationToken).ConfigureAwait(false);
                isChanged = true;
            }

            if (isChanged) _memory.Save(_memos.Values.Where(memo => memo.Kind != DiskKind.Virtual));
            return _last = List();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Names of devices another program may touch now without waking anything: solid state, virtual, and disks that were in use at the last
    /// look. What lists physical volumes or the like limits itself to these.
    /// </summary>
    public IReadOnlySet<string> Awake()
        => _devices.Where(device => device.Kind is DiskKind.SolidState or DiskKind.Nvme or DiskKind.Virtual
                || _use.IsInUse(device.Name))
            .Where(device => device.RuntimeStatus is not ("suspended" or "suspending") && !IsForbidden(device))
            .Select(device => device.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Starts a test the disk does of itself: "short" or "long". A sleeping disk is not woken for it: it is refused.</summary>
    /// <returns>A line for people, or why it did not start.</returns>
    public async Task<Reading<string>> StartSelfTestAsync(string id, string test, CancellationToken cancellationToken)
    {
        if (test is not ("short" or "long" or "conveyance")) return Reading.Failed<string>($"there is no self-test '{test}'");
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var device = BlockDevices.List(_host).FirstOrDefault(one => one.Id == id);
            if (device is null) return Reading.Absent<string>("this disk is not there");
            _use.Look(Counters());
            var memo = Seen(device);
            var move = Decide(device, memo with { LastAskedAt = null });
            if (move != DiskMove.ReadUnlessStandby)
                return Reading.Absent<string>(DiskDecision.Reason(move, Evidence(device, memo)) ?? "not now");
            return await TestAsync(device, memo, test, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes today's counters of errors for scars: only what grows from here is news. False when the disk has no report.</summary>
    public async Task<bool> AcceptBaselineAsync(string id, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_memos.TryGetValue(id, out var memo) || memo.Report is not { } report) return false;
            _memos[id] = memo with { BaselineAt = _clock.GetUtcNow(), Baseline = SmartBaseline.Of(report) };
            _memory.Save(_memos.Values.Where(one => one.Kind != DiskKind.Virtual));
            if (_last is not null) _last = List();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    bool IDiskRest.IsAwake(IHostSource host, string device) => Awake().Contains(DiskActivity.DiskOf(host, device));

    /// <summary>The gate has looked already: <see cref="LookAsync"/> comes before what rests on it.</summary>
    void IDiskRest.Look(IHostSource host)
    {
    }

    public void Dispose() => _turn.Dispose();

    private IReadOnlyList<DiskCounters> Counters()
        => _host.Read("/proc/diskstats") is { State: FileState.Text } file ? DisksText.Parse(file.Text, []).Value?.Disks ?? [] : [];

    private bool IsForbidden(BlockDevice device)
        => _options.NeverTouch.Any(word => word == device.Name || word == device.Id || word == device.Serial || word == device.Wwn);

    private DiskEvidence Evidence(BlockDevice device, DiskMemo memo) => new()
    {
        Device = device,
        IsForbidden = IsForbidden(device),
        IsInUse = _use.IsInUse(device.Name),
        LastReadAt = memo.LastAskedAt,
        AsleepAt = memo.StandbyAt,
        AskSleeperEvery = _options.AskSleeperEvery,
        Interval = Interval(memo),
    };

    private DiskMove Decide(BlockDevice device, DiskMemo memo) => DiskDecision.Of(Evidence(device, memo), _clock.GetUtcNow());

    /// <summary>The disk's clock: slower after each wake we caused, quicker after a failure.</summary>
    private TimeSpan Interval(DiskMemo memo)
    {
        var every = memo.Problem is not null && !memo.IsAbsent ? _options.RetryEvery : _options.Every;
        for (var i = 0; i < Math.Min(memo.Wakes, 10) && every < _options.SlowestEvery; i++) every *= 2;
        return every < _options.SlowestEvery || _options.SlowestEvery < _options.Every ? every : _options.SlowestEvery;
    }

    private DiskMemo Seen(BlockDevice device)
    {
        var now = _clock.GetUtcNow();
        var known = _memos.GetValueOrDefault(device.Id);
        return _memos[device.Id] = (known ?? new DiskMemo
        {
            Id = device.Id, Device = device.Name, Kind = device.Kind, FirstSeen = now, LastSeen = now,
        }) with
        {
            Device = device.Name,
            Kind = device.Kind,
            LastSeen = now,
            Model = device.Model ?? known?.Model,
            Serial = device.Serial ?? known?.Serial,
            Wwn = device.Wwn ?? known?.Wwn,
            Firmware = device.Firmware ?? known?.Firmware,
            SizeBytes = device.SizeBytes ?? known?.SizeBytes,
            IsUsb = device.IsUsb,
        };
    }

    /// <summary>Disks that are long gone are forgotten; virtual ones as soon as they are gone.</summary>
    private bool Forget()
    {
        var now = _clock.GetUtcNow();
        var present = _devices.Select(device => device.Id).ToHashSet(StringComparer.Ordinal);
        var gone = _memos.Values.Where(memo => !present.Contains(memo.Id)
            && (memo.Kind == DiskKind.Virtual || now - memo.LastSeen > _options.KeepGone)).ToList();
        foreach (var memo in gone) _memos.Remove(memo.Id);
        return gone.Exists(memo => memo.Kind != DiskKind.Virtual);
    }

    private void NoteSleep(BlockDevice device, DiskMemo memo)
    {
        if (device.RuntimeStatus is "suspended" or "suspending") _use.Slept(device.Name);
        if (_use.IsEchoWake(device.Name)) Woken(memo);
        else if (_use.IsInUse(device.Name) && memo.StandbyAt is not null) _memos[device.Id] = memo with { StandbyAt = null };
    }

    private void Woken(DiskMemo memo)
    {
        _meter.DiskWoken();
        _memos[memo.Id] = _memos[memo.Id] with { Wakes = memo.Wakes + 1, LastWakeAt = _clock.GetUtcNow(), StandbyAt = null };
    }

    private async Task ReadAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var memo = _memos[device.Id];
        var answer = await _ask.AskAsync(device.Path, memo.DeviceType, device.IsUsb, cancellationToken).ConfigureAwait(false);
        var now = _clock.GetUtcNow();
        if (answer.IsStandby)
        {
            // It stays asleep; its clock does not start, so the next use of it is taken.
            _memos[device.Id] = memo with { StandbyAt = now };
            _use.AskedAsleep(device.Name);
            return;
        }

        // Asleep at our last question, not moved since, awake now: that question did it.
        if (memo.StandbyAt is not null && _use.IsAsleep(device.Name) && answer.Report.HasValue) Woken(memo);
        if (answer.IsTouched) _use.Touched(device.Name);
        _memos[device.Id] = After(_memos[device.Id], answer, now);
    }

    private static DiskMemo After(DiskMemo memo, SmartAnswer answer, DateTimeOffset now)
    {
        if (answer.Report.Value is not { } report)
        {
            return memo with
            {
                LastAskedAt = now, StandbyAt = null, Problem = answer.Report.Absent ?? answer.Report.Failed,
                IsAbsent = answer.Report.Absent is not null,
            };
        }

        return memo with
        {
            LastAskedAt = now,
            ReportAt = now,
            Report = report,
            Problem = null,
            IsAbsent = false,
            StandbyAt = null,
            DeviceType = answer.DeviceType,
            BaselineAt = memo.BaselineAt ?? now,
            Baseline = memo.BaselineAt is null ? SmartBaseline.Of(report) : SmartBaseline.Follow(memo.Baseline, report),
        };
    }

    private async Task<Reading<string>> TestAsync(BlockDevice device, DiskMemo memo, string test, CancellationToken cancellationToken)
    {
        var answer = await _ask.TestAsync(device.Path, memo.DeviceType, test, cancellationToken).ConfigureAwait(false);
        if (answer.HasValue)
        {
            _use.Touched(device.Name);
            _memos[device.Id] = memo with { LastAskedAt = null };
        }

        return answer;
    }

    private DiskHealthList List()
    {
        var now = _clock.GetUtcNow();
        var present = _devices.ToDictionary(device => device.Id, StringComparer.Ordinal);
        return new DiskHealthList
        {
            Disks = [.. _memos.Values.Select(memo => DiskView.Of(
                memo, present.GetValueOrDefault(memo.Id), Power(present.GetValueOrDefault(memo.Id), memo), Next(memo, present, now)))
                .OrderBy(disk => disk.Device, StringComparer.Ordinal)],
            Wakes = _memos.Values.Sum(memo => memo.Wakes),
            LastWakeAt = _memos.Values.Max(memo => memo.LastWakeAt),
        };
    }

    private (DateTimeOffset? At, string? Waiting) Next(DiskMemo memo, Dictionary<string, BlockDevice> present, DateTimeOffset now)
    {
        if (!present.TryGetValue(memo.Id, out var device)) return (null, "this disk is not there");
        var evidence = Evidence(device, memo);
        var move = DiskDecision.Of(evidence, now);
        if (move == DiskMove.Never) return (null, DiskDecision.Reason(move, evidence));
        var at = memo.LastAskedAt is { } last ? last + Interval(memo) : now;
        var waiting = memo.StandbyAt is not null ? "asleep: it is not touched" : DiskDecision.Reason(move, evidence);
        return (at, waiting);
    }

    private DiskPower Power(BlockDevice? device, DiskMemo memo)
        => device is null ? DiskPower.Unknown
            : device.RuntimeStatus is "suspended" or "suspending" || memo.StandbyAt is not null ? DiskPower.Asleep
            : device.Kind != DiskKind.HardDisk || _use.IsInUse(device.Name) || memo.ReportAt == _clock.GetUtcNow() ? DiskPower.Awake
            : DiskPower.Unknown;
}
