using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Collect.Linux.Sensors;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Files of /sys/class/hwmon/hwmonN. The name of the file says what its number means.</summary>
internal static partial class HwmonKind
{
    public static KindResult Parse(string text, string? attribute)
    {
        var value = text.Trim();
        var isNumber = KernelNumber.TrySigned(value, out var number);
        if (attribute is "name" || attribute?.EndsWith("_label", StringComparison.Ordinal) == true)
            return Of(new HwmonAttribute(attribute, null, null, value));
        var match = Attribute().Match(attribute ?? string.Empty);
        if (!match.Success)
        {
            return isNumber && attribute is null
                ? Of(new HwmonAttribute(null, null, number, null))
                : KindResult.Nothing("no attribute of a hwmon chip that is read");
        }

        if (!isNumber) return KindResult.Broken($"{attribute}: not a number");
        var kind = SensorNames.KindOf(match.Groups["kind"].ValueSpan);
        if (match.Groups["flag"].Success) return Of(new HwmonAttribute(attribute, kind, number, null));
        if (!match.Groups["reading"].Success) return Of(new HwmonAttribute(attribute, kind, SensorText.Scaled(kind, number), null));
        var reading = SensorText.Parse(value, kind, default, attribute ?? "input");
        return KindResult.Of(reading.Select(v => new HwmonAttribute(attribute, kind, v.Value, null)), KindJson.Default.HwmonAttribute);
    }

    private static KindResult Of(HwmonAttribute attribute) => KindResult.Of(Reading.Of(attribute), KindJson.Default.HwmonAttribute);

    [GeneratedRegex(
        @"^(?<kind>temp|fan|in|power)\d+_(?:(?<reading>input|average)|(?<flag>[a-z_]*alarm|fault|enable|type|beep|div|pulses)|"
            + @"max|min|crit|lcrit|emergency|cap|[a-z]+_hyst|offset|lowest|highest)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
