namespace Proxima.Cli;

/// <summary>Exit codes are a contract (docs/reference/cli.md).</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    // `status`: the answer itself.
    public const int Warning = 3;
    public const int Critical = 4;
    public const int Unknown = 5;

    // `parse`: the outcome of the sample.
    public const int ParsedAbsent = 3;
    public const int ParsedFailed = 4;
}
