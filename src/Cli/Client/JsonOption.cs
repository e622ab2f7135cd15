using System.CommandLine;

namespace Proxima.Cli.Client;

internal static class JsonOption
{
    public static Option<bool> Make() => new("--json") { Description = "Print JSON: what the API answers, nothing added and nothing cut." };
}
