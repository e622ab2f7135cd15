using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Smart;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>What one question to a disk gave.</summary>
internal sealed record SmartAnswer
{
    public required Reading<SmartReport> Report { get; init; }

    /// <summary>The disk sleeps: smartctl asked nothing but that.</summary>
    public bool IsStandby { get; init; }

    /// <summary>The -d type that worked.</summary>
    public string? DeviceType { get; init; }

    /// <summary>False when the program never reached the disk (not installed, still running).</summary>
    public required bool IsTouched { get; init; }
}

/// <summary>
/// Asks one disk through smartctl: always with <c>-n standby</c>, which sends CHECK POWER MODE (ATA) or a request that no disk wakes for
/// (SCSI) and goes on only when it is awake. What USB bridge is between, smartctl knows for many; for others each type is tried once.
/// </summary>
internal sealed class SmartAsk(IProgramRunner programs)
{
    /// <summary>smartctl(8), -d: bridges for SATA and for NVMe behind USB.</summary>
    private static readonly string[] BridgeTypes = ["sat", "sntasmedia", "sntjmicron", "sntrealtek"];

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>The arguments of a reading; the device is the last and cannot be taken for an option.</summary>
    public static ProgramCommand Reading(string path, string? type)
        => Command(type is null ? ["-j", "-x", "-n", "standby", path] : ["-j", "-x", "-n", "standby", "-d", type, path]);

    /// <summary>Without <paramref name="mayWake"/> a disk in standby is left alone.</summary>
    public static ProgramCommand SelfTest(string path, string? type, string test, bool mayWake = false)
    {
        string[] rest = mayWake ? [] : ["-n", "standby"];
        string[] kind = type is null ? [] : ["-d", type];
        return Command(["-j", .. rest, .. kind, "-t", test, path]);
    }

    public async Task<SmartAnswer> AskAsync(string path, string? type, bool isUsb, CancellationToken cancellationToken)
    {
        var answer = await OnceAsync(path, type, cancellationToken).ConfigureAwait(false);
        if (!isUsb || type is not null || answer.IsStandby || !NeedsType(answer)) return answer;
        foreach (var bridge in BridgeTypes)
        {
            var other = await OnceAsync(path, bridge, cancellationToken).ConfigureAwait(false);
            if (other.IsStandby || other.Report.Value is { } report && HasHealth(report)) return other;
        }

        return answer;
    }

    /// <summary>Names of disks behind controllers: <c>--scan</c> opens no disk, it asks the controllers' drivers.</summary>
    public async Task<IReadOnlyList<SmartScanDevice>> ScanAsync(CancellationToken cancellationToken)
    {
        var run = await programs.RunAsync(Command(["--scan", "-j"]), cancellationToken).ConfigureAwait(false);
        return run.Read(done => SmartJson.Scan(done.Output) is { } scan ? Model.Reading.Of(scan)
            : Model.Reading.Absent<SmartScan>("no list"))
            .Value?.Devices ?? [];
    }

    /// <summary>Starts a self-test.</summary>
    public async Task<Reading<string>> TestAsync(ProgramCommand command, string test, CancellationToken cancellationToken)
    {
        var run = await programs.RunAsync(command, cancellationToken).ConfigureAwait(false);
        return run.Read(done => SmartJson.Parse(done.Output) switch
        {
            { Value: { } said } when said.Messages.Any(IsSleep) => Model.Reading.Absent<string>("asleep: it is not woken for a test"),
            { Value: not null } when (done.ExitCode & 7) == 0 => Model.Reading.Of($"the {test} self-test has begun"),
            { Value: { Messages: [var message, ..] } } => Model.Reading.Failed<string>(message),
            _ => Model.Reading.Failed<string>($"{done.Command.Line}: exit code {done.ExitCode}{done.Complaint()}"),
        });
    }

    private async Task<SmartAnswer> OnceAsync(string path, string? type, CancellationToken cancellationToken)
    {
        var run = await programs.RunAsync(Reading(path, type), cancellationToken).ConfigureAwait(false);
        return Of(run, type);
    }

    internal static SmartAnswer Of(ProgramRun run, string? type)
    {
        var isTouched = run.End is not (ProgramEnd.Missing or ProgramEnd.NotStarted or ProgramEnd.StillRunning);
        var report = run.Read(done
            => done.Output.AsSpan().TrimStart().StartsWith("{") ? SmartJson.Parse(done.Output) : SmartText.Parse(done.Output));
        var isStandby = report.Value is { } said && said.Messages.Any(IsSleep);
        return new SmartAnswer
        {
            Report = isStandby ? Model.Reading.Absent<SmartReport>("asleep") : Judge(report, run.ExitCode),
            IsStandby = isStandby,
            DeviceType = type,
            IsTouched = isTouched,
        };
    }

    /// <summary>
    /// Bits 0 and 1 of the exit status: the command line was wrong or the device did not open. The other bits speak of the disk, and the
    /// report says the same.
    /// </summary>
    private static Reading<SmartReport> Judge(Reading<SmartReport> reading, int exitCode)
    {
        if (reading.Value is not { } report) return reading;
        if (HasHealth(report)) return reading;
        var message = report.Messages.Count > 0 ? report.Messages[0] : $"smartctl: exit status {exitCode}";
        if (report.IsSmartAvailable == false || message.Contains("Unable to detect device type", StringComparison.Ordinal))
            return Model.Reading.Absent<SmartReport>(report.IsSmartAvailable == false ? "the disk has no SMART" : message);
        return (exitCode & 3) != 0 || report.Messages.Count > 0 ? Model.Reading.Failed<SmartReport>(message) : reading;
    }

    private static bool HasHealth(SmartReport report)
        => report.IsPassed is not null || report.Attributes.Count > 0 || report.Nvme is not null || report.ScsiErrors is not null;

    private static bool NeedsType(SmartAnswer answer)
        => (answer.Report.Absent ?? answer.Report.Failed) is { } problem
            && (problem.Contains("Unknown USB bridge", StringComparison.Ordinal)
                || problem.Contains("Unable to detect device type", StringComparison.Ordinal)
                || problem.Contains("specify device type", StringComparison.Ordinal));

    /// <summary>"Device is in STANDBY mode, exit(2)", "… SLEEP mode", "… STANDBY (OS) mode".</summary>
    private static bool IsSleep(string message)
        => message.Contains("Device is in ", StringComparison.Ordinal)
            && (message.Contains("STANDBY", StringComparison.Ordinal) || message.Contains("SLEEP", StringComparison.Ordinal));

    private static ProgramCommand Command(string[] arguments) => new("smartctl", arguments) { TimeLimit = TimeLimit };
}
