using Proxima.Model;

namespace Proxima.Collect.Sources;

/// <summary>How a run of a program ended.</summary>
public enum ProgramEnd
{
    /// <summary>It ended by itself; <see cref="ProgramRun.ExitCode"/> says how.</summary>
    Exited,

    /// <summary>A signal that was not ours ended it.</summary>
    Killed,

    /// <summary>There is no such program on this host.</summary>
    Missing,

    /// <summary>It is there and could not be started.</summary>
    NotStarted,

    /// <summary>It did not end within its time limit and was killed.</summary>
    TimedOut,

    /// <summary>It said more than it may and was killed.</summary>
    TooLong,

    /// <summary>The same command line is still running, so it was not started again.</summary>
    StillRunning,
}

/// <summary>What a program said and how it ended.</summary>
public sealed record ProgramRun
{
    public required ProgramCommand Command { get; init; }
    public required ProgramEnd End { get; init; }

    /// <summary>Meaningful when it <see cref="ProgramEnd.Exited"/>.</summary>
    public int ExitCode { get; init; }

    /// <summary>Standard output (UTF-8; bytes that are none become U+FFFD).</summary>
    public string Output { get; init; } = string.Empty;

    /// <summary>The first 16 KB of what it said on its error output.</summary>
    public string ErrorOutput { get; init; } = string.Empty;

    public TimeSpan Elapsed { get; init; }

    /// <summary>CPU time of the program and of what it waited for.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>Why there is nothing to parse, for people; null when the program ended by itself.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The output as a reading whatever the exit code is, for programs whose exit code is no verdict (smartctl). A missing program is
    /// absent with the package to install; every other trouble is a failure.
    /// </summary>
    public Reading<T> Read<T>(Func<ProgramRun, Reading<T>> parse)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parse);
        return End switch
        {
            ProgramEnd.Exited => parse(this),
            ProgramEnd.Missing => Reading.Absent<T>(Problem ?? $"{Command.Program} is not installed"),
            _ => Reading.Failed<T>(Problem ?? $"{Command.Line}: {End}"),
        };
    }

    /// <summary>The output as a reading; an exit code other than 0 is a failure with the first line of the error output.</summary>
    public Reading<T> ReadSuccess<T>(Func<string, Reading<T>> parse)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parse);
        return Read(run => run.ExitCode == 0
            ? parse(run.Output)
            : Reading.Failed<T>($"{run.Command.Line}: exit code {run.ExitCode}{run.Complaint()}"));
    }

    /// <summary>The first line of the error output, or of the output, cut to what a person reads; with a colon before it.</summary>
    public string Complaint()
    {
        const int longest = 200;
        foreach (var text in (ReadOnlySpan<string>)[ErrorOutput, Output])
        {
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                var words = line.Trim();
                if (!words.IsEmpty) return words.Length <= longest ? $": {words}" : $": {words[..longest]}…";
            }
        }

        return string.Empty;
    }
}
