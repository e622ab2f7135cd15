using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>Lines of the form <c>key: value</c> in the text of smartctl 5.38 to 7.5, by their key with single blanks.</summary>
internal static class SmartKeys
{
    private delegate void Take(SmartDraft draft, ReadOnlySpan<char> value);

    private static readonly Dictionary<string, Take> Keys = new(StringComparer.Ordinal)
    {
        ["Model Family"] = static (d, v) => d.Family ??= SmartFigures.Words(v),
        ["Device Model"] = static (d, v) => Ata(d).Model ??= SmartFigures.Words(v),
        ["Model Number"] = static (d, v) => d.Model ??= SmartFigures.Words(v),
        ["Product"] = static (d, v) => Scsi(d).Model ??= SmartFigures.Words(v),
        ["Vendor"] = static (d, v) => Scsi(d).Vendor ??= SmartFigures.Words(v),
        ["Device"] = static (d, v) => OldScsi(d, v),
        ["Serial Number"] = static (d, v) => d.Serial ??= SmartFigures.Words(v),
        ["Serial number"] = static (d, v) => d.Serial ??= SmartFigures.Words(v),
        ["Firmware Version"] = static (d, v) => d.Firmware ??= SmartFigures.Words(v),
        ["Revision"] = static (d, v) => d.Firmware ??= SmartFigures.Words(v),
        ["LU WWN Device Id"] = static (d, v) => d.Wwn ??= SmartFigures.WorldWideName(v),
        ["Logical Unit id"] = static (d, v) => d.Wwn ??= SmartFigures.WorldWideName(v),
        ["Namespace 1 IEEE EUI-64"] = static (d, v) => Nvme(d).Wwn ??= SmartFigures.WorldWideName(v),
        ["User Capacity"] = static (d, v) => d.CapacityBytes ??= SmartFigures.Number(v),
        ["Total NVM Capacity"] = static (d, v) => Nvme(d).CapacityBytes ??= Positive(SmartFigures.Number(v)),
        ["Namespace 1 Size/Capacity"] = static (d, v) => Nvme(d).CapacityBytes ??= Positive(SmartFigures.Number(v)),
        ["Namespace 1 Size"] = static (d, v) => Nvme(d).CapacityBytes ??= Positive(SmartFigures.Number(v)),
        ["Namespace 1 Formatted LBA Size"] = static (d, v) => d.LogicalBlockBytes ??= SmartFigures.Small(v),
        ["Sector Size"] = static (d, v) => d.LogicalBlockBytes ??= SmartFigures.Small(v),
        ["Sector Sizes"] = static (d, v) => d.LogicalBlockBytes ??= SmartFigures.Small(v),
        ["Logical block size"] = static (d, v) => d.LogicalBlockBytes ??= SmartFigures.Small(v),
        ["Rotation Rate"] = static (d, v) => d.RotationRpm ??= v.StartsWith("Solid State") ? 0 : SmartFigures.Small(v, 100_000),
        ["SMART support is"] = static (d, v) => Support(d, v),
        ["SMART overall-health self-assessment test result"] = static (d, v) => d.IsPassed ??= Passed(v),
        ["SMART Health Status"] = static (d, v) => d.IsPassed ??= v.StartsWith("OK"),
        ["Temperature"] = static (d, v) => Nvme(d).Temperature ??= SmartFigures.Signed(v),
        ["Current Temperature"] = static (d, v) => d.Temperature = SmartFigures.Signed(v) ?? d.Temperature,
        ["Current Drive Temperature"] = static (d, v) => d.Temperature ??= SmartFigures.Signed(v),
        ["Drive Trip Temperature"] = static (d, v) => d.TripTemperature ??= SmartFigures.Signed(v),
        ["Current temperature"] = static (d, v) => d.Temperature ??= SmartFigures.Signed(v),
        ["Percentage used endurance indicator"] = static (d, v) => d.EnduranceUsedPercent ??= SmartFigures.Small(v, 255),
        ["Elements in grown defect list"] = static (d, v) => Scsi(d).GrownDefects ??= SmartFigures.Number(v),
        ["Non-medium error count"] = static (d, v) => d.NonMediumErrors ??= SmartFigures.Number(v),
        ["Pending defect count"] = static (d, v) => d.PendingDefects ??= SmartFigures.Number(v),
        ["number of hours powered up"] = static (d, v) => d.PowerOnHours ??= SmartFigures.Number(v),
        ["Accumulated power on time, hours"] = static (d, v) => Minutes(d, v),
        ["Long (extended) Self-test duration"] = static (d, v)
            => d.ExtendedMinutes ??= SmartFigures.Small(v) is { } s ? (s + 59) / 60 : null,
        ["ATA Error Count"] = static (d, v) => d.ErrorLogEntries ??= SmartFigures.Number(v),
        ["Device Error Count"] = static (d, v) => d.ErrorLogEntries ??= SmartFigures.Number(v),
        ["Self-test execution status"] = static (d, v) => Execution(d, v),
        ["Self-test status"] = static (d, v) => NvmeTest(d, v),
        ["Critical Warning"] = static (d, v) => Nvme(d).Nvme.CriticalWarning ??= SmartFigures.Small(v, 255),
        ["Available Spare"] = static (d, v) => Nvme(d).Nvme.Spare ??= SmartFigures.Small(v, 255),
        ["Available Spare Threshold"] = static (d, v) => d.Nvme.SpareThreshold ??= SmartFigures.Small(v, 255),
        ["Percentage Used"] = static (d, v) => Nvme(d).Nvme.PercentUsed ??= SmartFigures.Small(v, 255),
        ["Data Units Read"] = static (d, v) => d.Nvme.UnitsRead ??= SmartFigures.Number(v),
        ["Data Units Written"] = static (d, v) => d.Nvme.UnitsWritten ??= SmartFigures.Number(v),
        ["Host Read Commands"] = static (d, v) => d.Nvme.HostReads ??= SmartFigures.Number(v),
        ["Host Write Commands"] = static (d, v) => d.Nvme.HostWrites ??= SmartFigures.Number(v),
        ["Controller Busy Time"] = static (d, v) => d.Nvme.BusyMinutes ??= SmartFigures.Number(v),
        ["Power Cycles"] = static (d, v) => d.PowerCycles ??= SmartFigures.Number(v),
        ["Power On Hours"] = static (d, v) => d.PowerOnHours ??= SmartFigures.Number(v),
        ["Unsafe Shutdowns"] = static (d, v) => d.Nvme.UnsafeShutdowns ??= SmartFigures.Number(v),
        ["Media and Data Integrity Errors"] = static (d, v) => d.Nvme.MediaErrors ??= SmartFigures.Number(v),
        ["Error Information Log Entries"] = static (d, v) => d.Nvme.ErrorLogEntries ??= SmartFigures.Number(v),
        ["Warning Comp. Temperature Time"] = static (d, v) => d.Nvme.WarningMinutes ??= SmartFigures.Number(v),
        ["Critical Comp. Temperature Time"] = static (d, v) => d.Nvme.CriticalMinutes ??= SmartFigures.Number(v),
    };

