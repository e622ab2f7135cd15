using System.Diagnostics;
using System.Text;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Programs;

/// <summary>Debian's python3-proxmoxer, which knows nothing of us, drives the mock.</summary>
public sealed class ProxmoxerTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Proxmoxer_logs_in_creates_starts_snapshots_is_refused_and_deletes()
    {
        var (has, _) = await RunAsync(["-c", "import proxmoxer, requests"]);
        if (has != 0)
        {
            throw Skip.Because("python3-proxmoxer and python3-requests are not installed");
        }

        using var folder = new TestFolder();
        var script = Path.Combine(folder.Path, "drive.py");
        await File.WriteAllTextAsync(script, Script(), TestContext.Current.CancellationToken);
        await using var fake = await PveFakeServer.StartAsync(new PveFakeOptions { Scenario = "one", Pace = 0.05 },
            TestContext.Current.CancellationToken);
        var (code, output) = await RunAsync([script, fake.Address.Authority, fake.Token["PVEAPIToken=".Length..]]);
        code.ShouldBe(0, output);
        output.ShouldContain("driven");
    }

    private static string Script()
    {
        using var stream = typeof(ProxmoxerTests).Assembly.GetManifestResourceStream("drive.py")
            ?? throw new InvalidOperationException("drive.py");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task<(int Code, string Output)> RunAsync(IReadOnlyList<string> arguments)
    {
        if (!File.Exists(Python))
        {
            return (-1, string.Empty);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true }) ?? throw new InvalidOperationException(Python);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await error);
    }
}
