using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Devices.Ups;

/// <summary><c>upsc NAME</c> (NUT: <c>ups.status: OL</c>) and <c>apcaccess</c> (apcupsd: <c>STATUS   : ONLINE</c>).</summary>
internal static class UpsText
{
    private const int MostValues = 2000;

    private static readonly (string Text, string Reason)[] Absences =
    [
        ("Unknown UPS", "the server knows no such UPS"),
        ("Invalid UPS definition", "no UPS is named"),
        ("command not found", "nut-client is not installed"),
    ];

    public static Reading<UpsStatus> Parse(string text)
    {
        if (PlainText.IsBinary(text)) return Reading.Failed<UpsStatus>("upsc: not a text");
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var colon = line.IndexOf(':');
            if (line.IsEmpty || line[0] == '#' || colon < 1) continue;
            var key = line[..colon].Trim();
            if (key.IsEmpty || key is "Error" || key.ContainsAny(" \t") && key is not "END APC") continue;
            if (values.Count < MostValues) values[key.ToString()] = Plain(line[(colon + 1)..]);
        }

        if (values.ContainsKey("STATUS") || values.ContainsKey("APC")) return Reading.Of(Apc(values));
        if (values.Keys.Any(key => key.Contains('.'))) return Reading.Of(Nut(values));
        foreach (var (words, reason) in Absences)
        {
            if (text.Contains(words, StringComparison.Ordinal)) return Reading.Absent<UpsStatus>(reason);
        }

        return Reading.Failed<UpsStatus>($"upsc: {Quote.Of(text.AsSpan().Trim())}");
    }

    /// <summary>People put remarks behind a value.</summary>
    private static string Plain(ReadOnlySpan<char> value)
    {
        var remark = value.IndexOf("\t#", StringComparison.Ordinal);
        if (remark < 0) remark = value.IndexOf("   #", StringComparison.Ordinal);
        return (remark < 0 ? value : value[..remark]).Trim().ToString();
    }

    private static UpsStatus Nut(Dictionary<string, string> values)
    {
        var status = Text(values, "ups.status")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new UpsStatus
        {
            Manufacturer = Text(values, "device.mfr", "ups.mfr"),
            Model = Text(values, "device.model", "ups.model"),
            Serial = Text(values, "device.serial", "ups.serial"),
            Status = status,
            IsOnBattery = status.Length == 0 ? null : status.Contains("OB"),
            IsBatteryLow = status.Length == 0 ? null : status.Contains("LB"),
            ChargePercent = Number(values, "battery.charge"),
            RuntimeSeconds = (long?)Number(values, "battery.runtime"),
            LoadPercent = Number(values, "ups.load"),
            InputVolts = Number(values, "input.voltage"),
            OutputVolts = Number(values, "output.voltage"),
            BatteryVolts = Number(values, "battery.voltage"),
            TemperatureCelsius = Number(values, "ups.temperature", "battery.temperature"),
            PowerWatts = Number(values, "ups.realpower"),
            Values = values,
        };
    }

    private static UpsStatus Apc(Dictionary<string, string> values)
    {
        var words = Text(values, "STATUS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new UpsStatus
        {
            Model = Text(values, "MODEL", "APCMODEL"),
            Serial = Text(values, "SERIALNO"),
            Status = [.. words.Select(word
                => word switch { "ONLINE" => "OL", "ONBATT" => "OB", "LOWBATT" => "LB", "REPLACEBATT" => "RB", _ => word })],
            IsOnBattery = words.Length == 0 ? null : words.Contains("ONBATT"),
            IsBatteryLow = words.Length == 0 ? null : words.Contains("LOWBATT"),
            ChargePercent = Number(values, "BCHARGE"),
            RuntimeSeconds = Number(values, "TIMELEFT") is { } minutes and < 1_000_000 ? (long)(minutes * 60) : null,
            LoadPercent = Number(values, "LOADPCT"),
            InputVolts = Number(values, "LINEV"),
            OutputVolts = Number(values, "OUTPUTV"),
            BatteryVolts = Number(values, "BATTV"),
            TemperatureCelsius = Number(values, "ITEMP"),
            Values = values,
        };
    }

    private static string? Text(Dictionary<string, string> values, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value.Length > 0) return value;
        }

        return null;
    }

    /// <summary>The first word, where it is a number that can be one.</summary>
    private static double? Number(Dictionary<string, string> values, params ReadOnlySpan<string> names)
        => Text(values, names) is { } value && KernelNumber.TryFraction(value.Split(' ')[0], out var number)
            && Math.Abs(number) < 1e12 ? number : null;
}
