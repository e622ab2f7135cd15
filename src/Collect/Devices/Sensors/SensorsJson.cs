using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Devices.Sensors;

/// <summary>JSON of <c>sensors -j</c>, and of psutil's temperatures, fans and battery.</summary>
internal static partial class SensorsJson
{
    public static Reading<SensorReport> Parse(string text)
        => text.AsSpan().Trim() is "null" ? Reading.Absent<SensorReport>("there is none") : Read(Plain(text), "sensors", Map);

    private static Reading<SensorReport> Map(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Null) return Reading.Absent<SensorReport>("there is none");
        if (root.ValueKind != JsonValueKind.Object) return Reading.Failed<SensorReport>("sensors: no chips");
        if (Fraction(root, "percent") is { } percent && Member(root, "power_plugged").ValueKind != JsonValueKind.Undefined)
        {
            var left = Number(root, "secsleft");
            return Reading.Of(new SensorReport([]) { Battery = new SensorBattery(percent, left is >= 0 ? left
                : null, Flag(root, "power_plugged")) });
        }

        List<SensorChipReport> chips = [];
        foreach (var chip in Members(root))
        {
            if (chip.Value.ValueKind == JsonValueKind.Array) chips.Add(new SensorChipReport(chip.Name, null,
                [.. List(chip.Value).Select(Psutil)]));
            else if (chip.Value.ValueKind == JsonValueKind.Object)
                chips.Add(new SensorChipReport(chip.Name, Words(chip.Value, "Adapter"),
                    [.. Members(chip.Value).Where(member => member.Value.ValueKind == JsonValueKind.Object)
                        .Select(member => Feature(member.Name, member.Value))]));
            else return Reading.Failed<SensorReport>($"sensors: {Linux.Quote.Of(chip.Name)} is no chip");
        }

        return Reading.Of(new SensorReport(chips));
    }

    /// <summary>Complaints of the error output may stand in the middle of the JSON.</summary>
    private static string Plain(string text)
    {
        if (text.Contains("ERROR: ", StringComparison.Ordinal))
            text = string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("ERROR: ", StringComparison.Ordinal)));
        return text.Contains("nan", StringComparison.OrdinalIgnoreCase) ? NoNumber().Replace(text, ": null") : text;
    }

    /// <summary>printf(3) writes what is no number as nan, which JSON does not know.</summary>
    [GeneratedRegex(@":\s*-?(nan|NaN|inf)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NoNumber();

    private static SensorFigure Psutil(JsonElement item)
    {
        var isFan = Member(item, "high").ValueKind == JsonValueKind.Undefined
            && Member(item, "critical").ValueKind == JsonValueKind.Undefined;
        return new SensorFigure
        {
            Label = Text(item, "label") ?? string.Empty,
            Kind = isFan ? "fan" : "temperature",
            Unit = isFan ? "rpm" : "celsius",
            Value = Fraction(item, "current"),
            Maximum = Fraction(item, "high"),
            Critical = Fraction(item, "critical"),
        };
    }

    /// <summary>A feature holds <c>temp1_input</c>, <c>temp1_max</c> and so on; its prefix is its kind.</summary>
    private static SensorFigure Feature(string label, JsonElement item)
    {
        var prefix = Members(item).Select(member => member.Name).FirstOrDefault() ?? label;
        var (kind, unit) = KindOf(prefix);
        return new SensorFigure
        {
            Label = label,
            Kind = kind,
            Unit = unit,
            Value = Ending(item, "_input") ?? Ending(item, "_average"),
            Minimum = Ending(item, "_min") ?? Ending(item, "_lcrit"),
            Maximum = Ending(item, "_max") ?? Ending(item, "_cap"),
            Critical = Ending(item, "_crit") ?? Ending(item, "_emergency"),
            IsAlarm = Alarm(item),
            IsFault = Ending(item, "_fault") is { } fault ? fault != 0 : null,
        };
    }

    private static bool? Alarm(JsonElement item)
    {
        bool? alarm = null;
        foreach (var member in Members(item))
        {
            if (member.Name.EndsWith("_alarm", StringComparison.Ordinal)
                && Fraction(item, member.Name) is { } flag) alarm = (alarm ?? false) || flag != 0;
        }

        return alarm;
    }

    private static double? Ending(JsonElement item, string end)
    {
        foreach (var member in Members(item))
        {
            if (member.Name.EndsWith(end, StringComparison.Ordinal)) return Fraction(item, member.Name);
        }

        return null;
    }

    internal static (string Kind, string? Unit) KindOf(string name)
    {
        var end = name.AsSpan().IndexOfAnyInRange('0', '9');
        return (end < 0 ? name : name[..end]) switch
        {
            "temp" => ("temperature", "celsius"),
            "in" => ("voltage", "volt"),
            "fan" => ("fan", "rpm"),
            "power" => ("power", "watt"),
            "curr" => ("current", "ampere"),
            "energy" => ("energy", "joule"),
            "humidity" => ("humidity", "percent"),
            "freq" => ("frequency", "hertz"),
            "intrusion" => ("intrusion", null),
            _ => ("other", null),
        };
    }
}
