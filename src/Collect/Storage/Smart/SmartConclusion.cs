using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Makes the report from the draft: the one place where raw values get their meaning, whatever they were read from.</summary>
internal static class SmartConclusion
{
    private const int DataUnitBytes = 512_000;
    private const int HottestCelsius = 150;

    public static SmartReport Of(SmartDraft draft)
    {
        var isSeagate = SmartVendor.IsSeagate(draft.Family, draft.Model);
        List<SmartAttribute> attributes =
            [.. draft.Attributes.Select(attribute => attribute with { Count = SmartCount.Of(attribute, isSeagate) })];
        var nvme = Nvme(draft.Nvme);
        var protocol = draft.Protocol ?? Protocol(draft);
        var isNvme = protocol == DiskProtocol.Nvme;
        var block = draft.LogicalBlockBytes ?? 512;
        return new SmartReport
        {
            Tool = draft.Tool,
            Device = draft.Device,
            DeviceType = draft.DeviceType,
            Protocol = protocol,
            Vendor = draft.Vendor,
            Family = draft.Family,
            Model = draft.Model,
            Serial = draft.Serial,
            Firmware = draft.Firmware,
            Wwn = draft.Wwn,
            CapacityBytes = draft.CapacityBytes,
            LogicalBlockBytes = draft.LogicalBlockBytes,
            RotationRpm = draft.RotationRpm ?? (isNvme ? 0 : null),
            IsSmartAvailable = draft.IsSmartAvailable ?? (nvme is null ? null : true),
            IsSmartEnabled = draft.IsSmartEnabled ?? (nvme is null ? null : true),
            IsPassed = draft.IsPassed,
            TemperatureCelsius = Temperature(draft.Temperature) ?? Temperature((int?)(Count(attributes, 194) ?? Count(attributes, 190))),
            TripTemperatureCelsius = Temperature(draft.TripTemperature),
            PowerOnHours = draft.PowerOnHours ?? Count(attributes, 9),
            PowerCycles = draft.PowerCycles ?? Count(attributes, 12),
            LifeLeftPercent = LifeLeft(draft, attributes),
            ReadBytes = Times(draft.StatisticsSectorsRead, block) ?? SmartVolume.Bytes(attributes, isWritten: false, block)
                ?? Times(draft.Nvme.UnitsRead, DataUnitBytes) ?? Gigabytes(draft, "read"),
            WrittenBytes = Times(draft.StatisticsSectorsWritten, block) ?? SmartVolume.Bytes(attributes, isWritten: true, block)
                ?? Times(draft.Nvme.UnitsWritten, DataUnitBytes) ?? Gigabytes(draft, "write"),
            ReallocatedSectors = Count(attributes, 5) ?? draft.GrownDefects,
            PendingSectors = Count(attributes, 197) ?? draft.PendingDefects,
            UncorrectableErrors = Count(attributes, 198) ?? nvme?.MediaErrors ?? Uncorrected(draft),
            InterfaceErrors = Count(attributes, 199),
            ErrorLogEntries = draft.ErrorLogEntries ?? nvme?.ErrorLogEntries,
            Attributes = attributes,
            Nvme = nvme,
            ScsiErrors = Scsi(draft),
            SelfTests = Tests(draft),
            Messages = draft.Messages,
            ExitStatus = draft.ExitStatus,
        };
    }

    /// <summary>A text does not name the protocol; its fields do.</summary>
    private static DiskProtocol? Protocol(SmartDraft draft)
        => draft.Nvme.HasAny ? DiskProtocol.Nvme
            : draft.Attributes.Count > 0 ? DiskProtocol.Ata
            : draft.ErrorCounters.Count > 0 || draft.GrownDefects is not null || draft.Vendor is not null ? DiskProtocol.Scsi
            : null;

    private static int? Temperature(int? celsius) => celsius is > 0 and < HottestCelsius or (< 0 and > -60) ? celsius : null;

    private static long? Count(List<SmartAttribute> attributes, int id)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Id == id && attribute.Count is { } count
                && !attribute.Name.StartsWith("Bogus", StringComparison.Ordinal)) return count;
        }

        return null;
    }

    private static int? LifeLeft(SmartDraft draft, List<SmartAttribute> attributes)
    {
        var used = draft.Nvme.PercentUsed ?? draft.EnduranceUsedPercent;
        if (used is { } percent) return percent is >= 0 and <= 255 ? Math.Max(0, 100 - percent) : null;
        return draft.RotationRpm is > 0 ? null : SmartVendor.LifeLeftPercent(attributes);
    }

    private static NvmeHealth? Nvme(NvmeDraft draft) => draft.CriticalWarning is not { } warning ? null : new NvmeHealth
    {
        CriticalWarning = warning,
        AvailableSparePercent = draft.Spare,
        SpareThresholdPercent = draft.SpareThreshold,
        PercentUsed = draft.PercentUsed,
        DataUnitsRead = draft.UnitsRead,
        DataUnitsWritten = draft.UnitsWritten,
        HostReads = draft.HostReads,
        HostWrites = draft.HostWrites,
        BusyMinutes = draft.BusyMinutes,
        UnsafeShutdowns = draft.UnsafeShutdowns,
        MediaErrors = draft.MediaErrors,
        ErrorLogEntries = draft.ErrorLogEntries,
        WarningTemperatureMinutes = draft.WarningMinutes,
        CriticalTemperatureMinutes = draft.CriticalMinutes,
        SensorsCelsius = draft.Sensors,
    };

    private static ScsiErrors? Scsi(SmartDraft draft)
        => draft.GrownDefects is null && draft.NonMediumErrors is null && draft.ErrorCounters.Count == 0 ? null : new ScsiErrors
        {
            GrownDefects = draft.GrownDefects,
            NonMediumErrors = draft.NonMediumErrors,
            Read = draft.ErrorCounters.GetValueOrDefault("read"),
            Write = draft.ErrorCounters.GetValueOrDefault("write"),
            Verify = draft.ErrorCounters.GetValueOrDefault("verify"),
        };

    private static long? Uncorrected(SmartDraft draft)
    {
        long? sum = null;
        foreach (var counter in draft.ErrorCounters.Values)
        {
            if (counter.Uncorrected is { } errors && (sum ?? 0) <= long.MaxValue - errors) sum = (sum ?? 0) + errors;
        }

        return sum;
    }

    private static SelfTestLog? Tests(SmartDraft draft)
        => !draft.HasSelfTestLog && draft.Tests.Count == 0 && draft is { IsTestRunning: false, ShortMinutes: null } ? null : new SelfTestLog
        {
            IsRunning = draft.IsTestRunning,
            RemainingPercent = draft.IsTestRunning ? draft.TestRemainingPercent : null,
            ShortMinutes = draft.ShortMinutes,
            ExtendedMinutes = draft.ExtendedMinutes,
            Entries = draft.Tests,
        };

    private static long? Gigabytes(SmartDraft draft, string direction)
        => draft.ErrorCounters.GetValueOrDefault(direction)?.Gigabytes is { } gigabytes and >= 0 and < 9e9 ? (long)(gigabytes * 1e9) : null;

    private static long? Times(long? count, int unit) => count is { } known and >= 0 && known <= long.MaxValue / unit ? known * unit : null;
}
