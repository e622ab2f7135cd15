using Proxima.Collect.Storage.Smart;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Raid;

/// <summary>The keys of the vendors' blocks, by what the block is.</summary>
internal static class RaidKeys
{
    private delegate RaidDrive OfDrive(RaidDrive drive, string value);

    private delegate RaidVolume OfVolume(RaidVolume volume, string value);

    private delegate RaidController OfController(RaidController controller, string value);

    private delegate RaidBattery OfBattery(RaidBattery battery, string value);

    private static readonly Dictionary<string, OfDrive> Drives = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Firmware state"] = static (d, v) => d with { State = v },
        ["State"] = static (d, v) => d with { State = v },
        ["Status"] = static (d, v) => d with { State = v },
        ["Media Error Count"] = static (d, v) => d with { MediaErrors = SmartFigures.Number(v) },
        ["Other Error Count"] = static (d, v) => d with { OtherErrors = SmartFigures.Number(v) },
        ["Predictive Failure Count"] = static (d, v) => d with { PredictiveFailures = SmartFigures.Number(v) },
        ["S.M.A.R.T. warnings"] = static (d, v) => d with { PredictiveFailures = SmartFigures.Number(v) },
        ["Raw Size"] = static (d, v) => d with { SizeBytes = RaidFigures.Size(v) },
        ["Total Size"] = static (d, v) => d with { SizeBytes = RaidFigures.Size(v) },
        ["Size"] = static (d, v) => d with { SizeBytes = RaidFigures.DecimalSize(v) },
        ["Size (in MB)/(in sectors)"] = static (d, v) => d with { SizeBytes = SmartFigures.Number(v) * 1024 * 1024 },
        ["Inquiry Data"] = static (d, v) => Inquiry(d, v),
        ["Device Firmware Level"] = static (d, v) => d with { Firmware = SmartFigures.Words(v) },
        ["Firmware"] = static (d, v) => d with { Firmware = SmartFigures.Words(v) },
        ["Firmware Revision"] = static (d, v) => d with { Firmware = SmartFigures.Words(v) },
        ["WWN"] = static (d, v) => d with { Wwn = SmartFigures.WorldWideName(v) },
        ["World-wide name"] = static (d, v) => d with { Wwn = SmartFigures.WorldWideName(v) },
        ["GUID"] = static (d, v) => d with { Wwn = SmartFigures.WorldWideName(v) },
        ["WWID"] = static (d, v) => d with { Wwn = SmartFigures.WorldWideName(v) },
        ["Media Type"] = static (d, v) => d with { IsSolidState = v.StartsWith("Solid", StringComparison.Ordinal) },
        ["Drive Type"] = static (d, v) => Type(d, v),
        ["Interface Type"] = static (d, v) => Type(d, v),
        ["SSD"] = static (d, v) => d with { IsSolidState = RaidFigures.Flag(v) },
        ["Drive Temperature"] = static (d, v) => d with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["Temperature"] = static (d, v) => d with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["Current Temperature"] = static (d, v) => d with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["Current Temperature (C)"] = static (d, v) => d with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["Drive has flagged a S.M.A.R.T alert"] = static (d, v) => d with { IsSmartAlert = RaidFigures.Flag(v) },
        ["SSD Smart Trip Wearout"] = static (d, v) => d with { IsSmartAlert = RaidFigures.Flag(v) },
        ["S.M.A.R.T."] = static (d, v) => d with { IsSmartAlert = RaidFigures.Flag(v) },
        ["Serial Number"] = static (d, v) => d with { Serial = SmartFigures.Words(v) },
        ["Serial No"] = static (d, v) => d with { Serial = SmartFigures.Words(v) },
        ["Model"] = static (d, v) => d with { Model = Squeezed(v) },
        ["Model Number"] = static (d, v) => d with { Model = Squeezed(v) },
        ["Power On Hours"] = static (d, v) => d with { PowerOnHours = SmartFigures.Number(v) },
        ["Usage remaining"] = static (d, v) => d with { LifeLeftPercent = Percent(v) },
    };

    private static readonly Dictionary<string, OfVolume> Volumes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Name"] = static (x, v) => x with { Name = SmartFigures.Words(v) },
        ["Logical device name"] = static (x, v) => x with { Name = SmartFigures.Words(v) },
        ["Disk Name"] = static (x, v) => x with { Name = SmartFigures.Words(v) },
        ["RAID Level"] = static (x, v) => x with { Level = SmartFigures.Words(v) },
        ["Fault Tolerance"] = static (x, v) => x with { Level = SmartFigures.Words(v) },
        ["Size"] = static (x, v) => x with { SizeBytes = RaidFigures.Size(v) },
        ["Size (in MB)"] = static (x, v) => x with { SizeBytes = SmartFigures.Number(v) * 1024 * 1024 },
        ["State"] = static (x, v) => x with { State = SmartFigures.Words(v) },
        ["Status"] = static (x, v) => x with { State = SmartFigures.Words(v) },
        ["Status of logical device"] = static (x, v) => x with { State = SmartFigures.Words(v) },
        ["Status of volume"] = static (x, v) => x with { State = SmartFigures.Words(v) },
        ["Volume state"] = static (x, v) => x with { State = SmartFigures.Words(v) },
        ["Current Cache Policy"] = static (x, v) => x with { WritePolicy = SmartFigures.Words(v.Split(',')[0]) },
        ["Write-cache status"] = static (x, v) => x with { WritePolicy = SmartFigures.Words(v) },
        ["Caching"] = static (x, v) => x with { WritePolicy = SmartFigures.Words(v) },
    };

    private static readonly Dictionary<string, OfController> Controllers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Controller type"] = static (c, v) => c with { Model = SmartFigures.Words(v) },
        ["Controller Model"] = static (c, v) => c with { Model = SmartFigures.Words(v) },
        ["Product Name"] = static (c, v) => c with { Model = SmartFigures.Words(v) },
        ["Serial Number"] = static (c, v) => c with { Serial = SmartFigures.Words(v) },
        ["Controller Serial Number"] = static (c, v) => c with { Serial = SmartFigures.Words(v) },
        ["Serial No"] = static (c, v) => c with { Serial = SmartFigures.Words(v) },
        ["Firmware Version"] = static (c, v) => c with { Firmware = SmartFigures.Words(v) },
        ["FW Version"] = static (c, v) => c with { Firmware = SmartFigures.Words(v) },
        ["Controller Status"] = static (c, v) => c with { State = SmartFigures.Words(v) },
        ["Controller Temperature (C)"] = static (c, v) => c with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["ROC temperature"] = static (c, v) => c with { TemperatureCelsius = RaidFigures.Celsius(v) },
        ["Temperature"] = static (c, v) => c with { TemperatureCelsius = RaidFigures.Celsius(v) },
    };

    private static readonly Dictionary<string, OfBattery> Batteries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BatteryType"] = static (b, v) => b with { Type = SmartFigures.Words(v) },
        ["Battery State"] = static (b, v) => b with { State = SmartFigures.Words(v) ?? b.State },
        ["Relative State of Charge"] = static (b, v) => b with { ChargePercent = SmartFigures.Small(v, 100) },
        ["Temperature"] = static (b, v) => b with { TemperatureCelsius = b.TemperatureCelsius ?? RaidFigures.Celsius(v) },
        ["Battery Replacement required"] = static (b, v) => b with { NeedsReplacement = RaidFigures.Flag(v) },
    };

    public static bool TryTake(RaidDraft draft, RaidPlace at, ReadOnlySpan<char> name, ReadOnlySpan<char> text)
    {
        var key = name.ToString();
        var value = text.ToString();
        if (TryPlace(draft, at, key, value)) return true;
        switch (at.Block)
        {
            case RaidBlock.Drive when at.Id is { } id && Drives.TryGetValue(key, out var take):
                draft.Drive(id, drive => take(drive, value));
                return true;
            case RaidBlock.Volume when at.Id is { } id && Volumes.TryGetValue(key, out var take):
                draft.Volume(id, volume => take(volume, value));
                return true;
            case RaidBlock.Battery when at.Id is { } id && Batteries.TryGetValue(key, out var take):
                draft.Battery(id, battery => take(battery, value));
                return true;
            case RaidBlock.Controller or RaidBlock.None when Controllers.TryGetValue(key, out var take) && key != "Temperature":
                draft.Controller(at.ControllerId, controller => take(controller, value));
                return true;
            default:
                return TryCache(draft, at, key, value);
        }
    }

    /// <summary>Keys that say where a drive is, or that it is none.</summary>
    private static bool TryPlace(RaidDraft draft, RaidPlace at, string key, string value)
    {
        if (key == "Enclosure #") at.Enclosure(value);
        else if (key is "Slot #" or "Slot Number" && at.Block == RaidBlock.Drive) draft.Drive(at.Slot(value), static drive => drive);
        else if (key == "Device Type" && value.StartsWith("Enclosure", StringComparison.Ordinal)
            && at is { Block: RaidBlock.Drive, Id: { } id }) at.NoDisks.Add(id);
        else return false;
        return true;
    }

    /// <summary>ssacli: the capacitor of the write cache.</summary>
    private static bool TryCache(RaidDraft draft, RaidPlace at, string key, string value)
    {
        if (key != "Battery/Capacitor Status") return false;
        draft.Battery(at.ControllerId, battery
            => battery with { Type = battery.Type ?? "Battery/Capacitor", State = SmartFigures.Words(value) });
        return true;
    }

    /// <summary>
    /// SCSI inquiry: "BTWL420303WT600TGN  INTEL SSDSC2BB600G4  D2010370"; serial and model may touch, so only the whole is sure.
    /// </summary>
    private static RaidDrive Inquiry(RaidDrive drive, string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hasThree = words.Length >= 3 && words[0].Length >= 8;
        return drive with
        {
            Model = Squeezed(value),
            Serial = hasThree ? words[0] : drive.Serial,
        };
    }

    private static RaidDrive Type(RaidDrive drive, string value)
        => value.Contains("SSD", StringComparison.Ordinal)
            || value.Contains("Solid State", StringComparison.Ordinal) ? drive with { IsSolidState = true }
            : value.Contains("HDD", StringComparison.Ordinal) || value is "SATA" or "SAS" ? drive with { IsSolidState = false }
            : drive;

    private static string? Squeezed(string value)
        => SmartFigures.Words(string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static int? Percent(string value)
        => SmartFigures.Fraction(value.AsSpan().TrimEnd("% ")) is { } percent and >= 0 and <= 100 ? (int)percent : null;
}
