using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class AnchorTests
{
    private static readonly AuditAnchor Sample = new()
    {
        Instance = "0badcafe",
        Sequence = 42,
        Mac = [.. Enumerable.Range(0, 32).Select(number => (byte)number)],
        KeyId = "0123456789abcdef",
        Proof = [.. Enumerable.Range(0, 32).Select(number => (byte)(255 - number))],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_journal_gets_one_datagram_with_the_fields_of_its_protocol()
    {
        using var folder = new TestFolder();
        using var journal = Listen(folder.Of("journal"));

        var problem = await new JournalAnchor(new LogSockets(folder.Of("journal"), ""), TimeProvider.System).WriteAsync(Sample, Token);

        problem.ShouldBeNull();
        var lines = Receive(journal).TrimEnd('\n').Split('\n');
        lines.ShouldContain("PROXIMA_AUDIT_SEQUENCE=42");
        lines.ShouldContain("PROXIMA_AUDIT_INSTANCE=0badcafe");
        lines.ShouldContain($"PROXIMA_AUDIT_MAC={Convert.ToHexStringLower(Sample.Mac)}");
        lines.ShouldContain($"MESSAGE_ID={AnchorText.MessageId}");
        lines.ShouldContain("PRIORITY=5");
        lines.ShouldContain("SYSLOG_IDENTIFIER=proxima");
        lines.ShouldAllBe(line => line.Contains('='));
    }

    [Fact]
    public async Task What_the_journal_prints_is_read_back_as_the_same_anchor()
    {
        using var folder = new TestFolder();
        using var journal = Listen(folder.Of("journal"));
        await new JournalAnchor(new LogSockets(folder.Of("journal"), ""), TimeProvider.System).WriteAsync(Sample, Token);

        // journalctl -o json: every field as text, and the journal's own ones.
        var fields = Receive(journal).TrimEnd('\n').Split('\n').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        fields["__REALTIME_TIMESTAMP"] = "1764360000123456";
        fields["_UID"] = "0";
        var read = AnchorText.Parse(JsonSerializer.Serialize(fields)).ShouldNotBeNull();

        ShouldBeSample(read);
        read.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1764360000123).AddMicroseconds(456));
    }

    [Fact]
    public async Task Syslog_gets_a_line_that_is_read_back_as_the_same_anchor()
    {
        using var folder = new TestFolder();
        using var syslog = Listen(folder.Of("log"));

        (await new SyslogAnchor(new LogSockets("", folder.Of("log")), TimeProvider.System).WriteAsync(Sample, Token)).ShouldBeNull();

        var line = Receive(syslog);
        line.ShouldStartWith("<85>");
        ShouldBeSample(AnchorText.Parse(line).ShouldNotBeNull());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"PROXIMA_AUDIT_MAC":null}""")]
    [InlineData("""{"PROXIMA_AUDIT_MAC":[1,2,3]}""")]
    [InlineData("""{"PROXIMA_AUDIT_MAC":"00","PROXIMA_AUDIT_SEQUENCE":"1","PROXIMA_AUDIT_INSTANCE":"a","PROXIMA_AUDIT_KEY":"k","PROXIMA_AUDIT_PROOF":"00"}""")]
    [InlineData("""{"PROXIMA_AUDIT_MAC":"\ud800"}""")]
    [InlineData("Audit anchor instance=a sequence=-1 mac=0 key=k proof=0")]
    [InlineData("Audit anchor instance=a sequence=99999999999999999999 mac=0 key=k proof=0")]
    public void Lines_that_hold_no_anchor_give_none(string line) => AnchorText.Parse(line).ShouldBeNull();

    [Fact]
    public void A_sequence_beyond_what_a_number_holds_is_no_anchor()
        => AnchorText.Parse(AnchorText.Of(Sample).Replace("sequence=42", "sequence=9999999999999999999", StringComparison.Ordinal)).ShouldBeNull();

    [Fact]
    public async Task A_socket_that_is_not_there_or_takes_nothing_is_a_reason_and_no_failure()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("file"), "", Token);

        var missing = await new JournalAnchor(new LogSockets(folder.Of("none"), ""), TimeProvider.System).WriteAsync(Sample, Token);
        var file = await new JournalAnchor(new LogSockets(folder.Of("file"), ""), TimeProvider.System).WriteAsync(Sample, Token);

        missing.ShouldNotBeNull().ShouldContain("is not there");
        file.ShouldNotBeNull().ShouldContain(folder.Of("file"));
    }

    [Fact]
    public async Task A_journal_that_does_not_read_holds_nobody_up()
    {
        using var folder = new TestFolder();
        using var journal = Listen(folder.Of("journal"));
        using var filler = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        await filler.ConnectAsync(new UnixDomainSocketEndPoint(folder.Of("journal")), Token);
        try
        {
            for (var sent = 0; sent < 100_000; sent++)
            {
                filler.Send(new byte[1000]);
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            // Full.
        }

        var problem = await new JournalAnchor(new LogSockets(folder.Of("journal"), ""), TimeProvider.System)
            .WriteAsync(Sample, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Syslog_is_asked_only_where_the_journal_did_not_take_it()
    {
        var (journal, syslog) = (new KeptAnchors("journal"), new KeptAnchors("syslog", isFallback: true));
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        bench.Carriers.AddRange([syslog, journal]);
        bench.Restart();

        await bench.Anchorage.AnchorAsync(Token);
        (journal.Anchors.Count, syslog.Anchors.Count).ShouldBe((1, 0));

        journal.Problem = "/run/systemd/journal/socket is not there";
        await bench.AppendAsync(1);
        await bench.Anchorage.AnchorAsync(Token);
        (journal.Anchors.Count, syslog.Anchors.Count).ShouldBe((1, 1));
        bench.Anchorage.NotAnchored.ShouldBeNull();
    }

    [Fact]
    public async Task Not_anchored_anywhere_is_said_in_the_summary_and_once_in_the_log()
    {
        await using var bench = await AuditBench.CreateAsync(entries: 3);
        bench.Carriers.AddRange([new KeptAnchors("journal") { Problem = "no journal" }, new KeptAnchors("syslog", isFallback: true) { Problem = "no syslog" }]);
        bench.Restart();

        await bench.Anchorage.AnchorAsync(Token);
        await bench.Anchorage.AnchorAsync(Token);

        var summary = await bench.Records.SummaryAsync(Token);
        summary.NotAnchored.ShouldNotBeNull().ShouldBe("journal: no journal; syslog: no syslog");
        summary.Anchoring.ShouldSatisfyAllConditions(one => one.Sequence.ShouldBeNull(), one => one.Unanchored.ShouldBe(3));
        bench.Logs.Lines.Count(line => line.Id == 7552).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_head_is_anchored_once_a_day_and_a_new_one_at_once()
    {
        var kept = new KeptAnchors();
        await using var bench = await AuditBench.CreateAsync(entries: 1);
        bench.Carriers.Add(kept);
        bench.Restart();

        await bench.Anchorage.AnchorAsync(Token);
        await bench.Anchorage.AnchorAsync(Token);
        kept.Anchors.Count.ShouldBe(1);
        bench.Clock.Advance(TimeSpan.FromHours(25));
        await bench.Anchorage.AnchorAsync(Token);
        kept.Anchors.Count.ShouldBe(2);
        await bench.AppendAsync(1);
        await bench.Anchorage.AnchorAsync(Token);
        kept.Anchors.Select(anchor => anchor.Sequence).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task An_altered_head_gets_no_proof()
    {
        var kept = new KeptAnchors();
        await using var bench = await AuditBench.CreateAsync(entries: 2);
        bench.Carriers.Add(kept);
        bench.Restart();
        await bench.SqlAsync("UPDATE audit_head SET sequence = 1");

        await bench.Anchorage.AnchorAsync(Token);

        kept.Anchors.ShouldBeEmpty();
        bench.Anchorage.NotAnchored.ShouldNotBeNull().ShouldContain("altered");
    }

    [Theory, EngineData]
    public async Task The_check_says_what_is_anchored_and_what_is_not(Engine engine)
    {
        var kept = new KeptAnchors("journal");
        await using var bench = await AuditBench.CreateAsync(engine, entries: 3);
        bench.Carriers.Add(kept);
        bench.Restart();
        await bench.Anchorage.AnchorAsync(Token);
        await bench.AppendAsync(2);

        foreach (var report in new[] { await bench.VerifyAsync(), await bench.VerifyAsync(kept.Anchors[0]) })
        {
            report.IsWhole.ShouldBeTrue();
            report.Anchoring.ShouldSatisfyAllConditions(
                one => one.Sequence.ShouldBe(3), one => one.Unanchored.ShouldBe(2), one => one.UnanchoredSince.ShouldNotBeNull());
        }
    }

    private static void ShouldBeSample(AuditAnchor read)
    {
        (read.Instance, read.Sequence, read.KeyId).ShouldBe((Sample.Instance, Sample.Sequence, Sample.KeyId));
        read.Mac.ShouldBe(Sample.Mac);
        read.Proof.ShouldBe(Sample.Proof);
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[8192];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
