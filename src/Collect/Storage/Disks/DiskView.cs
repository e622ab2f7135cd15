using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>Makes what is shown of a disk from what is remembered and what is there now.</summary>
internal static class DiskView
{
    public static DiskHealth Of(DiskMemo memo, BlockDevice? device, DiskPower power, (DateTimeOffset? At, string? Waiting) next,
        SelfTestSchedule schedule) => new()
    {
        Id = memo.Id,
        Device = memo.Device,
        Kind = memo.Kind,
        IsPresent = device is not null,
        Model = memo.Report?.Model ?? memo.Model,
        Serial = memo.Report?.Serial ?? memo.Serial,
        Wwn = memo.Report?.Wwn ?? memo.Wwn,
        Firmware = memo.Report?.Firmware ?? memo.Firmware,
        SizeBytes = memo.SizeBytes ?? memo.Report?.CapacityBytes,
        IsUsb = memo.IsUsb,
        IsRemovable = device?.IsRemovable ?? false,
        Power = power,
        PowerAt = memo.StandbyAt ?? (power == DiskPower.Unknown ? memo.ReportAt : memo.LastSeen),
        Smart = Smart(memo, next.Waiting),
        SmartAt = memo.ReportAt,
        TemperatureCelsius = memo.Celsius,
        TemperatureAt = memo.CelsiusAt,
        NextReadAt = next.At,
        Waiting = next.Waiting,
        Growth = memo.Report is { } report ? SmartBaseline.Growth(memo.Baseline, report) : [],
        BaselineAt = memo.BaselineAt,
        Quirk = SmartQuirks.Of(memo.Report?.Model ?? memo.Model, memo.Report?.Firmware ?? memo.Firmware),
        Wakes = memo.Wakes,
        LastWakeAt = memo.LastWakeAt,
        Observations = [.. memo.Observations.Reverse()],
        Tests = SelfTestPlan.View(memo, schedule),
    };

    /// <summary>The last report stays visible whatever happened since; without one, why there is none.</summary>
    private static Reading<SmartReport> Smart(DiskMemo memo, string? waiting)
        => memo.Report is { } report ? Reading.Of(report)
            : memo.Problem is { } problem ? (memo.IsAbsent ? Reading.Absent<SmartReport>(problem) : Reading.Failed<SmartReport>(problem))
            : Reading.Absent<SmartReport>(waiting ?? "not read yet");
}
