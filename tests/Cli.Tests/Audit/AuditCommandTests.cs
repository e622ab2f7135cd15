using System.Net;
using System.Text;
using Proxima.Cli.Client;
using Proxima.Server.Platform.Audit;

namespace Proxima.Cli.Tests.Audit;

public sealed class AuditCommandTests
{
    private const string Verify = "/api/audit/verify";

    private static readonly AuditAnchor Anchor = new()
    {
        Instance = "0badcafe", Sequence = 3, Mac = new byte[32], KeyId = "0123456789abcdef", Proof = new byte[32],
    };

    private static AuditReport Whole => new()
    {
        At = FakeServer.Now,
        Entries = 12,
        First = 1,
        Last = 12,
        Anchoring = new AuditAnchoring { Sequence = 10, Unanchored = 2, UnanchoredSince = FakeServer.Now.AddMinutes(-30) },
        IsWhole = true,
        Flaws = [],
        FlawCount = 0,
    };

    [Fact]
    public async Task A_whole_log_is_exit_code_0()
    {
        var ended = await VerifyAsync(Whole);

        ended.ExitCode.ShouldBe(ExitCodes.Done);
        ended.Output.ShouldContain("Whole: 12 entries, 1 to 12");
        ended.Output.ShouldContain("Anchored up to entry 10; 2 newer ones are not");
    }

    [Fact]
    public async Task Entries_that_should_be_anchored_by_now_are_exit_code_3()
    {
        var report = Whole with { Anchoring = new AuditAnchoring { Unanchored = 12, UnanchoredSince = FakeServer.Now.AddHours(-3) } };

        var ended = await VerifyAsync(report);

        ended.ExitCode.ShouldBe(ExitCodes.Warning);
        ended.Output.ShouldContain("Not anchored anywhere: 12 entries");
    }

