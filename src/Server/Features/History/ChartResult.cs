using System.IO.Pipelines;
using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Proxima.Server.Features.History.Reading;

namespace Proxima.Server.Features.History;

/// <summary>
/// A <see cref="HistoryAnswer"/> written straight from the grid, column by column: sixty series of a day are seventy thousand figures,
/// and as objects they would take ten times the memory and the time.
/// </summary>
internal sealed class ChartResult(GridAnswer answer, long shift, bool withBand) : IResult, IEndpointMetadataProvider
{
    /// <summary>Bytes kept back before some are sent.</summary>
    private const int MostHeld = 60_000;
    private const int Step = 4096;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(HistoryAnswer), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (answer)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            var writer = httpContext.Response.BodyWriter;
            var cancellationToken = httpContext.RequestAborted;
            Begin(writer);
            for (var i = 0; i < answer.Names.Count; i++)
            {
                Column(writer, i);
                if (writer.UnflushedBytes > MostHeld && (await writer.FlushAsync(cancellationToken)).IsCompleted)
                    return;
            }

            End(writer);
            await writer.FlushAsync(cancellationToken);
        }
    }

    private void Begin(PipeWriter to)
    {
        var grid = answer.Sink.Grid;
        Text(to, "{\"from\":"u8);
        Time(to, grid.From + shift);
        Text(to, ",\"to\":"u8);
        Time(to, grid.To + shift);
        Text(to, ",\"bucketSeconds\":"u8);
        Thousandths(to, grid.Width);
        Text(to, ",\"times\":["u8);
        var at = 0;
        var room = Span<byte>.Empty;
        for (var i = 0; i < grid.Count; i++)
        {
            Next(to, ref room, ref at, i);
            at += FigureText.Decimal(room[at..], isNegative: false, grid.StartOf(i) + shift, 3);
        }

        to.Advance(at);
        Text(to, "],\"series\":["u8);
    }

    private void Column(IBufferWriter<byte> to, int index)
    {
        var name = answer.Names[index];
        var sink = answer.Sink;
        var counts = sink.Counts(index);
        Text(to, index == 0 ? "{\"series\":\""u8 : ",{\"series\":\""u8);
        Text(to, JsonEncodedText.Encode(name).EncodedUtf8Bytes);
        Text(to, "\",\"unit\":"u8);
        Text(to, JsonSerializer.SerializeToUtf8Bytes(SeriesReading.UnitOf(name), HistoryJson.Default.Unit));
        Text(to, ",\"minimum\":["u8);
        if (withBand)
            Whole(to, counts, sink.Minima(index), sink.Grid.Count);
        Text(to, "],\"average\":["u8);
        Means(to, counts, sink.Averages(index), sink.Grid.Count);
        Text(to, "],\"maximum\":["u8);
        if (withBand)
            Whole(to, counts, sink.Maxima(index), sink.Grid.Count);
        Text(to, "],\"count\":["u8);
        if (withBand)
            Counts(to, counts, sink.Grid.Count);
        Text(to, "]}"u8);
    }

    private void End(IBufferWriter<byte> to)
    {
        var holes = answer.Holes.Select(hole => new HistoryHole(
            hole.From.AddMilliseconds(shift), hole.To.AddMilliseconds(shift), hole.Reason)).ToArray();
        Text(to, "],\"holes\":"u8);
        Text(to, JsonSerializer.SerializeToUtf8Bytes(holes, HistoryJson.Default.IReadOnlyListHistoryHole));
        Text(to, ",\"shiftSeconds\":"u8);
        Thousandths(to, shift);
        Text(to, "}"u8);
    }

    /// <summary>Least or greatest, exactly; a series nobody knows has no cells at all, and is told as gaps.</summary>
    private static void Whole(IBufferWriter<byte> to, ReadOnlySpan<int> counts, ReadOnlySpan<double> values, int buckets)
    {
        var (at, places) = (0, 0);
        var room = Span<byte>.Empty;
        for (var i = 0; i < buckets; i++)
        {
            Next(to, ref room, ref at, i);
            if (i < counts.Length && counts[i] > 0)
                at += FigureText.Whole(room[at..], values[i], ref places);
            else
                at += Gap(room[at..]);
        }

        to.Advance(at);
    }

    private static void Means(IBufferWriter<byte> to, ReadOnlySpan<int> counts, ReadOnlySpan<double> values, int buckets)
    {
        var at = 0;
        var room = Span<byte>.Empty;
        for (var i = 0; i < buckets; i++)
        {
            Next(to, ref room, ref at, i);
            if (i < counts.Length && counts[i] > 0)
                at += FigureText.Mean(room[at..], values[i]);
            else
                at += Gap(room[at..]);
        }

        to.Advance(at);
    }

    private static void Counts(IBufferWriter<byte> to, ReadOnlySpan<int> counts, int buckets)
    {
        var at = 0;
        var room = Span<byte>.Empty;
        for (var i = 0; i < buckets; i++)
        {
            Next(to, ref room, ref at, i);
            at += FigureText.Decimal(room[at..], isNegative: false, i < counts.Length ? counts[i] : 0, 0);
        }

        to.Advance(at);
    }

    /// <summary>Room for one more figure, and the comma before it.</summary>
    private static void Next(IBufferWriter<byte> to, ref Span<byte> room, ref int at, int index)
    {
        if (room.Length - at <= FigureText.Longest)
        {
            to.Advance(at);
            at = 0;
            room = to.GetSpan(Step);
        }

        if (index > 0)
            room[at++] = (byte)',';
    }

    private static int Gap(Span<byte> to)
    {
        "null"u8.CopyTo(to);
        return 4;
    }

    private static void Thousandths(IBufferWriter<byte> to, long value)
    {
        var room = to.GetSpan(FigureText.Longest);
        to.Advance(FigureText.Decimal(room, isNegative: false, value, 3));
    }

    private static void Time(IBufferWriter<byte> to, long milliseconds)
        => Text(to, JsonSerializer.SerializeToUtf8Bytes(
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), HistoryJson.Default.DateTimeOffset));

    private static void Text(IBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to.GetSpan(text.Length));
        to.Advance(text.Length);
    }
}
