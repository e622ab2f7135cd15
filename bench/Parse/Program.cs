using System.Text.Json;
using Proxima.Collect;
using Proxima.Collect.Sources;
using Proxima.Parse;

switch (args)
{
    case ["outcomes", var kind, var folder, .. var rest]:
        Outcomes.Print(kind, folder, rest.Contains("--whole"));
        return 0;
    case ["measure", var fixtures, var report]:
        await MeasureAsync(fixtures, report);
        return 0;
    default:
        Console.Error.WriteLine("usage: Parse outcomes KIND FOLDER [--whole] | Parse measure FOLDER REPORT.json");
        return 2;
}

// One JSON object on the standard output: parsers, a day of twelve disks, and what one smartctl costs here.
static async Task MeasureAsync(string fixtures, string report)
{
    using var output = Console.OpenStandardOutput();
    using var json = new Utf8JsonWriter(output);
    json.WriteStartObject();
    json.WriteStartArray("parsers");
    Speed.Measure(fixtures, json);
    json.WriteEndArray();
    json.WritePropertyName("twelveDisks");
    await TwelveDisks.MeasureAsync(await File.ReadAllTextAsync(report), json, CancellationToken.None);
    var meter = new CostMeter();
    using var programs = new ProgramRunner(TimeProvider.System, meter, new ProgramLimits());
    for (var i = 0; i < 20; i++) _ = await programs.RunAsync(ProgramCommand.Of("smartctl", "--version"), CancellationToken.None);
    json.WriteNumber("smartctlStarts", meter.ProgramsStarted);
    json.WriteNumber("smartctlCpuMilliseconds", meter.ProgramsStarted == 0
        ? 0 : Math.Round(meter.ProgramCpu.TotalMilliseconds / meter.ProgramsStarted, 2));
    json.WriteEndObject();
}