    /// <summary>Takes what the key says; false for a key we do not read.</summary>
    public static bool TryTake(SmartDraft draft, ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        if (key.StartsWith("Temperature Sensor "))
        {
            if (draft.Nvme.Sensors.Count < 16 && SmartFigures.Signed(value) is { } sensor) draft.Nvme.Sensors.Add(sensor);
            return true;
        }

        if (!Keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var take)) return false;
        take(draft, value);
        return true;
    }

    private static SmartDraft Ata(SmartDraft draft) => Of(draft, DiskProtocol.Ata);

    private static SmartDraft Scsi(SmartDraft draft) => Of(draft, DiskProtocol.Scsi);

    private static SmartDraft Nvme(SmartDraft draft) => Of(draft, DiskProtocol.Nvme);

    private static SmartDraft Of(SmartDraft draft, DiskProtocol protocol)
    {
        draft.Protocol ??= protocol;
        return draft;
    }

    private static long? Positive(long? value) => value > 0 ? value : null;

    /// <summary>"PASSED", "FAILED!", "UNKNOWN!".</summary>
    private static bool? Passed(ReadOnlySpan<char> value) => value.StartsWith("PASSED") ? true : value.StartsWith("FAILED") ? false : null;

    private static void Support(SmartDraft draft, ReadOnlySpan<char> value)
    {
        if (value.StartsWith("Available")) draft.IsSmartAvailable ??= true;
        else if (value.StartsWith("Unavailable")) draft.IsSmartAvailable ??= false;
        else if (value.StartsWith("Enabled")) draft.IsSmartEnabled ??= true;
        else if (value.StartsWith("Disabled")) draft.IsSmartEnabled ??= false;
    }

    /// <summary>smartctl 5.38: "Device: IBM-ESXS VSC7160 Version: 1.06".</summary>
    private static void OldScsi(SmartDraft draft, ReadOnlySpan<char> value)
    {
        var version = value.IndexOf("Version:");
        if (version < 0) return;
        Scsi(draft).Firmware ??= SmartFigures.Words(value[(version + 8)..]);
        var name = value[..version].Trim();
        var blank = name.IndexOf(' ');
        draft.Vendor ??= SmartFigures.Words(blank < 0 ? name : name[..blank]);
        if (blank > 0) draft.Model ??= SmartFigures.Words(name[blank..]);
    }

    /// <summary>The rest of "Accumulated power on time, hours:minutes 9153:46 [549226 minutes]" behind the first colon.</summary>
    private static void Minutes(SmartDraft draft, ReadOnlySpan<char> value)
    {
        const string unit = "minutes ";
        if (!value.StartsWith(unit)) return;
        var time = value[unit.Length..];
        var colon = time.IndexOf(':');
        if (colon > 0) draft.PowerOnHours ??= SmartFigures.Number(time[..colon]);
    }

    /// <summary>
    /// ATA: "( 249) Self-test routine in progress…", the upper half of the byte 15 while one runs; SCSI: "50% of test remaining".
    /// </summary>
    private static void Execution(SmartDraft draft, ReadOnlySpan<char> value)
    {
        if (value.StartsWith("("))
        {
            if (SmartFigures.Small(value[1..], 255) is { } status) SetExecution(draft, status);
        }
        else if (value.Contains("% of test remaining", StringComparison.Ordinal))
        {
            draft.IsTestRunning = true;
            draft.TestRemainingPercent = SmartFigures.Small(value, 100);
        }
    }

    /// <summary>The status byte of ATA SMART data (offset 363).</summary>
    public static void SetExecution(SmartDraft draft, int status)
    {
        if (status >> 4 != 15) return;
        draft.IsTestRunning = true;
        draft.TestRemainingPercent = Math.Min(100, (status & 15) * 10);
    }

    /// <summary>"No self-test in progress", "Short self-test in progress (28% completed)".</summary>
    private static void NvmeTest(SmartDraft draft, ReadOnlySpan<char> value)
    {
        var bracket = value.IndexOf('(');
        if (value.StartsWith("No ") || bracket < 0) return;
        draft.IsTestRunning = true;
        draft.TestRemainingPercent = SmartFigures.Small(value[(bracket + 1)..], 100) is { } done ? 100 - done : null;
    }
}
