using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.Audit;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Tests.Audit;

public sealed class ExportLineTests
{
    private static readonly AuditRecord Sample = new()
    {
        Sequence = 7,
        At = new DateTimeOffset(2025, 11, 28, 19, 14, 42, 123, TimeSpan.FromHours(2)),
        Principal = "anna",
        Token = "k3x9",
        Address = "192.0.2.7",
        Action = "job.cancel",
        Target = "retention.sweep 1",
        Before = "a=1",
        After = "b|2",
        Outcome = "refused",
        Error = "line 1\nline 2",
    };

    [Fact]
    public void A_csv_line_quotes_every_text_and_tells_none_from_empty()
        => CsvLine.Of(Sample with { Token = null, Before = "", Target = "say \"hi\"" }).ShouldBe(
            "7,2025-11-28T17:14:42.123Z,\"anna\",,\"192.0.2.7\",\"job.cancel\",\"say \"\"hi\"\"\",\"\",\"b|2\",\"refused\",\"line 1\nline 2\"");

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("＝1")]
    public void A_formula_becomes_text_in_csv(string text)
        => CsvLine.Of(Sample with { Principal = text }).ShouldContain($",\"'{text}\",");

    [Fact]
    public void A_csv_line_read_back_gives_what_was_written()
        => Prop.ForAll<NonNull<string>>(text =>
        {
            var fields = ReadCsv(CsvLine.Of(Sample with { Target = text.Get }));
            return fields.Count == 11 && (fields[6] == text.Get || fields[6] == "'" + text.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_syslog_line_is_that_of_rfc_5424()
        => new SyslogLine("pve1").Of(Sample with { After = "quote \" back \\ end ]" }).ShouldBe(
            "<108>1 2025-11-28T17:14:42.123Z pve1 proxima - job.cancel [proxima@32473 sequence=\"7\" principal=\"anna\" token=\"k3x9\" "
            + "address=\"192.0.2.7\" action=\"job.cancel\" target=\"retention.sweep 1\" before=\"a=1\" after=\"quote \\\" back \\\\ end \\]\" "
            + "outcome=\"refused\" error=\"line 1#012line 2\"]");

    [Fact]
    public void A_cef_line_escapes_head_and_extension_apart()
        => CefLine.Of(Sample with { Action = "a|b\\c" }).ShouldSatisfyAllConditions(
            line => line.ShouldStartWith("CEF:0|Proxima|Proxima|"),
            line => line.ShouldContain("|a\\|b\\\\c|a\\|b\\\\c refused|6|rt=1764350082123 externalId=7 suser=anna src=192.0.2.7 act=a|b\\\\c"),
            line => line.ShouldContain("cs3Label=before cs3=a\\=1"),
            line => line.ShouldContain("reason=line 1\\nline 2"));

    [Theory]
    [InlineData("2001:db8::1", "c6a2=2001:db8::1 c6a2Label=Source IPv6 Address")]
    [InlineData("192.0.2.7", " src=192.0.2.7 ")]
    [InlineData("peer nine", "shost=peer nine")]
    public void Addresses_go_where_cef_has_a_place_for_them(string address, string part)
        => CefLine.Of(Sample with { Address = address }).ShouldContain(part);

    [Fact]
    public void One_entry_is_one_line_whatever_it_holds()
        => Prop.ForAll<NonNull<string>>(text =>
        {
            var record = Sample with { Principal = text.Get, Action = text.Get, Error = text.Get + "\u2028\u0085\r\n" };
            return new[] { new SyslogLine(text.Get).Of(record), CefLine.Of(record), JsonLine.Of(record) }
                .All(line => !line.Any(letter => letter is '\r' or '\n' or '\u2028' or '\u0085'));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_head_of_a_syslog_line_holds_only_what_it_may()
        => Prop.ForAll<NonNull<string>>(text =>
        {
            var head = new SyslogLine(text.Get).Of(Sample with { Action = text.Get }).Split(" [proxima@", 2)[0].Split(' ');
            return head.Length == 6 && head.All(word => word.Length > 0 && word.All(letter => letter is > ' ' and <= '~'));
        }).QuickCheckThrowOnFailure();

    private static List<string> ReadCsv(string line)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                var text = "";
                for (at++; ; at++)
                {
                    if (line[at] != '"')
                    {
                        text += line[at];
                    }
                    else if (at + 1 < line.Length && line[at + 1] == '"')
                    {
                        text += line[at++];
                    }
                    else
                    {
                        break;
                    }
                }

                fields.Add(text);
                at++;
            }
            else
            {
                var end = line.IndexOf(',', at);
                fields.Add(end < 0 ? line[at..] : line[at..end]);
                at = end < 0 ? line.Length : end;
            }

            if (at >= line.Length)
            {
                return fields;
            }

            at++;
        }
    }
}
