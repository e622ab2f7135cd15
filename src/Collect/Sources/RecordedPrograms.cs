namespace Proxima.Collect.Sources;

/// <summary>
/// What the programs of a recorded host said, by command line (<see cref="ProgramCommand.Line"/>). What was not recorded is missing.
/// Remembers what was asked. Safe for concurrent use.
/// </summary>
public sealed class RecordedPrograms : IProgramRunner
{
    private readonly IReadOnlyDictionary<string, string> _outputs;
    private readonly Lock _gate = new();
    private readonly List<string> _asked = [];

    /// <param name="outputs">Standard output by command line, of programs that ended with exit code 0.</param>
    public RecordedPrograms(IReadOnlyDictionary<string, string> outputs) => _outputs = outputs;

    /// <summary>Exit codes other than 0, by command line.</summary>
    public IReadOnlyDictionary<string, int> ExitCodes { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The command lines asked for, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    public Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) _asked.Add(command.Line);
        return Task.FromResult(_outputs.TryGetValue(command.Line, out var output)
            ? new ProgramRun
            {
                Command = command,
                End = ProgramEnd.Exited,
                ExitCode = ExitCodes.GetValueOrDefault(command.Line),
                Output = output,
            }
            : new ProgramRun { Command = command, End = ProgramEnd.Missing, Problem = ProgramPackages.Advice(command.Program) });
    }
}
