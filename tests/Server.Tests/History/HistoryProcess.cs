using System.Diagnostics;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>History in a process of its own (tests/HistoryHost): to be killed, or to be counted alone.</summary>
internal static class HistoryProcess
{
    private static readonly string Host = RepoRoot.Of("artifacts", "bin", "HistoryHost", "debug", "Proxima.HistoryHost.dll");

    /// <summary>Skips the test where it is not built.</summary>
    public static Process Run(params string[] args)
    {
        if (!File.Exists(Host))
            throw Proxima.TestKit.Skip.Because("tests/HistoryHost is not built");
        var start = new ProcessStartInfo("dotnet", [Host, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("the history host did not start");
    }
}
