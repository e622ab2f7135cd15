using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Platform.Auth;

/// <summary>What bounds may name. Never a tag or a name of Proxmox: owners of guests can change those.</summary>
[JsonConverter(typeof(CamelCaseEnum<PlaceKind>))]
public enum PlaceKind
{
    Site,
    Cluster,
    Node,
    Pool,
    Guest,

    /// <summary>A group kept in Proxima.</summary>
    Group,
}

/// <summary>One thing that bounds may name, by an id that only Proxima gives. Text form: <c>node:0190…</c>.</summary>
public readonly record struct Place(PlaceKind Kind, string Id)
{
    public const int LongestId = 128;

    public static Place Node(NodeId node) => new(PlaceKind.Node, node.ToString());

    public static Place Group(string id) => new(PlaceKind.Group, id);

    public override string ToString() => $"{Word(Kind)}:{Id}";

    /// <summary>An id is one word of printable ASCII.</summary>
    public static bool IsId([NotNullWhen(true)] string? id)
        => id is { Length: > 0 and <= LongestId } && id.All(letter => letter is > ' ' and <= '~');

    public static bool TryParse(string text, out Place place)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        place = default;
        if (colon < 1 || KindOf(text[..colon]) is not { } kind || !IsId(text[(colon + 1)..]))
        {
            return false;
        }

        place = new Place(kind, text[(colon + 1)..]);
        return true;
    }

    public static string Word(PlaceKind kind) => kind switch
    {
        PlaceKind.Site => "site",
        PlaceKind.Cluster => "cluster",
        PlaceKind.Node => "node",
        PlaceKind.Pool => "pool",
        PlaceKind.Guest => "guest",
        PlaceKind.Group => "group",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of place"),
    };

    private static PlaceKind? KindOf(string word) => word switch
    {
        "site" => PlaceKind.Site,
        "cluster" => PlaceKind.Cluster,
        "node" => PlaceKind.Node,
        "pool" => PlaceKind.Pool,
        "guest" => PlaceKind.Guest,
        "group" => PlaceKind.Group,
        _ => null,
    };
}
