using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Devices.Sensors;

/// <summary>
/// Text of <c>sensors</c>: a chip, its adapter, a line a value, limits in brackets, also on lines of their own. Complaints on the error
/// output stand in between and are passed over.
/// </summary>
internal static partial class SensorsText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    public static Reading<SensorReport> Parse(string text)
    {
        if (text.Contains("No sensors found", StringComparison.Ordinal)) return Reading.Absent<SensorReport>("no sensors");
        List<SensorChipReport> chips = [];
        foreach (var line in text.Split('\n'))
        {
            var plain = line.TrimEnd();
            if (plain.Length == 0 || plain.StartsWith("ERROR", StringComparison.Ordinal)
                || plain.StartsWith("Can't", StringComparison.Ordinal)) continue;
            if (Chip().IsMatch(plain)) chips.Add(new SensorChipReport(plain, null, []));
            else if (chips.Count == 0) return Reading.Failed<SensorReport>($"sensors: line {Quote.Of(plain)} before any chip");
            else if (plain.StartsWith("Adapter: ",
                StringComparison.Ordinal)) chips[^1] = chips[^1] with { Adapter = plain["Adapter: ".Length..].Trim() };
            else if (chips[^1].Sensors.Count > 0 && Raw().Match(plain) is { Success: true } raw)
                chips[^1] = chips[^1] with { Sensors = Growing.WithLast(chips[^1].Sensors, WithRaw(chips[^1].Sensors[^1], raw)) };
            else if (plain.TrimStart().StartsWith('(') && chips[^1].Sensors.Count > 0)
                chips[^1] = chips[^1] with { Sensors = Growing.WithLast(chips[^1].Sensors, Limits(chips[^1].Sensors[^1], plain)) };
            else if (Value(plain) is { } value) chips[^1] = chips[^1] with { Sensors = Growing.With(chips[^1].Sensors, value) };
            else return Reading.Failed<SensorReport>($"sensors: line {Quote.Of(plain)} does not parse");
        }

        return chips.Count == 0 ? Reading.Failed<SensorReport>("sensors: no chip") : Reading.Of(new SensorReport(chips));
    }

    private static SensorFigure? Value(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return null;
        var label = line[..colon].Trim();
        var rest = line[(colon + 1)..].TrimStart();
        if (Figure().Match(rest) is not { Success: true } figure)
        {
            return new SensorFigure
            {
                Label = label, Kind = label.StartsWith("intrusion", StringComparison.Ordinal) ? "intrusion" : "other",
                IsAlarm = rest.Contains("ALARM", StringComparison.Ordinal), IsFault = rest.Contains("FAULT", StringComparison.Ordinal)
                    ? true : null,
            };
        }

        var (kind, unit, factor) = UnitOf(figure.Groups["unit"].Value);
        if (!KernelNumber.TryFraction(figure.Groups["n"].ValueSpan, out var number)) return null;
        if (figure.Groups["unit"].Value.EndsWith('F')) (kind, unit, number) = ("temperature", "celsius", Math.Round((number - 32) / 1.8,
            1));
        return Limits(new SensorFigure { Label = label, Kind = kind, Unit = unit, Value = Math.Round(number * factor, 6) },
            rest[figure.Length..]);
    }

    /// <summary><c>sensors -u</c>: <c>  temp1_crit_alarm: 0.000</c> below the name of the sensor.</summary>
    private static SensorFigure WithRaw(SensorFigure sensor, Match raw)
    {
        var (kind, unit) = SensorsJson.KindOf(raw.Groups["kind"].Value);
        if (sensor.Kind == "other") sensor = sensor with { Kind = kind, Unit = unit };
        if (!KernelNumber.TryFraction(raw.Groups["n"].ValueSpan, out var number)) return sensor;
        return raw.Groups["what"].Value switch
        {
            "input" or "average" => sensor with { Value = sensor.Value ?? number },
            "min" or "lcrit" => sensor with { Minimum = sensor.Minimum ?? number },
            "max" or "cap" => sensor with { Maximum = sensor.Maximum ?? number },
            "crit" or "emergency" => sensor with { Critical = sensor.Critical ?? number },
            "fault" => sensor with { IsFault = number != 0 },
            var what when what.EndsWith("alarm", StringComparison.Ordinal) => sensor with { IsAlarm = sensor.IsAlarm == true
                || number != 0 },
            _ => sensor,
        };
    }

    private static SensorFigure Limits(SensorFigure value, string text) => value with
    {
        Minimum = value.Minimum ?? Limit(text, "min") ?? Limit(text, "low"),
        Maximum = value.Maximum ?? Limit(text, "max") ?? Limit(text, "high") ?? Limit(text, "cap"),
        Critical = value.Critical ?? Limit(text, "crit") ?? Limit(text, "emerg"),
        IsAlarm = text.Contains("ALARM", StringComparison.Ordinal) ? true : value.IsAlarm ?? false,
        IsFault = text.Contains("FAULT", StringComparison.Ordinal) ? true : value.IsFault,
    };

    private static double? Limit(string text, string name)
    {
        foreach (Match match in Bound().Matches(text))
        {
            if (match.Groups["name"].Value != name || !KernelNumber.TryFraction(match.Groups["n"].ValueSpan, out var number)) continue;
            return Math.Round(number * UnitOf(match.Groups["unit"].Value).Factor, 6);
        }

        return null;
    }

    private static (string Kind, string? Unit, double Factor) UnitOf(string unit) => unit.TrimStart('°', '\uFFFD', ' ') switch
    {
        "C" => ("temperature", "celsius", 1),
        "V" => ("voltage", "volt", 1),
        "mV" => ("voltage", "volt", 0.001),
        "RPM" => ("fan", "rpm", 1),
        "W" => ("power", "watt", 1),
        "mW" => ("power", "watt", 0.001),
        "A" => ("current", "ampere", 1),
        "mA" => ("current", "ampere", 0.001),
        "J" or "kJ" => ("energy", "joule", unit.Contains('k') ? 1000 : 1),
        "MHz" => ("frequency", "hertz", 1_000_000),
        "GHz" => ("frequency", "hertz", 1_000_000_000),
        "%" or "%RH" => ("humidity", "percent", 1),
        _ => ("other", null, 1),
    };

    [GeneratedRegex(@"^\s+(?<kind>[a-z]+)\d*_(?<what>[a-z_]+): +(?<n>-?\d+(\.\d+)?)$", Options)]
    private static partial Regex Raw();

    [GeneratedRegex(@"^[A-Za-z0-9_.]+-(isa|pci|i2c|virtual|acpi|hid|spi|mdio|scsi|sdio)(-[0-9a-fA-F]+)*(-[0-9a-fA-F]+)?$", Options)]
    private static partial Regex Chip();

    [GeneratedRegex(@"^(?<n>[+-]?\d+(\.\d+)?) *(?<unit>[°\uFFFD]{0,3} ?(C|F|mV|V|RPM|mW|W|mA|A|kJ|J|MHz|GHz|%RH|%))", Options)]
    private static partial Regex Figure();

    [GeneratedRegex(
        @"(?<name>min|low|max|high|crit|emerg|cap) *= *(?<n>[+-]?\d+(\.\d+)?) *(?<unit>[°\uFFFD]{0,3} ?(C|mV|V|RPM|mW|W|mA|A|kJ|J"
            + @"|%RH|%)?)",
        Options)]
    private static partial Regex Bound();
}
