using System.Globalization;
using System.Text;

namespace Proxima.Map;

/// <summary>The house as a picture: layers from the program down to the model, rooms as wide as they are large, arrows downwards.</summary>
public static class Drawing
{
    private const int Width = 1200;
    private const int RowHeight = 132;
    private const int BoxHeight = 54;
    private const int Margin = 24;
    private const string Style =
        ".page{fill:#fcfcfa}.room{fill:#f4f4f1;stroke:#5b6168}.name{fill:#15171a;font-weight:600}"
        + ".dim{fill:#5e646b;font-size:11px}.arrow{fill:none;stroke:#5b6168}.side{fill:none;stroke:#a81628}";

    private static readonly (string Title, Func<string, bool> Holds)[] Layers =
    [
        ("program", room => room is "Cli"),
        ("table of contents", room => room is "Server"),
        ("features", room => room.StartsWith("Server/Features/", StringComparison.Ordinal)),
        ("platform", room => room.StartsWith("Server/Platform/", StringComparison.Ordinal)),
        ("reads a host", room => room is "Collect"),
        ("what all talk about", room => room is "Model" or "Blocks"),
    ];

    public static string Of(House house)
    {
        var boxes = Place(house);
        var height = (Layers.Length * RowHeight) + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="Inter, sans-serif" font-size="12">
            <style>{Style}</style>
            <rect class="page" width="{Width}" height="{height}"/>

            """);
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var y = (layer * RowHeight) + 18;
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"dim\" x=\"{Margin}\" y=\"{y}\">{Layers[layer].Title}</text>\n");
        }

        foreach (var arrow in house.Arrows.Where(arrow => boxes.ContainsKey(arrow.From) && boxes.ContainsKey(arrow.To)))
        {
            Draw(svg, arrow, boxes[arrow.From], boxes[arrow.To]);
        }

        foreach (var (name, box) in boxes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <rect class="room" x="{box.X}" y="{box.Y}" width="{box.Width}" height="{BoxHeight}"/>
                <text class="name" x="{box.X + 8}" y="{box.Y + 21}">{name.Split('/')[^1]}</text>
                <text class="dim" x="{box.X + 8}" y="{box.Y + 40}">{box.Room.Lines} lines, {box.Room.Files} files</text>

                """);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static SortedDictionary<string, Box> Place(House house)
    {
        var boxes = new SortedDictionary<string, Box>(StringComparer.Ordinal);
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var rooms = house.Rooms.Where(room => Layers[layer].Holds(room.Name)).ToList();
            var weight = rooms.Sum(Weight);
            var room = Width - (2 * Margin) - ((rooms.Count - 1) * 14);
            double x = Margin;
            foreach (var each in rooms)
            {
                var width = Math.Min(420, Math.Max(118, room * Weight(each) / weight));
                boxes[each.Name] = new Box(each, layer, Math.Round(x, 1), (layer * RowHeight) + 26, Math.Round(width, 1));
                x += width + 14;
            }
        }

        return boxes;
    }

    private static double Weight(Room room) => 20 + Math.Sqrt(room.Lines);

    private static void Draw(StringBuilder svg, Arrow arrow, Box from, Box to)
    {
        var stroke = Math.Round(0.5 + (Math.Log2(1 + arrow.Types.Count) * 0.35), 2);
        var isSideways = from.Layer == to.Layer;
        var opacity = to.Room.Name == "Model" ? 0.18 : isSideways ? 0.9 : 0.4;
        var x1 = Math.Round(from.X + (from.Width / 2), 1);
        var x2 = Math.Round(to.X + (to.Width / 2), 1);
        var y1 = from.Y + BoxHeight;
        var y2 = isSideways ? to.Y + BoxHeight : to.Y;
        var bend = isSideways ? y1 + 38 : (y1 + y2) / 2;
        var style = isSideways ? "side" : "arrow";
        var curve = string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1}C{x1} {bend} {x2} {bend} {x2} {y2}");
        svg.Append(CultureInfo.InvariantCulture, $"""
            <path class="{style}" d="{curve}" stroke-width="{stroke}" opacity="{opacity}">
            <title>{arrow.From} uses {arrow.Types.Count} types of {arrow.To}</title></path>
            <circle cx="{x2}" cy="{y2}" r="2" opacity="{opacity}"/>

            """);
    }

    private sealed record Box(Room Room, int Layer, double X, double Y, double Width);
}
