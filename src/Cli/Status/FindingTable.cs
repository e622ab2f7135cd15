using Proxima.Cli.Printing;
using Proxima.Model.Health;

namespace Proxima.Cli.Status;

/// <summary>Findings, as they come: worst first.</summary>
internal static class FindingTable
{
    /// <param name="screen">Where to.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="names">Names of nodes by id; null when all are about one node.</param>
    /// <param name="now">For "since".</param>
    public static void Print(Screen screen, IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, string>? names, DateTimeOffset now)
    {
        var columns = new List<Column>
        {
            new("STATE"),
            new("WHAT", Least: 16),
            new("SINCE", IsRight: true, DropOrder: 2),
            new("WHAT TO DO", Least: 12, DropOrder: 1),
        };
        if (names is not null)
        {
            columns.Insert(1, new Column("NODE", Least: 8));
        }

        var table = new Table(columns);
        foreach (var finding in findings)
        {
            var cells = new List<Cell>
            {
                new(finding.Severity.Word(), finding.Severity.AsTone()),
                finding.Text,
                Amounts.Duration(Amounts.Age(finding.FirstSeen, now)),
                finding.Advice ?? "–",
            };
            if (names is not null)
            {
                var id = finding.Node.ToString();
                cells.Insert(1, names.TryGetValue(id, out var name) ? name : id[..8]);
            }

            table.Row(cells);
        }

        table.Print(screen);
    }
}
