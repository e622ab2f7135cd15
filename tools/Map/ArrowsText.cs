using System.Text;

namespace Proxima.Map;

/// <summary>The arrows as text, for review: one line an arrow, a new one shows up in the diff.</summary>
public static class ArrowsText
{
    public static string Of(House house)
    {
        var text = new StringBuilder("# Which room uses which types of which other. Written by ./dev map; read the diff.\n");
        foreach (var arrow in house.Arrows)
        {
            text.Append(arrow.From).Append(" -> ").Append(arrow.To).Append(": ")
                .AppendJoin(", ", arrow.Types.Select(type => type.Name)).Append('\n');
        }

        return text.ToString();
    }
}
