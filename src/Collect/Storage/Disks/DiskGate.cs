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
    private IReadOnlyList<SmartScanDevice> _scanned = [];
    private DateTimeOffset? _scannedAt;

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
            await ListAsync(cancellationToken).ConfigureAwait(false);
            _use.Look(Counters());
            var isChanged = Forget();
            foreach (var device in _devices)
            {
                NoteSleep(device, Seen(device));
                NoteWarmth(device);
                var move = Decide(device, _memos[device.Id]);
                if (move != DiskMove.ReadUnlessStandby) continue;
                await ReadAsync(device, cancellationToken).ConfigureAwait(false);
                isChanged = true;
            }

            if (isChanged) Save();
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
            .Where(device => !device.IsMember && device.RuntimeStatus is not ("suspended" or "suspending") && !IsForbidden(device))
            .Select(device => device.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Starts a test the disk does of itself. A sleeping disk is not woken unless the question says so, and no two disks test themselves
    /// at the same time.
    /// </summary>
    /// <returns>A line for people (of a dry run: what would be done), or why it did not start.</returns>
    public async Task<Reading<string>> StartSelfTestAsync(string id, SelfTestAsk ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!SelfTestPlan.Kinds.Contains(ask.Test)) return Reading.Failed<string>($"there is no self-test '{ask.Test}'");
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ListAsync(cancellationToken).ConfigureAwait(false);
            var device = _devices.FirstOrDefault(one => one.Id == id);
            if (device is null) return Reading.Absent<string>("this disk is not there");
            _use.Look(Counters());
            return await TestAsync(device, Seen(device), ask, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Starts the test the schedule has for now, at most one, and remembers why it passed a disk over. Call it after
    /// <see cref="LookAsync"/>.
    /// </summary>
    public async Task<ScheduledTest?> RunScheduleAsync(CancellationToken cancellationToken)
    {
        var schedule = _options.Tests;
        var now = _clock.GetUtcNow();
        if (!schedule.IsOn || !schedule.IsOpen(_clock.GetLocalNow())) return null;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ScheduledTest? started = null;
            foreach (var device in _devices)
            {
                if (!_memos.TryGetValue(device.Id, out var memo) || memo.Report?.SelfTests is null) continue;
                if (SelfTestPlan.Next(memo, schedule) is not { } next || next.At > now) continue;
                var outcome = started is not null ? Reading.Absent<string>("another disk tests itself: one at a time")
                    : await TestAsync(device, memo, new SelfTestAsk(next.Test), cancellationToken).ConfigureAwait(false);
                if (outcome.HasValue) started = new ScheduledTest(device.Id, device.Name, next.Test);
                else _memos[device.Id] = _memos[device.Id] with { TestSkipped = outcome.Absent ?? outcome.Failed, TestSkippedAt = now };
            }

            Save();
            if (_last is not null) _last = List();
            return started;
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
            Save();
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

    /// <summary>What the kernel shows, and behind volumes of a controller the disks they are made of.</summary>
    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var devices = BlockDevices.List(_host);
        var now = _clock.GetUtcNow();
        if (RaidMembers.HasVolumes(devices) && (_scannedAt is not { } scanned || now - scanned >= _options.ScanEvery))
        {
            _scannedAt = now;
            _scanned = await _ask.ScanAsync(cancellationToken).ConfigureAwait(false);
        }

        _devices = [.. devices, .. RaidMembers.Of(devices, _scanned, _options.RaidDisks)];
    }

    private bool IsInUse(BlockDevice device)
        => device.IsMember ? device.Volumes.Any(volume => _use.IsInUse(volume)) : _use.IsInUse(device.Name);

    private bool IsForbidden(BlockDevice device)
        => _options.NeverTouch.Any(word => word == device.Name || word == device.Id || word == device.Serial || word == device.Wwn);

    private DiskEvidence Evidence(BlockDevice device, DiskMemo memo) => new()
    {
        Device = device,
        IsForbidden = IsForbidden(device),
        IsInUse = IsInUse(device),
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
        var seen = known?.Observations ?? [];
        if (known is not null && known.Device != device.Name) seen = DiskObservations.Add(seen, "device", known.Device, device.Name, now);
        return _memos[device.Id] = (known ?? new DiskMemo
        {
            Id = device.Id, Device = device.Name, Kind = device.Kind, FirstSeen = now, LastSeen = now,
        }) with
        {
            Device = device.Name,
            Kind = device.Kind,
            LastSeen = now,
            Observations = seen,
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
        else if (IsInUse(device) && memo.StandbyAt is not null) _memos[device.Id] = memo with { StandbyAt = null };
    }

    private void NoteWarmth(BlockDevice device)
    {
        if (DriveTemperature.MayRead(device, IsInUse(device), IsForbidden(device)) && DriveTemperature.Read(_host,
            device.Name) is { } celsius)
            _memos[device.Id] = _memos[device.Id] with { Celsius = celsius, CelsiusAt = _clock.GetUtcNow() };
    }

    private void Save() => _memory.Save(_memos.Values.Where(memo => memo.Kind != DiskKind.Virtual));

    private void Woken(DiskMemo memo)
    {
        var now = _clock.GetUtcNow();
        _meter.DiskWoken();
        var known = _memos[memo.Id];
        _memos[memo.Id] = known with
        {
            Wakes = memo.Wakes + 1, LastWakeAt = now, StandbyAt = null,
            Observations = DiskObservations.Add(known.Observations, "wake", null, memo.Device, now),
        };
    }

    private async Task ReadAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var memo = _memos[device.Id];
        var answer = await _ask.AskAsync(device.Path, device.SmartType ?? memo.DeviceType, device.IsUsb,
            cancellationToken).ConfigureAwait(false);
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
            Observations = DiskObservations.Follow(memo.Observations, memo.Report, report, now),
            TestEndsAt = report.SelfTests is { IsRunning: true } ? memo.TestEndsAt : null,
            BaselineAt = memo.BaselineAt ?? now,
            Baseline = memo.BaselineAt is null ? SmartBaseline.Of(report) : SmartBaseline.Follow(memo.Baseline, report),
        };
    }

    private async Task<Reading<string>> TestAsync(
        BlockDevice device, DiskMemo memo, SelfTestAsk ask, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (SelfTestPlan.Busy(_memos.Values, now) is { } busy) return Reading.Absent<string>(busy);
        var move = Decide(device, memo with { LastAskedAt = null });
        var mayWake = ask.MayWake && move is DiskMove.LeaveAsleep or DiskMove.WaitForUse;
        if (move != DiskMove.ReadUnlessStandby && !mayWake)
            return Reading.Absent<string>(DiskDecision.Reason(move, Evidence(device, memo)) ?? "not now");
        var command = SmartAsk.SelfTest(device.Path, device.SmartType ?? memo.DeviceType, ask.Test, ask.MayWake);
        if (ask.IsDryRun) return Reading.Of(SelfTestPlan.Preview(memo, ask, command.Line, mayWake));
        var answer = await _ask.TestAsync(command, ask.Test, cancellationToken).ConfigureAwait(false);
        if (answer.HasValue)
        {
            _use.Touched(device.Name);
            _memos[device.Id] = SelfTestPlan.Started(memo, ask.Test, now);
            Save();
            if (_last is not null) _last = List();
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
                memo, present.GetValueOrDefault(memo.Id), Power(present.GetValueOrDefault(memo.Id), memo), Next(memo, present, now),
                _options.Tests))
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
            : device.Kind != DiskKind.HardDisk || IsInUse(device) || memo.ReportAt == _clock.GetUtcNow() ? DiskPower.Awake
            : DiskPower.Unknown;
}
