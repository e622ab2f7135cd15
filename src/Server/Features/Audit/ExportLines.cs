using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Features.Audit;

/// <summary>
/// RFC 4180, every field in quotes; none is an empty field without. A field that a spreadsheet would take for a formula gets an
/// apostrophe in front (OWASP, CSV Injection).
/// </summary>
internal static class CsvLine
{
    /// <summary>First letters of a formula, with their full-width forms, which some programs fold.</summary>
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    public static string Head => "sequence,at,principal,token,address,action,target,before,after,outcome,error";

    public static string Of(AuditRecord record)
    {
        var line = new StringBuilder(200);
        line.Append(record.Sequence.ToString(CultureInfo.InvariantCulture)).Append(',').Append(ExportTime.Of(record.At));
        foreach (var text in (ReadOnlySpan<string?>)
        [
            record.Principal, record.Token, record.Address, record.Action, record.Target, record.Before, record.After, record.Outcome,
            record.Error,
        ])
        {
            line.Append(',');
            if (text is not null)
            {
                Quote(line, text);
            }
        }

        return line.ToString();
    }

    private static void Quote(StringBuilder line, string text)
    {
        line.Append('"');
        if (text.TrimStart(' ') is [var first, ..] && Formula.Contains(first, StringComparison.Ordinal))
        {
            line.Append('\'');
        }

        line.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}

/// <summary>One JSON object a line, as the API answers.</summary>
internal static class JsonLine
{
    public static string Of(AuditRecord record) => JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord);
}

/// <summary>RFC 5424 with the fields as structured data; one entry a line, so control characters become # and octal digits.</summary>
internal sealed class SyslogLine(string hostName)
{
    /// <summary>Facility "log audit" (13).</summary>
    private const int Facility = 13;

    /// <summary>32473 stands for nobody (RFC 5612); the name before it is ours.</summary>
    private const string Structure = "proxima@32473";

    private readonly string _host = Word(hostName, 255);

    public string Of(AuditRecord record)
    {
        var severity = record.Outcome switch { "done" => 6, "refused" => 4, _ => 3 };
        var line = new StringBuilder(300);
        line.Append(
            CultureInfo.InvariantCulture,
            $"<{(Facility * 8) + severity}>1 {ExportTime.Of(record.At)} {_host} proxima - {Word(record.Action, 32)} [{Structure}");
        Parameter(line, "sequence", record.Sequence.ToString(CultureInfo.InvariantCulture));
        Parameter(line, "principal", record.Principal);
        Parameter(line, "token", record.Token);
        Parameter(line, "address", record.Address);
        Parameter(line, "action", record.Action);
        Parameter(line, "target", record.Target);
        Parameter(line, "before", record.Before);
        Parameter(line, "after", record.After);
        Parameter(line, "outcome", record.Outcome);
        Parameter(line, "error", record.Error);
        return line.Append(']').ToString();
    }

    /// <summary>PRINTUSASCII of the header: no space, nothing beyond ASCII, bounded; "-" for none.</summary>
    private static string Word(string text, int longest)
    {
        var word = new string([.. text.Take(longest).Select(letter => letter is > ' ' and <= '~' ? letter : '?')]);
        return word.Length == 0 ? "-" : word;
    }

    private static void Parameter(StringBuilder line, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        line.Append(' ').Append(name).Append("=\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' or ']' => line.Append('\\').Append(letter),
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => line.Append('#').Append(
                    Convert.ToString(letter, 8).PadLeft(3, '0')),
                _ => line.Append(letter),
            };
        }

        line.Append('"');
    }
}

/// <summary>ArcSight Common Event Format, version 0.</summary>
internal static class CefLine
{
    private static readonly string Version = typeof(CefLine).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static string Of(AuditRecord record)
    {
        var severity = record.Outcome switch { "done" => 3, "refused" => 6, _ => 7 };
        var line = new StringBuilder(300);
        line.Append("CEF:0|Proxima|Proxima|").Append(Head(Version)).Append('|').Append(Head(record.Action)).Append('|')
            .Append(Head($"{record.Action} {record.Outcome}")).Append('|').Append(severity).Append('|');
        line.Append(CultureInfo.InvariantCulture, $"rt={record.At.ToUnixTimeMilliseconds()} externalId={record.Sequence}");
        Extension(line, "suser", record.Principal);
        Address(line, record.Address);
        Extension(line, "act", record.Action);
        Extension(line, "outcome", record.Outcome);
        Extension(line, "reason", record.Error);
        Custom(line, 1, "token", record.Token);
        Custom(line, 2, "target", record.Target);
        Custom(line, 3, "before", record.Before);
        Custom(line, 4, "after", record.After);
        return line.ToString();
    }

    /// <summary><c>src</c> is for IPv4 only; IPv6 has a custom field.</summary>
    private static void Address(StringBuilder line, string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            Extension(line, "shost", address);
        }
        else if (parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            Extension(line, "src", address);
        }
        else
        {
            Extension(line, "c6a2", address);
            Extension(line, "c6a2Label", "Source IPv6 Address");
        }
    }

    private static void Custom(StringBuilder line, int number, string label, string? value)
    {
        if (value is not null)
        {
            line.Append(CultureInfo.InvariantCulture, $" cs{number}Label={label} cs{number}={Value(value)}");
        }
    }

    private static void Extension(StringBuilder line, string name, string? value)
    {
        if (value is not null)
        {
            line.Append(' ').Append(name).Append('=').Append(Value(value));
        }
    }

    private static string Head(string text)
        => Plain(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace('\r', ' ').Replace('\n', ' '));

    private static string Value(string text)
        => Plain(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));

    /// <summary>One entry is one line, whatever it holds.</summary>
    private static string Plain(string text)
        => text.Any(IsControl) ? new string([.. text.Select(letter => IsControl(letter) ? ' ' : letter)]) : text;

    private static bool IsControl(char letter) => letter is < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029';
}

internal static class ExportTime
{
    /// <summary>UTC to the millisecond, RFC 3339.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
