using System.Reflection;

namespace Proxima.Cli;

/// <summary>The version of this program, as the build stamped it.</summary>
internal static class ProgramVersion
{
    /// <summary>SemVer without build metadata: <c>0.1.0</c>.</summary>
    public static string Text { get; } = Full.Split('+')[0];

    /// <summary>The commit it was built from, in short; null where the build did not know.</summary>
    public static string? Commit { get; } = Full.Split('+') is [_, { Length: >= 7 } commit] ? commit[..7] : null;

    private static string Full
        => typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
