using System.Text;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Features.Audit;

/// <summary>A format of the export: what one entry looks like as a line.</summary>
/// <param name="Name">As in the query: csv.</param>
/// <param name="ContentType">Of the answer.</param>
/// <param name="FileName">Offered to the browser.</param>
/// <param name="Head">First line; null for none.</param>
/// <param name="Line">One entry, without its line end.</param>
internal sealed record ExportFormat(string Name, string ContentType, string FileName, string? Head, Func<AuditRecord, string> Line)
{
    /// <summary>RFC 4180 wants CR LF.</summary>
    public string LineEnd { get; init; } = "\n";
}

/// <summary>Writes the log as lines, one entry at a time: the memory it takes does not depend on how long the log is.</summary>
internal sealed class AuditExport(IAuditRecords records, ILogger<AuditExport> logger)
{
    private const int FlushEvery = 500;
    private const int BufferSize = 32 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly ExportFormat[] Formats =
    [
        new("csv", "text/csv; charset=utf-8", "audit.csv", CsvLine.Head, CsvLine.Of) { LineEnd = "\r\n" },
        new("jsonl", "application/jsonl; charset=utf-8", "audit.jsonl", null, JsonLine.Of),
        new("syslog", "text/plain; charset=utf-8", "audit.log", null, new SyslogLine(Environment.MachineName).Of),
        new("cef", "text/plain; charset=utf-8", "audit.cef", null, CefLine.Of),
    ];

    public IEnumerable<string> Names => Formats.Select(format => format.Name);

    public ExportFormat? Find(string name) => Array.Find(Formats, format => format.Name == name);

    public async Task WriteAsync(ExportFormat format, AuditFilter filter, Stream stream, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(stream, Utf8, BufferSize, leaveOpen: true);
        await using (writer)
        {
            if (format.Head is { } head)
            {
                await WriteLineAsync(writer, head, format.LineEnd, cancellationToken);
            }

            long count = 0;
            await foreach (var record in records.ReadAsync(filter, cancellationToken))
            {
                await WriteLineAsync(writer, format.Line(record), format.LineEnd, cancellationToken);
                if (++count % FlushEvery == 0)
                {
                    // Waits for whoever takes it.
                    await writer.FlushAsync(cancellationToken);
                }
            }

            await writer.FlushAsync(cancellationToken);
            logger.Exported(count, format.Name);
        }
    }

    private static async Task WriteLineAsync(StreamWriter writer, string line, string end, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(line.AsMemory(), cancellationToken);
        await writer.WriteAsync(end.AsMemory(), cancellationToken);
    }
}

internal static partial class AuditPagesLog
{
    [LoggerMessage(12000, LogLevel.Information, "Exported {Count} audit entries as {Format}")]
    public static partial void Exported(this ILogger logger, long count, string format);
}
