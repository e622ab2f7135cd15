using System.Reflection;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>The version of this build, without the commit.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
