using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Proxima.Pve;
using Proxima.Pve.Auth;
using Proxima.Pve.Transport;

// Measures one call of the typed client beside HttpClient + JsonDocument, both over a kept loopback connection; prints JSON.
var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
var calls = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
using var server = new FixedServer(Resources(rows));
using var pve = new PveClient(new PveConnection(new PveConnectionOptions
{
    Transports = [new HttpsTransport(new PveEndpoint(server.Address))],
    Login = PveToken.Parse("bench@pve!bench=11111111-2222-3333-4444-555555555555", isBackupServer: false),
    Budget = () => new PveBudget(perSecond: 1_000_000, burst: 1_000_000),
}));
using var plain = new HttpClient { BaseAddress = server.Address };
plain.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "PVEAPIToken=bench@pve!bench=11111111-2222-3333-4444-555555555555");

async Task<double> TypedAsync()
{
    var memory = 0.0;
    foreach (var row in await pve.Cluster.Resources.GetAsync())
    {
        memory += (row.Mem ?? 0) + (row.Cpu ?? 0) + (row.Name?.Length ?? 0) + (row.Node?.Length ?? 0) + (row.Status?.Length ?? 0);
    }

    return memory;
}

async Task<double> PlainAsync()
{
    await using var stream = await plain.GetStreamAsync(new Uri("/api2/json/cluster/resources", UriKind.Relative));
    using var document = await JsonDocument.ParseAsync(stream);
    var memory = 0.0;
    foreach (var row in document.RootElement.GetProperty("data").EnumerateArray())
    {
        memory += Number(row, "mem") + Number(row, "cpu") + Length(row, "name") + Length(row, "node") + Length(row, "status");
    }

    return memory;
}

static double Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
static int Length(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString()?.Length ?? 0 : 0;

if (Math.Abs(await TypedAsync() - await PlainAsync()) > 1e-6)
{
    Console.Error.WriteLine("the two clients do not read the same");
    return 1;
}

// In turns, so that what else the machine does falls on both.
var (typed, other) = (new Figures(), new Figures());
for (var round = 0; round < 5; round++)
{
    await typed.MeasureAsync(TypedAsync, calls);
    await other.MeasureAsync(PlainAsync, calls);
}

Console.WriteLine(JsonSerializer.Serialize(new
{
    rows,
    bytes = server.Length,
    calls = calls * 5,
    typedSeconds = typed.Seconds,
    plainSeconds = other.Seconds,
    typedBytes = typed.Bytes,
    plainBytes = other.Bytes,
}));
return 0;

static string Resources(int count)
{
    var text = new StringBuilder("{\"data\":[");
    for (var row = 0; row < count; row++)
    {
        text.Append(row == 0 ? string.Empty : ",").Append(CultureInfo.InvariantCulture, $$"""
            {"id":"qemu/{{100 + row}}","type":"qemu","vmid":{{100 + row}},"node":"pve{{row % 40}}","name":"guest-{{row}}","status":"running",
            "cpu":0.0{{row % 97}},"maxcpu":4,"mem":{{row * 1024L * 1024}},"maxmem":8589934592,"disk":0,"maxdisk":34359738368,
            "netin":{{row * 77L}},"netout":{{row * 33L}},"diskread":{{row * 4096L}},"diskwrite":{{row * 8192L}},"uptime":{{row * 60}},
            "template":0,"tags":"web;prod"}
            """);
    }

    return text.Append("]}").ToString();
}

internal sealed class Figures
{
    private readonly List<double> _seconds = [];
    private readonly List<double> _bytes = [];

    public double Seconds => Median(_seconds);

    public double Bytes => Median(_bytes);

    public async Task MeasureAsync(Func<Task<double>> call, int calls)
    {
        for (var warm = 0; warm < 20; warm++)
        {
            await call();
        }

        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < calls; number++)
        {
            await call();
        }

        _seconds.Add(TimeProvider.System.GetElapsedTime(start).TotalSeconds / calls);
        _bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)calls);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>Writes the same bytes for every request and allocates nothing while it does, so that only the clients are measured.</summary>
internal sealed class FixedServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;

    public FixedServer(string body)
    {
        Length = Encoding.UTF8.GetByteCount(body);
        _answer = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: "
            + $"{Length}\r\n\r\n{body}");
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Length { get; }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint?)_listener.LocalEndPoint)?.Port}");

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.Accept();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The bench is over.
        }
    }

    private void Serve(Socket client)
    {
        var buffer = new byte[16 * 1024];
        var end = "\r\n\r\n"u8.ToArray();
        var filled = 0;
        try
        {
            int read;
            while ((read = client.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None)) > 0)
            {
                filled += read;
                if (buffer.AsSpan(0, filled).EndsWith(end))
                {
                    filled = 0;
                    client.Send(_answer);
                }
            }
        }
        catch (SocketException)
        {
            // The client went away.
        }
    }
}
