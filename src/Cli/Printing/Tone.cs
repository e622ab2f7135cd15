using Proxima.Model.Health;

namespace Proxima.Cli.Printing;

/// <summary>What a piece of text says; colour is for state only.</summary>
internal enum Tone
{
    Plain,
    Head,
    Quiet,
    Ok,
    Info,
    Unknown,
    Warning,
    Critical,
}

internal static class Severities
{
    public static Tone AsTone(this Severity severity) => severity switch
    {
        Severity.Ok => Tone.Ok,
        Severity.Info => Tone.Info,
        Severity.Warning => Tone.Warning,
        Severity.Critical => Tone.Critical,
        _ => Tone.Unknown,
    };

    public static string Word(this Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Critical => "critical",
        _ => "unknown",
    };
}
