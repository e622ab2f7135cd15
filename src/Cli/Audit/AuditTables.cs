using System.Globalization;
using Proxima.Cli.Printing;
using Proxima.Server.Platform.Audit;

namespace Proxima.Cli.Audit;

/// <summary>Entries and the result of a check, for people.</summary>
internal static class AuditTables
{
    /// <summary>Anchored hourly: what is older than this and not anchored says that anchoring does not work.</summary>
    private static readonly TimeSpan AnchorsComeWithin = TimeSpan.FromHours(2);

    public static void Print(Screen screen, IReadOnlyList<AuditRecord> records)
    {
        if (records.Count == 0)
        {
            screen.Line("No entry.", Tone.Quiet);
            return;
        }

        var table = new Table(
            new Column("ENTRY", IsRight: true), new Column("TIME"), new Column("WHO", Least: 8), new Column("FROM", DropOrder: 3, Least: 8),
            new Column("TOKEN", DropOrder: 4), new Column("ACTION", Least: 10), new Column("TARGET", DropOrder: 1, Least: 10),
            new Column("OUTCOME"), new Column("ERROR", DropOrder: 2, Least: 10));
        foreach (var record in records)
        {
            table.Row(
                record.Sequence.ToString(CultureInfo.InvariantCulture),
                record.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                record.Principal,
                record.Address ?? "",
                record.Token ?? "",
                record.Action,
                record.Target ?? "",
                new Cell(record.Outcome, record.Outcome switch { "done" => Tone.Ok, "refused" => Tone.Warning, _ => Tone.Critical }),
                record.Error ?? "");
        }

        table.Print(screen);
    }

    public static void Print(Screen screen, AuditReport report)
    {
        var range = report.Entries == 0 ? "no entries" : Text($"{report.Entries} entries, {report.First} to {report.Last}");
        screen.Line(
            (report.IsWhole ? "Whole" : "NOT WHOLE", report.IsWhole ? Tone.Ok : Tone.Critical),
            (report.IsWhole ? $": {range}, nothing altered or missing" : Text($": {range}, {report.FlawCount} findings"), Tone.Plain));
        foreach (var flaw in report.Flaws)
        {
            var where = flaw.From == flaw.To ? Text($"{flaw.From}") : Text($"{flaw.From}-{flaw.To}");
            screen.Line(($"  {Words(flaw.Kind),-12} {where,-14} ", Tone.Critical), (flaw.Text, Tone.Plain));
        }

        if (report.FlawCount > report.Flaws.Count)
        {
            screen.Line(Text($"  … and {report.FlawCount - report.Flaws.Count} more"));
        }

        if (report.Taken is { } taken)
        {
            screen.Line(Text($"Entries up to {taken.Sequence} were taken by retention; a signed checkpoint stands for them"), Tone.Quiet);
        }

        PrintAnchoring(screen, report);
    }

    /// <summary>Whether entries are there that should be anchored by now and are not.</summary>
    public static bool IsUnanchored(AuditReport report)
        => report.Anchoring.UnanchoredSince is { } since && report.At - since > AnchorsComeWithin;

    private static void PrintAnchoring(Screen screen, AuditReport report)
    {
        var anchoring = report.Anchoring;
        if (anchoring.Checked is { } count)
        {
            screen.Line(Text($"Compared with {count} anchors of this instance")
                + (anchoring.Foreign > 0 ? Text($"; {anchoring.Foreign} are of another one") : "")
                + (anchoring.Forged > 0 ? Text($"; {anchoring.Forged} are forged") : ""));
        }

        var tone = IsUnanchored(report) ? Tone.Warning : Tone.Plain;
        screen.Line(
            anchoring.Sequence is { } sequence
                ? Text($"Anchored up to entry {sequence}; {anchoring.Unanchored} newer ones are not")
                : Text($"Not anchored anywhere: {anchoring.Unanchored} entries; an older copy put back would go unnoticed"),
            anchoring.Sequence is null && anchoring.Unanchored > 0 ? Tone.Warning : tone);
    }

    private static string Words(AuditFlawKind kind) => kind switch
    {
        AuditFlawKind.RolledBack => "rolled back",
        AuditFlawKind.KeyChange => "key change",
        AuditFlawKind.TakenFlawed => "taken flawed",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
