using System.Globalization;
using System.Text.Json;
using Proxima.Model;

namespace Proxima.Collect.KindsOf.Net;

/// <summary>JSON of <c>ip -json address</c>, <c>link</c> (with -details or not) and <c>route</c>: an array, or one object of it.</summary>
internal static class IpJson
{
    /// <summary>True for text that begins as JSON of interfaces or routes do, whole or not.</summary>
    public static bool Matches(string text)
    {
        var start = text.AsSpan().TrimStart();
        return (start.StartsWith("[") || start.StartsWith("{"))
            && (text.Contains("\"ifname\"", StringComparison.Ordinal) || IsRoute(text));
    }

    public static KindResult Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            List<JsonElement> items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            var interfaces = items.Where(item => Text(item, "ifname") is not null).Select(Interface).ToList();
            if (interfaces.Count > 0) return KindResult.Of(Reading.Of(new InterfaceTable(interfaces)), KindJson.Default.InterfaceTable);
            var routes = items.Where(item => Text(item, "dst") is not null).Select(Route).ToList();
            return routes.Count > 0
                ? KindResult.Of(Reading.Of(new RouteTable(routes)), KindJson.Default.RouteTable)
                : KindResult.Nothing("JSON, but no interfaces or routes");
        }
        catch (JsonException e)
        {
            return KindResult.Broken(string.Create(CultureInfo.InvariantCulture, $"ip -json: no whole JSON: line {e.LineNumber + 1}"));
        }
        catch (ArgumentException)
        {
            return KindResult.Broken("ip -json: characters that are no text");
        }
    }

    private static bool IsRoute(string text)
        => text.Contains("\"dst\"", StringComparison.Ordinal)
            && (text.Contains("\"dev\"", StringComparison.Ordinal) || text.Contains("\"gateway\"", StringComparison.Ordinal));

    private static InterfaceView Interface(JsonElement item)
    {
        var flags = List(item, "flags").Select(flag => flag.ValueKind == JsonValueKind.String ? flag.GetString() : null).ToList();
        var details = Member(item, "linkinfo");
        var data = Member(details, "info_data");
        var kind = Text(details, "info_kind");
        return new InterfaceView
        {
            Name = Text(item, "ifname") ?? string.Empty,
            Index = Number(item, "ifindex"),
            State = Text(item, "operstate")?.ToLowerInvariant(),
            IsUp = flags.Count > 0 ? flags.Contains("UP") : null,
            HasLink = flags.Count > 0 ? flags.Contains("LOWER_UP") : null,
            Mtu = Number(item, "mtu"),
            HardwareAddress = AddressWords.Hardware(Text(item, "address")),
            Master = Text(item, "master"),
            Parent = Text(item, "link"),
            Kind = kind,
            VlanId = kind == "vlan" ? Number(data, "id") : null,
            BondMode = kind == "bond" ? Text(data, "mode") : null,
            Addresses = [.. List(item, "addr_info").Select(Address).OfType<string>()],
        };
    }

    private static string? Address(JsonElement item)
        => Number(item, "prefixlen") is { } prefix
            ? AddressWords.WithPrefix(string.Create(CultureInfo.InvariantCulture, $"{Text(item, "local")}/{prefix}"))
            : null;

    private static RouteLine Route(JsonElement item) => new()
    {
        Destination = Text(item, "dst") is { } destination ? AddressWords.WithPrefix(destination) ?? destination : "default",
        Type = Text(item, "type") is { } type and not "unicast" ? type : null,
        Gateway = Text(item, "gateway"),
        Interface = Text(item, "dev"),
        Source = Text(item, "prefsrc"),
        Metric = Number(item, "metric"),
        Table = Text(item, "table"),
    };

    private static JsonElement Member(JsonElement item, string name)
        => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement item, string name)
        => Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement item, string name)
        => Member(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static List<JsonElement> List(JsonElement item, string name)
        => Member(item, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
