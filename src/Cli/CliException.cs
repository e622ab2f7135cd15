namespace Proxima.Cli;

/// <summary>Ends the command with lines for a person: what, where, what to do. No stack trace is shown for it.</summary>
internal sealed class CliException(IReadOnlyList<string> lines, int exitCode, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, lines), inner)
{
    public CliException(string line, int exitCode = ExitCodes.Failed, Exception? inner = null)
        : this([line], exitCode, inner)
    {
    }

    public IReadOnlyList<string> Lines { get; } = lines;

    public int ExitCode { get; } = exitCode;
}
