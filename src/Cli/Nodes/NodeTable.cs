using Proxima.Cli.Printing;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Nodes;

/// <summary>The list of nodes. Narrow terminals lose the columns that matter least.</summary>
internal static class NodeTable
{
    public static void Print(Screen screen, NodePage page, DateTimeOffset now)
    {
        if (page.Items.Count == 0)
        {
            screen.Line(page.Total == 0 ? "No node matches." : $"No row here; there are {page.Total}.");
            return;
        }

        var table = new Table(
            new Column("STATE"),
            new Column("NAME", Least: 8),
            new Column("CPU", IsRight: true),
            new Column("MEMORY", IsRight: true),
            new Column("STORAGE", IsRight: true, DropOrder: 1),
            new Column("IN", IsRight: true, DropOrder: 5),
            new Column("OUT", IsRight: true, DropOrder: 4),
            new Column("TEMP", IsRight: true, DropOrder: 6),
            new Column("UP", IsRight: true, DropOrder: 7),
            new Column("AGE", IsRight: true, DropOrder: 2),
            new Column("CAUSE", Least: 12, DropOrder: 3));
        foreach (var node in page.Items)
        {
            table.Row(
                new Cell(node.Severity.Word(), node.Severity.AsTone()),
                node.Name,
                Amounts.Percent(node.CpuBusyPercent),
                Amounts.Percent(node.MemoryUsedPercent),
                Amounts.Percent(node.FullestPercent),
                Amounts.BytesPerSecond(node.ReceivedBytesPerSecond),
                Amounts.BytesPerSecond(node.SentBytesPerSecond),
                Amounts.Celsius(node.HottestCelsius),
                Amounts.Duration(node.UptimeSeconds),
                Amounts.Duration(Amounts.Age(node.SampledAt, now)),
                node.Cause ?? string.Empty);
        }

        table.Print(screen);
        if (page.Total > page.Items.Count)
        {
            screen.Line($"{page.Items.Count} of {page.Total} nodes; --limit, --sort and --search choose others", Tone.Quiet);
        }
    }
}
