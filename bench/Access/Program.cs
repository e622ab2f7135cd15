using System.Diagnostics;
using System.Text.Json.Nodes;
using Proxima.AccessBench;

// What it costs to know who asks and what they may, without the network around it: ours and two peers, in turn, in one process.
// Prints one JSON object; bench/Access/run makes the results of it.
const int Requests = 50_000;
const int Runs = 15;

var subjects = new List<(string Name, Func<Task> Ask)>();
var ours = await Ours.CreateAsync();
subjects.AddRange(ours.Subjects);
await using var peers = await PeerApps.CreateAsync();
subjects.AddRange(peers.Subjects);

var times = subjects.ToDictionary(subject => subject.Name, _ => new List<double>(), StringComparer.Ordinal);
for (var run = -2; run < Runs; run++)
{
    foreach (var (name, ask) in subjects)
    {
        var nanoseconds = await MeasureAsync(ask, Requests);
        if (run >= 0)
        {
            times[name].Add(nanoseconds);
        }
    }
}

var result = new JsonObject { ["runs"] = Runs, ["requests"] = Requests, ["nodes"] = Ours.Nodes };
foreach (var (name, list) in times)
{
    list.Sort();
    result[name] = Math.Round(list[list.Count / 2] / 1000, 3);
}

foreach (var (name, value) in await AuditCost.MeasureAsync())
{
    result[name] = Math.Round(value, 1);
}

result["entries"] = AuditCost.Entries;
await Console.Out.WriteLineAsync(result.ToJsonString());
return 0;

static async Task<double> MeasureAsync(Func<Task> ask, int requests)
{
    GC.Collect();
    var started = Stopwatch.GetTimestamp();
    for (var i = 0; i < requests; i++)
    {
        await ask();
    }

    return Stopwatch.GetElapsedTime(started).TotalNanoseconds / requests;
}
