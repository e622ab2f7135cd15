using System.Buffers;

namespace Proxima.Collect.Sources;

/// <summary>
/// The one door to other programs. Slow collectors use it; the fast path never does. The machine we run on answers through
/// <see cref="ProgramRunner"/>, a recording through <see cref="RecordedPrograms"/>.
/// </summary>
public interface IProgramRunner
{
    /// <summary>
    /// Runs one program to its end and gives what it said. Every way it can go wrong is a <see cref="ProgramEnd"/>, never an exception.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the program and all it started are killed.</exception>
    Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken);
}

/// <summary>
/// One command line: the program's name, looked up in fixed folders, and its arguments as a list. No shell ever sees them.
/// The program runs with <c>LC_ALL=C</c>, an empty standard input and nothing of our environment.
/// </summary>
public sealed record ProgramCommand(string Program, IReadOnlyList<string> Arguments)
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" \t\n'\"\\");

    /// <summary>After so long the program and all it started are killed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A program that says more than this is killed.</summary>
    public int LargestOutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The command line for people and for recordings: arguments with blanks or quotes in single quotes.</summary>
    public string Line => string.Join(' ', Arguments.Select(Shown).Prepend(Program));

    public static ProgramCommand Of(string program, params string[] arguments) => new(program, arguments);

    private static string Shown(string argument)
        => argument.Length > 0 && !argument.AsSpan().ContainsAny(NeedQuotes)
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
