using System.Diagnostics;
using System.Text;

namespace Proxima.Server.Tests.Diagnostics;

/// <summary>Prometheus' own checker, of the Debian package prometheus; the test is skipped where it is not installed.</summary>
internal static class Promtool
{
    private const string File = "/usr/bin/promtool";

    /// <summary>What <c>promtool check metrics</c> says of a page.</summary>
    public static async Task<(int Exit, string Said)> CheckAsync(string page)
    {
        if (!System.IO.File.Exists(File))
            Assert.Skip($"{File} is not here; install the Debian package prometheus");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(File, ["check", "metrics"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(page));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(await said));
    }
}
