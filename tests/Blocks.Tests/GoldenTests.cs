using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Proxima.Blocks.Tests;

/// <summary>
/// The bytes of version 1. They are read for ever, so reading must not change at all; writing may get better, and then the text file
/// is written anew (UPDATE_CONTRACTS=1) after an older program has read the new one.
/// </summary>
public sealed class GoldenTests
{
    private const int Count = 100;

    private static readonly (string Name, double[] Values)[] Columns =
    [
        ("the same", Of(_ => 42)),
        ("nothing", Of(_ => Block.Gap)),
        ("decimals with gaps", Of(i => i % 11 == 4 ? Block.Gap : Dice(i, 1) % 1000 / 10.0)),
        ("a counter of pages", Of(i => 4096.0 * (1_000_000 + (3.0 * i) + (Dice(i, 2) % 5)))),
        ("its mirror", Of(i => 9e12 - (4096.0 * (1_000_000 + (3.0 * i) + (Dice(i, 2) % 5))))),
        ("milliseconds times 0.001", Of(i => (12_345_677 + (i * 977)) * 0.001)),
        ("microseconds in two steps", Of(i => (987_654_321 + (i * 12_347)) / 1000.0 / 1000.0)),
        ("three digits over decades", Of(i => (100 + (Dice(i, 3) % 900)) * Power(Dice(i, 4) % 9))),
        ("any bits", Of(i => BitConverter.Int64BitsToDouble(unchecked((long)(Dice(i, 5) * 0x9E37_79B9_7F4A_7C15))))),
        ("one that is odd", Of(i => i == 77 ? double.NegativeInfinity : i)),
        ("noise", Of(i => Dice(i, 6) % 4000)),
        ("zeros of both signs", Of(i => i % 2 == 0 ? 0.0 : -0.0)),
    ];

    private static string GoldenFile => Path.Combine(AppContext.BaseDirectory, "Golden", "version-1.txt");

    [Fact]
    public void Bytes_written_by_the_first_version_are_read_for_ever()
    {
        var block = Convert.FromHexString(File.ReadAllText(GoldenFile).ReplaceLineEndings(string.Empty));
        var reader = BlockReader.Open(block);
        reader.Subjects.ShouldBe([-5, 1_000_000]);
        foreach (var number in reader.Subjects)
        {
            var subject = reader.Subject(number).ShouldNotBeNull();
            subject.Times().ToArray().ShouldBe(Times());
            subject.Series.Count.ShouldBe(Columns.Length);
            var values = new double[Count];
            for (var i = 0; i < Columns.Length; i++)
            {
                subject.Read(i * i, values).ShouldBeTrue();
                Blocks.Bits(values).ShouldBe(Blocks.Bits(Columns[i].Values), Columns[i].Name);
            }
        }
    }

    [Fact]
    public void What_is_written_today_is_what_was_written_first()
    {
        var writer = new BlockWriter();
        foreach (var subject in new long[] { -5, 1_000_000 })
        {
            writer.StartSubject(subject, Times());
            for (var i = 0; i < Columns.Length; i++)
                writer.AddColumn(i * i, Columns[i].Values);
        }

        var text = string.Join('\n', Convert.ToHexStringLower(writer.Finish()).Chunk(120).Select(line => new string(line))) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1")
            File.WriteAllText(Path.Combine(SourceFolder(), "Golden", "version-1.txt"), text);
        else
            text.ShouldBe(File.ReadAllText(GoldenFile).ReplaceLineEndings("\n"));
    }

    /// <summary>Golden/reader.py was written from the document alone: what it reads, anybody can.</summary>
    [Fact]
    public async Task A_reader_made_from_the_document_reads_the_same()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Golden", "reader.py");
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, GoldenFile]) { RedirectStandardOutput = true })
            .ShouldNotBeNull();
        var text = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        python.ExitCode.ShouldBe(0);
        var read = JsonDocument.Parse(text).RootElement;
        foreach (var subject in new[] { "-5", "1000000" })
        {
            read.GetProperty(subject).GetProperty("times").EnumerateArray().Select(time => time.GetInt64()).ShouldBe(Times());
            var columns = read.GetProperty(subject).GetProperty("columns");
            for (var i = 0; i < Columns.Length; i++)
            {
                columns.GetProperty((i * i).ToString(CultureInfo.InvariantCulture)).EnumerateArray().Select(bits => bits.GetString())
                    .ShouldBe(Blocks.Bits(Columns[i].Values).Select(bits => bits.ToString("x16", CultureInfo.InvariantCulture)), Columns[i].Name);
            }
        }
    }

    private static long[] Times() => [.. Enumerable.Range(0, Count).Select(i => 1_790_000_000_000 + (i * 10_000L) + (long)(Dice(i, 7) % 30) + (i > 60 ? 600_000 : 0))];

    private static double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, Count).Select(value)];

    private static double Power(ulong power) => Math.Pow(10, power);

    private static ulong Dice(int i, ulong kind)
    {
        var bits = unchecked(((ulong)i * 0x9E37_79B9_7F4A_7C15) + (kind * 0xBF58_476D_1CE4_E5B9));
        bits = unchecked((bits ^ (bits >> 31)) * 0x94D0_49BB_1331_11EB);
        return bits >> 20;
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path) ?? ".";
}
