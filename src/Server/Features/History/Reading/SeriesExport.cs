using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Model;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Reading;

/// <summary>What is exported: series of a subject at one level, from when to when.</summary>
internal sealed record ExportQuery(SubjectId Subject, IReadOnlyList<string> Series, int Level, long From, long To, bool IsCsv);

/// <summary>
/// Writes history out, as it is kept, window by window: memory is that of one window however long the time is, and it ends when the
/// reader goes away. Each window is one snapshot.
/// </summary>
internal sealed class SeriesExport(Databases databases, SubjectTable subjects, HeadTable heads, PartKeeper keeper)
{
    private static readonly string[] Parts = ["minimum", "average", "maximum", "last", "count"];

    public async Task WriteAsync(ExportQuery query, Stream output, CancellationToken cancellationToken)
    {
        var width = Resolution.CompactedOf(query.Level);
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 16_384, leaveOpen: true);
        await writer.WriteAsync(query.IsCsv ? Header(query) : JsonStart(query));
        var isFirst = true;
        for (var from = Resolution.AlignDown(query.From,
            Resolution.SpanMilliseconds(query.Level)); from < query.To; from = NextWindow(from))
        {
            var to = Math.Min(NextWindow(from), query.To);
            var rows = await RowsAsync(query, from, to, cancellationToken);
            isFirst = await WriteAsync(writer, query, rows, isFirst, cancellationToken);
            await writer.FlushAsync(cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        if (!query.IsCsv)
            await writer.WriteAsync("]}\n");

        long NextWindow(long at) => Resolution.AlignDown(at, width) + width;
    }

    private Task<Rows> RowsAsync(ExportQuery query, long from, long to, CancellationToken cancellationToken)
        => databases.History.ReadAsync(
            async (connection, token) =>
            {
                var sql = SqlScope.Of(connection);
                var rows = new Rows(query.Level);
                var subject = await subjects.FindAsync(sql, query.Subject, token);
                var numbers = query.Series.Select(name => subject?.Series.GetValueOrDefault(name) ?? 0).ToArray();
                rows.Numbers = numbers;
                if (subject is null)
                    return rows;
                var wanted = numbers.Where(static number => number > 0).Distinct().Order().ToArray();
                Floors floors;
                PointColumns head;
                using (await heads.MomentAsync(token))
                {
                    floors = await Floors.ReadAsync(sql, token);
                    head = heads.Copy(subject.Number, from, to, wanted);
                }

                var walk = new PartWalk(new PartShelf(sql), subject.Number, wanted, head, floors)
                {
                    TakePoints = rows.Add,
                    TakeSums = rows.Add,
                    Complain = keeper.Report,
                };
                await walk.RunAsync(query.Level, from, to, token);
                return rows;
            },
            cancellationToken);

    private static async Task<bool> WriteAsync(
        StreamWriter writer, ExportQuery query, Rows rows, bool isFirst, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        for (var row = 0; row < rows.Times.Length; row++)
        {
            line.Clear();
            if (!query.IsCsv)
                line.Append(isFirst ? "[" : ",\n[");
            isFirst = false;
            line.Append(query.IsCsv
                ? DateTimeOffset.FromUnixTimeMilliseconds(rows.Times[row]).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                    CultureInfo.InvariantCulture)
                : rows.Times[row].ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < rows.Numbers.Length; i++)
                Append(line, query, rows, i, row);
            line.Append(query.IsCsv ? "\r\n" : "]");
            await writer.WriteAsync(line, cancellationToken);
        }

        return isFirst;
    }

    private static void Append(StringBuilder line, ExportQuery query, Rows rows, int index, int row)
    {
        if (query.Level == Resolution.Points)
        {
            Append(line, query, rows.Points.Column(rows.Numbers[index]) is { } column ? column[row] : double.NaN);
            return;
        }

        var sum = rows.Sums.Column(rows.Numbers[index]) is { } sums ? sums[row] : default;
        var isKnown = sum.Count > 0;
        Append(line, query, isKnown ? sum.Minimum : double.NaN);
        Append(line, query, isKnown ? sum.Average : double.NaN);
        Append(line, query, isKnown ? sum.Maximum : double.NaN);
        Append(line, query, isKnown ? sum.Last : double.NaN);
        Append(line, query, sum.Count);
    }

    /// <summary>Nothing known is an empty field, or null.</summary>
    private static void Append(StringBuilder line, ExportQuery query, double value)
    {
        line.Append(',');
        if (double.IsNaN(value))
            line.Append(query.IsCsv ? "" : "null");
        else
            line.Append(CultureInfo.InvariantCulture, $"{value:R}");
    }

    private static string Header(ExportQuery query)
        => string.Join(',', Columns(query).Prepend("time").Select(Quoted)) + "\r\n";

    private static string JsonStart(ExportQuery query)
        => "{\"columns\":[\"time\","
            + string.Join(',', Columns(query).Select(static name => $"\"{JsonEncodedText.Encode(name)}\""))
            + "],\"rows\":[\n";

    private static IEnumerable<string> Columns(ExportQuery query)
        => query.Level == Resolution.Points ? query.Series : query.Series.SelectMany(static name => Parts.Select(part => $"{name} {part}"));

    /// <summary>RFC 4180.</summary>
    private static string Quoted(string name)
        => name.AsSpan().IndexOfAny("\",\r\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>One window, all at the level asked for.</summary>
    private sealed class Rows(int level)
    {
        public int[] Numbers { get; set; } = [];

        public PointColumns Points { get; private set; } = PointColumns.Empty;

        public SummaryColumns Sums { get; private set; } = SummaryColumns.Empty;

        public long[] Times => level == Resolution.Points ? Points.Times : Sums.Times;

        public void Add(PointColumns points)
        {
            if (level == Resolution.Points)
                Points = PointColumns.Merge(Points, points);
            else
                Add(SummaryColumns.Of(points, Resolution.SpanMilliseconds(level)), level);
        }

        public void Add(SummaryColumns sums, int of)
            => Sums = SummaryColumns.Merge(
                Sums,
                of == level ? sums : sums.Coarser(Resolution.SpanMilliseconds(level)),
                static (one, other) => one.Merge(other));
    }
}
