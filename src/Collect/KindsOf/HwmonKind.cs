using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>
/// Files of /sys/class/hwmon/hwmonN (Documentation/hwmon/sysfs-interface.rst) and w1_slave of 1-wire thermometers. The name of a hwmon
/// file says what its number means.
/// </summary>
internal static partial class HwmonKind
{
    private const double ColdestPossible = -100;
    private const double HottestPossible = 250;

    public static KindResult Parse(string text, string? attribute)
    {
        var value = text.Trim().Trim('\0');
        if (OneWire().Match(text) is { Success: true } wire) return Thermometer(wire);
        if (text.StartsWith('|') && text.TrimEnd().EndsWith('|'))
            return KindResult.Nothing("output of hddtemp: temperatures of drives are read with their health");
        if (attribute is "device" or "name" || attribute?.EndsWith("_label", StringComparison.Ordinal) == true) return Label(attribute,
            value);
        var isNumber = KernelNumber.TrySigned(value, out var number);
        var match = Attribute().Match(attribute ?? string.Empty);
        if (!match.Success)
        {
            return isNumber && attribute is null
                ? Of(new HwmonAttribute(null, null, number, null, null))
                : KindResult.Nothing("no attribute of a hwmon chip that is read");
        }

        if (!isNumber) return KindResult.Broken($"{attribute}: not a number");
        var (kind, unit, scale) = UnitOf(match.Groups["kind"].Value);
        if (match.Groups["flag"].Success) return Of(new HwmonAttribute(attribute, kind, number, null, null));
        var scaled = number / scale;
        if (!match.Groups["reading"].Success) return Of(new HwmonAttribute(attribute, kind, scaled, unit, null));
        return kind == "temperature" && scaled is < ColdestPossible or > HottestPossible || (kind == "fan" && number < 0)
            ? KindResult.Broken(FormattableString.Invariant($"{attribute}: {scaled} {unit} is impossible"))
            : Of(new HwmonAttribute(attribute, kind, scaled, unit, null));
    }

    private static KindResult Label(string attribute, string text)
        => text.Length == 0 || text.Any(char.IsControl)
            ? KindResult.Broken($"{attribute}: no name on one line")
            : Of(new HwmonAttribute(attribute, null, null, null, text));

    /// <summary>Thousandths of a degree behind <c>t=</c>; they only hold where the checksum does.</summary>
    private static KindResult Thermometer(Match wire)
    {
        if (wire.Groups["sum"].Value != "YES") return KindResult.Broken("w1_slave: the checksum is wrong");
        return KernelNumber.TrySigned(wire.Groups["value"].ValueSpan, out var raw)
            && raw / 1000.0 is >= ColdestPossible and <= HottestPossible
            ? Of(new HwmonAttribute("w1_slave", "temperature", raw / 1000.0, "celsius", null))
            : KindResult.Broken("w1_slave: no temperature behind 't='");
    }

    private static (string Kind, string Unit, double Scale) UnitOf(string prefix) => prefix switch
    {
        "temp" => ("temperature", "celsius", 1000),
        "fan" => ("fan", "rpm", 1),
        "in" => ("voltage", "volt", 1000),
        "curr" => ("current", "ampere", 1000),
        "energy" => ("energy", "joule", 1_000_000),
        "humidity" => ("humidity", "percent", 1000),
        "freq" => ("frequency", "hertz", 1),
        "pwm" => ("pwm", "of255", 1),
        _ => ("power", "watt", 1_000_000),
    };

    private static KindResult Of(HwmonAttribute attribute) => KindResult.Of(Reading.Of(attribute), KindJson.Default.HwmonAttribute);

    [GeneratedRegex(
        @"^(?:(?<kind>temp|fan|in|power|curr|energy|humidity|freq)\d+_(?:(?<reading>input|average)"
            + @"|(?<flag>[a-z_]*alarm|fault|enable|type|beep|div|pulses|[a-z_]*interval[a-z_]*|reset_history|rated_[a-z]+)"
            + @"|max|min|crit|lcrit|emergency|cap|[a-z]+_hyst|offset|lowest|highest|target|[a-z]+_(?:lowest|highest|max|min))"
            + @"|(?<kind>pwm)\d+(?:_(?<flag>enable|mode|freq|[a-z0-9_]+))?)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex(
        @"^(?:[0-9a-f]{2} ){9}: crc=[0-9a-f]{2} (?<sum>YES|NO)\n(?:[0-9a-f]{2} ){9}t=(?<value>\S*)\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneWire();
}