    [Fact]
    public async Task What_is_wrong_is_listed_and_exit_code_4()
    {
        var report = Whole with
        {
            IsWhole = false,
            Flaws = [new AuditFlaw(AuditFlawKind.Altered, 3, 3, "Entry 3 was altered"), new AuditFlaw(AuditFlawKind.RolledBack, 13, 20, "put back")],
            FlawCount = 2,
        };

        var ended = await VerifyAsync(report);

        ended.ExitCode.ShouldBe(ExitCodes.Critical);
        ended.Output.ShouldContain("NOT WHOLE: 12 entries, 1 to 12, 2 findings");
        ended.OutputLines.ShouldContain(line => line.Contains("altered", StringComparison.Ordinal) && line.Contains(" 3 ", StringComparison.Ordinal));
        ended.OutputLines.ShouldContain(line => line.Contains("rolled back", StringComparison.Ordinal) && line.Contains("13-20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anchors_are_read_from_standard_input_among_anything_else()
    {
        var journal = "{\"MESSAGE\":\"something else\"}\nnot json\n" + new string('x', 200_000) + "\n"
            + "Nov 28 19:14:42 pve1 proxima[7]: " + AnchorText.Of(Anchor) + "\r\n" + AnchorText.Of(Anchor with { Sequence = 9 });
        var shell = new Shell { Input = Encoding.UTF8.GetBytes(journal), Server = Answering(Whole with { Anchoring = Whole.Anchoring with { Checked = 2, Forged = 1 } }) };

        var ended = await shell.RunAsync("audit", "verify", "--anchors", "-");

        ended.ExitCode.ShouldBe(ExitCodes.Done, ended.Error);
        ended.Output.ShouldContain("Compared with 2 anchors of this instance; 1 are forged");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"MESSAGE\":\"nothing of ours\"}")]
    public async Task A_file_without_an_anchor_is_told_and_nothing_is_called_whole(string content)
    {
        var ended = await new Shell { Input = Encoding.UTF8.GetBytes(content), Server = Answering(Whole) }.RunAsync("audit", "verify", "--anchors", "-");

        ended.ExitCode.ShouldBe(ExitCodes.Failed);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("journalctl -o json");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage()
        => (await new Shell { Server = Answering(Whole) }.RunAsync("audit", "verify", "--anchors", "/nowhere/journal")).ExitCode.ShouldBe(ExitCodes.WrongUsage);

    [Fact]
    public async Task A_list_goes_on_to_the_next_page_until_it_has_enough()
    {
        var server = new FakeServer()
            .Has("/api/audit?limit=3&principal=anna", new AuditFound([Record(9)], 9), CliJson.Default.AuditFound)
            .Has("/api/audit?limit=2&before=9&principal=anna", new AuditFound([], 5), CliJson.Default.AuditFound)
            .Has("/api/audit?limit=2&before=5&principal=anna", new AuditFound([Record(4), Record(2)], 2), CliJson.Default.AuditFound);

        var ended = await new Shell { Server = server }.RunAsync("audit", "list", "--limit", "3", "--principal", "anna");

        ended.ExitCode.ShouldBe(ExitCodes.Done, ended.Error);
        ended.OutputLines.Length.ShouldBe(4);
        server.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Hostile_text_of_the_log_does_not_reach_the_terminal()
    {
        var server = new FakeServer().Has(
            "/api/audit", new AuditFound([Record(1) with { Principal = "\u001b[2Janna", Target = "a\nb" }], null), CliJson.Default.AuditFound);

        var ended = await new Shell { Server = server }.RunAsync("audit", "list");

        ended.Output.ShouldNotContain('\u001b');
        ended.OutputLines.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "many")]
    [InlineData("--outcome", "fine")]
    [InlineData("--from", "yesterday-ish")]
    public async Task A_filter_that_makes_no_sense_is_wrong_usage(string option, string value)
        => (await new Shell().RunAsync("audit", "list", option, value)).ExitCode.ShouldBe(ExitCodes.WrongUsage);

    [Fact]
    public async Task Times_without_a_zone_are_local_and_are_sent_as_utc()
    {
        var server = new FakeServer().Has("/api/audit", new AuditFound([], null), CliJson.Default.AuditFound);

        await new Shell { Server = server }.RunAsync("audit", "list", "--from", "2025-11-28T19:00:00Z");

        server.Asked.ShouldHaveSingleItem().ShouldContain("&from=2025-11-28T19%3A00%3A00.0000000%2B00%3A00");
    }

    [Fact]
    public async Task An_export_goes_to_standard_output_or_into_a_private_file()
    {
        using var folder = new TestFolder();
        var server = new FakeServer().Has("/api/audit/export", "sequence,at\r\n1,ä\r\n");

        var shown = await new Shell { Server = server }.RunAsync("audit", "export", "--action", "session");
        var kept = await new Shell { Server = server }.RunAsync("audit", "export", "--format", "cef", "--output", folder.Of("audit.cef"));

        shown.Output.ShouldBe("sequence,at\r\n1,ä\r\n");
        kept.ExitCode.ShouldBe(ExitCodes.Done, kept.Error);
        server.Asked.ShouldBe(["/api/audit/export?format=csv&action=session", "/api/audit/export?format=cef"]);
        (await File.ReadAllTextAsync(folder.Of("audit.cef"), TestContext.Current.CancellationToken)).ShouldBe("sequence,at\r\n1,ä\r\n");
        File.GetUnixFileMode(folder.Of("audit.cef")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_refusal_is_one_line()
    {
        var server = new FakeServer().Has("/api/audit/export", """{"title":"anna may not do this","detail":"It needs the scope 'audit.read'"}""", HttpStatusCode.Forbidden);

        var ended = await new Shell { Server = server }.RunAsync("audit", "export");

        ended.ExitCode.ShouldBe(ExitCodes.Failed);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("audit.read");
    }

    private static Task<Ended> VerifyAsync(AuditReport report) => new Shell { Server = Answering(report) }.RunAsync("audit", "verify");

    private static FakeServer Answering(AuditReport report) => new FakeServer().Has(Verify, report, CliJson.Default.AuditReport);

    private static AuditRecord Record(long sequence) => new()
    {
        Sequence = sequence, At = FakeServer.Now, Principal = "anna", Action = "thing.do", Outcome = "done",
    };
}
