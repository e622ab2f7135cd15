using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Proxima.Collect;

namespace Proxima.Parse;

/// <summary>
/// How fast each kind is parsed, and what that allocates; for JSON beside System.Text.Json reading the same bytes into a document.
/// </summary>
internal static class Speed
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    public static void Measure(string fixtures, Utf8JsonWriter to)
    {
        foreach (var kind in Kinds.Names)
        {
            var folder = Path.Combine(fixtures, kind);
            List<(string Text, string Name)> samples = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .Select(path => (File.ReadAllText(path), Path.GetFileName(path)))]
                : [];
            samples.RemoveAll(sample => Kinds.Parse(kind, sample.Text, sample.Name).Json is null);
            if (samples.Count == 0) continue;
            var bytes = samples.Sum(sample => (long)Encoding.UTF8.GetByteCount(sample.Text));
            var ours = Repeat(() =>
            {
                foreach (var (text, name) in samples) _ = Kinds.Parse(kind, text, name);
            });
            var json = samples.Where(sample => IsJson(sample.Text)).ToList();
            to.WriteStartObject();
            to.WriteString("kind", kind);
            to.WriteNumber("samples", samples.Count);
            to.WriteNumber("bytes", bytes);
            to.WriteNumber("megabytesPerSecond", Math.Round(bytes / 1e6 / ours.Seconds, 2));
            to.WriteNumber("allocatedPerByte", Math.Round(ours.Allocated / bytes, 2));
            if (json.Count * 2 > samples.Count) Peer(kind, json, to);
            to.WriteEndObject();
            to.Flush();
        }
    }

    private static void Peer(string kind, List<(string Text, string Name)> json, Utf8JsonWriter to)
    {
        var bytes = json.Sum(sample => (long)Encoding.UTF8.GetByteCount(sample.Text));
        var document = Repeat(() =>
        {
            foreach (var (text, _) in json) JsonDocument.Parse(text).Dispose();
        });
        var ours = Repeat(() =>
        {
            foreach (var (text, name) in json) _ = Kinds.Parse(kind, text, name);
        });
        to.WriteNumber("jsonMegabytesPerSecond", Math.Round(bytes / 1e6 / ours.Seconds, 2));
        to.WriteNumber("jsonDocumentMegabytesPerSecond", Math.Round(bytes / 1e6 / document.Seconds, 2));
    }

    private static bool IsJson(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{") && !text.AsSpan().TrimStart().StartsWith("[")) return false;
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Seconds and allocated bytes of one round: the best of the rounds of a second, after one to warm up.</summary>
    private static (double Seconds, double Allocated) Repeat(Action round)
    {
        round();
        var best = double.MaxValue;
        var allocated = 0.0;
        var begun = Stopwatch.GetTimestamp();
        do
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            round();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (Stopwatch.GetElapsedTime(begun) < Length);
        return (best, allocated);
    }
}
