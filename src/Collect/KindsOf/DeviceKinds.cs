using System.Text.RegularExpressions;
using Proxima.Collect.Devices.Sensors;
using Proxima.Collect.Devices.Ups;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of programs that tell of sensors and power supplies.</summary>
internal static partial class DeviceKinds
{
    public static KindResult Upsc(string text, string? attribute)
    {
        var names = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0
            && !line.StartsWith("Init SSL", StringComparison.Ordinal)).ToList();
        return names.Count > 0 && names.TrueForAll(name => Name().IsMatch(name))
            ? KindResult.Of(Reading.Of(new UpsNameList(names)), HostToolJson.Default.UpsNameList)
            : KindResult.Of(UpsText.Parse(text), HostToolJson.Default.UpsStatus);
    }

    public static KindResult SensorsOfJson(string text, string? attribute)
        => KindResult.Of(SensorsJson.Parse(text), HostToolJson.Default.SensorReport);

    public static KindResult SensorsOfText(string text, string? attribute)
        => KindResult.Of(SensorsText.Parse(text), HostToolJson.Default.SensorReport);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
