using System.Text.RegularExpressions;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Sensors;

/// <summary>The input file of a sensor: <c>temp1_input</c> is kind temperature, stem temp1.</summary>
internal sealed record SensorAttribute(SensorKind Kind, string Stem, string File)
{
    public static SensorAttribute? Of(string file)
    {
        var match = SensorNames.Input().Match(file);
        if (!match.Success) return null;
        return new SensorAttribute(SensorNames.KindOf(match.Groups["kind"].ValueSpan), match.Groups["stem"].Value, file);
    }
}

/// <summary>Names of hwmon files.</summary>
internal static partial class SensorNames
{
    public static SensorKind KindOf(ReadOnlySpan<char> prefix) => prefix switch
    {
        "temp" => SensorKind.Temperature,
        "fan" => SensorKind.Fan,
        "in" => SensorKind.Voltage,
        _ => SensorKind.Power,
    };

    /// <summary>Power comes as _input or, averaged by the chip, as _average.</summary>
    [GeneratedRegex(@"^(?<stem>(?<kind>temp|fan|in|power)\d+)_(?:input|average)$", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Input();
}
